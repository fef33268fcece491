import { CalendarDate, DistrictCode, ListOf, OneOf, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const recommendationStates = ['IN_FORCE', 'ENDED'] as const;

export class ReligiousRecommendationBody {
  @SubjectRef() subjectRef!: string;
  @ListOf(DistrictCode('indirect'), { min: 1, max: 60 }) territory!: string[];
  /** Counts the 6 years that all stays together may last (PMA 3/2023 art. 19). */
  @CalendarDate() firstStayFrom!: string;
  @CalendarDate() validFrom!: string;
  @CalendarDate() validTo!: string;
  @OneOf(recommendationStates) state!: (typeof recommendationStates)[number];
}

/** One recommendation for a foreign religious worker, lecturer or student. Neither religion nor institution nor task travels. */
export const ReligiousRecommendation = defineFact({
  kind: 'religious-recommendation',
  owner: 'kemenag',
  body: ReligiousRecommendationBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P7-RELIGION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { state: 'equals', validTo: 'range' },
  inOrder: [
    ['validFrom', 'validTo'],
    ['firstStayFrom', 'validTo'],
  ],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000005',
    territory: ['36.04.05'],
    firstStayFrom: '2025-06-02',
    validFrom: '2026-06-02',
    validTo: '2027-06-01',
    state: 'IN_FORCE',
  },
});

export const ReligiousRecommendationDecided = defineEvent({
  name: 'religious-recommendation-decided',
  version: 1,
  fact: ReligiousRecommendation,
});
