import { FactRef, Line, MatchKey, SubjectRef, type FactReference } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

export class IdentityKeyBody {
  @SubjectRef() subjectRef!: string;
  @MatchKey() matchKey!: string;
  /** Which shared secret made it. */
  @Line(16) keyId!: string;
  /** The travel document. */
  @FactRef() documentFact!: FactReference;
}

/** The pseudonymous look-up key of one travel document: whoever has the document in hand finds the person, and learns of nobody else. */
export const IdentityKey = defineFact({
  kind: 'identity-key',
  owner: 'imigrasi',
  body: IdentityKeyBody,
  subject: 'subjectRef',
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
  toldApartBy: ['matchKey'],
  searched: { matchKey: 'equals' },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    matchKey: '7d3f0c9a51e2b8467d3f0c9a51e2b8467d3f0c9a51e2b8467d3f0c9a51e2b846',
    keyId: 'match-1',
    documentFact: { kind: 'travel-document', factId: '019afb00-0000-7000-8000-000000000011' },
  },
});

export const IdentityKeyRecorded = defineEvent({ name: 'identity-key-recorded', version: 1, fact: IdentityKey });
