import { CalendarDate, CountryCode, DocumentNumber, Line, ListOf, OneOf, Optional, PersonName, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const sexes = ['M', 'F', 'X'] as const;
const evidences = ['PASSPORT', 'PASSPORT_AND_BIOMETRIC', 'OTHER_DOCUMENT'] as const;
const identityStates = ['ESTABLISHED', 'DECEASED'] as const;

export class ForeignNationalBody {
  @SubjectRef() subjectRef!: string;
  /** As in the current travel document. */
  @PersonName() fullName!: string;
  /** For matching only. */
  @Optional(ListOf(PersonName(), { min: 0, max: 5 })) formerNames?: string[];
  /** As the person writes it: Chinese, Korean, Arabic, ... */
  @Optional(PersonName()) nameInOwnScript?: string;
  @CalendarDate('direct') birthDate!: string;
  /** As in the document. */
  @Optional(Line(80, 'direct')) birthPlace?: string;
  /** As in the document; no rule may read it. */
  @OneOf(sexes, 'indirect') sex!: (typeof sexes)[number];
  @CountryCode() nationality!: string;
  /** NIORA: the number of the person, not of the permit. */
  @Optional(DocumentNumber()) registrationNumber?: string;
  @OneOf(evidences) identityEvidence!: (typeof evidences)[number];
  @OneOf(identityStates) state!: (typeof identityStates)[number];
}

/** The identity of one person who resides or applies to, as imigrasi has established it: it creates the `subjectRef`. */
export const ForeignNational = defineFact({
  kind: 'foreign-national',
  owner: 'imigrasi',
  body: ForeignNationalBody,
  subject: 'subjectRef',
  makesSubject: true,
  bornOn: 'birthDate',
  about: 'anyone',
  knownBy: { dukcapil: 'P2-CIVIL-REG' },
  classification: 'restricted',
  retention: 'RC-IDENTITY',
  toldApartBy: ['fullName', 'registrationNumber'],
  searched: { fullName: 'contains', nameInOwnScript: 'contains', state: 'equals' },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    fullName: 'Kim Haneul',
    nameInOwnScript: '김하늘',
    birthDate: '1988-04-17',
    birthPlace: 'Busan',
    sex: 'F',
    nationality: 'KOR',
    registrationNumber: 'SYN-0001',
    identityEvidence: 'PASSPORT_AND_BIOMETRIC',
    state: 'ESTABLISHED',
  },
});

export const ForeignNationalIdentified = defineEvent({ name: 'foreign-national-identified', version: 1, fact: ForeignNational });
