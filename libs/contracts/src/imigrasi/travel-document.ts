import { CalendarDate, Count, CountryCode, DocumentNumber, Line, OneOf, Optional, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const documentTypes = ['PASSPORT', 'TRAVEL_DOCUMENT', 'OTHER'] as const;
const mrzChecks = ['PASSED', 'FAILED', 'NOT_READ'] as const;
const documentStates = ['CURRENT', 'REPLACED', 'LOST', 'CANCELLED'] as const;

export class TravelDocumentBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(documentTypes) documentType!: (typeof documentTypes)[number];
  @DocumentNumber() documentNumber!: string;
  @CountryCode() issuingState!: string;
  /** As read from the zone, where that is another code: `D` for DEU. */
  @Optional(Line(3)) rawStateCode?: string;
  @Optional(CalendarDate()) issuedOn?: string;
  /** Last valid day; that a document has expired is computed, not a state. */
  @CalendarDate('indirect') expiresOn!: string;
  /** Check digits of the machine readable zone, weights 7-3-1, and the composite one (ICAO Doc 9303). */
  @OneOf(mrzChecks) mrzCheck!: (typeof mrzChecks)[number];
  /** Independent reads of the zone so far. */
  @Count() mrzReadCount!: number;
  @OneOf(documentStates) state!: (typeof documentStates)[number];
}

/** One passport or other travel document, ever, of a person. */
export const TravelDocument = defineFact({
  kind: 'travel-document',
  owner: 'imigrasi',
  body: TravelDocumentBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: { dukcapil: 'P2-CIVIL-REG' },
  classification: 'restricted',
  retention: 'RC-IDENTITY',
  toldApartBy: ['documentNumber'],
  searched: { expiresOn: 'range', mrzCheck: 'equals', state: 'equals' },
  inOrder: [['issuedOn', 'expiresOn']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    documentType: 'PASSPORT',
    documentNumber: 'X00000001',
    issuingState: 'KOR',
    issuedOn: '2022-05-03',
    expiresOn: '2032-05-02',
    mrzCheck: 'PASSED',
    mrzReadCount: 1,
    state: 'CURRENT',
  },
});

export const TravelDocumentRecorded = defineEvent({ name: 'travel-document-recorded', version: 1, fact: TravelDocument });
