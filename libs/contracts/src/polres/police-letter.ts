import { CalendarDate, DistrictCode, ListOf, OneOf, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const letterActivities = ['JOURNALISM', 'FILM', 'RESEARCH', 'OTHER'] as const;

export class PoliceLetterBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(letterActivities, 'indirect') activityCode!: (typeof letterActivities)[number];
  @ListOf(DistrictCode('indirect'), { min: 1, max: 29 }) districts!: string[];
  @CalendarDate() validFrom!: string;
  @CalendarDate() validTo!: string;
}

/** One police letter (SKK) for a journalist or researcher. Issued only when a sponsor asks (Perpol 3/2025): no rule may require it. */
export const PoliceLetter = defineFact({
  kind: 'police-letter',
  owner: 'polres',
  body: PoliceLetterBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION', kesbangpol: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { activityCode: 'equals', validTo: 'range' },
  inOrder: [['validFrom', 'validTo']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000002',
    activityCode: 'RESEARCH',
    districts: ['36.04.05', '36.04.06'],
    validFrom: '2026-03-02',
    validTo: '2026-08-31',
  },
});

export const PoliceLetterIssued = defineEvent({ name: 'police-letter-issued', version: 1, fact: PoliceLetter });
