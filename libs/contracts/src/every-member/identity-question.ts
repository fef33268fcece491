import { CalendarDate, CountryCode, DocumentNumber, ListOf, MatchKey, OneOf, Optional, PersonName, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import { members } from '../members.js';

const questionKinds = ['FIND', 'SAME_PERSON'] as const;
const matchBases = ['BIOMETRIC', 'SAME_DOCUMENT', 'NAME_BIRTH_NATIONALITY'] as const;

export class IdentityQuestionBody {
  @Optional(SubjectRef()) subjectRef?: string;
  @OneOf(questionKinds) questionKind!: (typeof questionKinds)[number];
  /** FIND: made by the asker; the key that answers is equal to it. */
  @Optional(MatchKey()) matchKey?: string;
  /** FIND: what the document says. */
  @Optional(PersonName()) fullName?: string;
  @Optional(CalendarDate('direct')) birthDate?: string;
  @Optional(CountryCode()) nationality?: string;
  @Optional(DocumentNumber()) documentNumber?: string;
  @Optional(CountryCode()) issuingState?: string;
  /** SAME_PERSON: the references that may be one person. */
  @Optional(ListOf(SubjectRef(), { min: 2, max: 10 })) suspectedRefs?: string[];
  /** SAME_PERSON: the kind of match; no biometric data, no score. */
  @Optional(OneOf(matchBases)) matchBasis?: (typeof matchBases)[number];
  @CalendarDate() askedOn!: string;
}

/** One question about who somebody is, which only imigrasi hears: is there a reference for this person, or are these the same person? */
export const IdentityQuestion = defineFact({
  kind: 'identity-question',
  owner: 'every-member',
  statedBy: members.filter((member) => member !== 'imigrasi'),
  body: IdentityQuestionBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'specific',
  retention: 'RC-TASK',
  toldApartBy: ['matchKey'],
  searched: { questionKind: 'equals', matchKey: 'equals', askedOn: 'range' },
  example: {
    questionKind: 'FIND',
    matchKey: '7d3f0c9a51e2b8467d3f0c9a51e2b8467d3f0c9a51e2b8467d3f0c9a51e2b846',
    fullName: 'Kim Haneul',
    birthDate: '1988-04-17',
    nationality: 'KOR',
    documentNumber: 'X00000001',
    issuingState: 'KOR',
    askedOn: '2026-06-01',
  },
});

export const IdentityRequested = defineEvent({ name: 'identity-requested', version: 1, fact: IdentityQuestion });
export const DuplicateSuspected = defineEvent({ name: 'duplicate-suspected', version: 1, fact: IdentityQuestion });
