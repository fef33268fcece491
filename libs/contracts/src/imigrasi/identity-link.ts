import { CalendarDate, Count, ListOf, OneOf, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const bases = ['BIOMETRIC', 'DOCUMENTS', 'PERSON_AND_DOCUMENTS'] as const;

export class IdentityLinkBody {
  /** By default the oldest reference. */
  @SubjectRef() keptRef!: string;
  @ListOf(SubjectRef(), { min: 1, max: 10 }) mergedRefs!: string[];
  @CalendarDate() decidedOn!: string;
  @OneOf(bases) basis!: (typeof bases)[number];
  /** Two officers or more: always a human decision (UU 27/2022 art. 34). */
  @Count() reviewersCount!: number;
}

/** One decision that several references are the same person. A wrong one is retracted, and every view splits again by itself. */
export const IdentityLink = defineFact({
  kind: 'identity-link',
  owner: 'imigrasi',
  body: IdentityLinkBody,
  subject: 'keptRef',
  merges: 'mergedRefs',
  about: 'anyone',
  knownBy: {
    dukcapil: 'P2-CIVIL-REG',
    disnaker: 'P3-LABOUR',
    polres: 'P4-PUBLIC-SAFETY',
    kesbangpol: 'P1-SUPERVISION',
    disdik: 'P5-EDUCATION',
    dinkes: 'P6-HEALTH',
    kemenag: 'P7-RELIGION',
    dpmptsp: 'P8-INVEST-SERVICE',
  },
  classification: 'internal',
  retention: 'RC-IDENTITY',
  searched: { decidedOn: 'range' },
  example: {
    keptRef: '019afb00-0000-7000-8000-000000000001',
    mergedRefs: ['019afb00-0000-7000-8000-000000000002'],
    decidedOn: '2026-06-01',
    basis: 'DOCUMENTS',
    reviewersCount: 2,
  },
});

export const IdentityLinksMerged = defineEvent({ name: 'identity-links-merged', version: 1, fact: IdentityLink });
