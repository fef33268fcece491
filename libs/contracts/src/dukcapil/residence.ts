import { CalendarDate, DistrictCode, OneOf, Optional, SubjectRef, VillageCode } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const residenceStates = ['CURRENT', 'MOVED_OUT', 'ENDED'] as const;

export class ResidenceBody {
  @SubjectRef() subjectRef!: string;
  /** Home district; `outside` after a move out of the regency. */
  @DistrictCode('indirect') district!: string;
  @Optional(VillageCode()) village?: string;
  @CalendarDate() movedOn!: string;
  /** The day on which dukcapil was told, which may be before the move. */
  @CalendarDate() reportedOn!: string;
  /** A moving letter was issued: a move is pending. */
  @Optional(CalendarDate()) moveLetterOn?: string;
  /** SKTT, the certificate of an ITAS holder; valid as long as the ITAS. */
  @Optional(CalendarDate()) certificateIssuedOn?: string;
  @Optional(CalendarDate()) certificateValidTo?: string;
  /** KTP-el, the card of an ITAP holder. */
  @Optional(CalendarDate()) cardIssuedOn?: string;
  @Optional(CalendarDate()) cardValidTo?: string;
  @OneOf(residenceStates) state!: (typeof residenceStates)[number];
}

/** Where one resident lives, by area, and until when the paper is valid: the team's shared picture of presence. No street, no name. */
export const Residence = defineFact({
  kind: 'residence',
  owner: 'dukcapil',
  body: ResidenceBody,
  subject: 'subjectRef',
  knownBy: {
    imigrasi: 'P1-SUPERVISION',
    disnaker: 'P1-SUPERVISION',
    polres: 'P4-PUBLIC-SAFETY',
    kesbangpol: 'P1-SUPERVISION',
    disdik: 'P1-SUPERVISION',
    dinkes: 'P1-SUPERVISION',
    kemenag: 'P1-SUPERVISION',
  },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { district: 'equals', village: 'equals', state: 'equals', certificateValidTo: 'range', cardValidTo: 'range' },
  inOrder: [
    ['certificateIssuedOn', 'certificateValidTo'],
    ['cardIssuedOn', 'cardValidTo'],
  ],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    district: '36.04.05',
    village: '36.04.05.2001',
    movedOn: '2026-02-04',
    reportedOn: '2026-02-10',
    certificateIssuedOn: '2026-02-10',
    certificateValidTo: '2027-02-01',
    state: 'CURRENT',
  },
});

export const AddressChanged = defineEvent({ name: 'address-changed', version: 1, fact: Residence });
export const ResidenceDocumentIssued = defineEvent({ name: 'residence-document-issued', version: 1, fact: Residence });
export const ResidenceDocumentExpired = defineEvent({ name: 'residence-document-expired', version: 1, fact: Residence });
export const ResidenceEnded = defineEvent({ name: 'residence-ended', version: 1, fact: Residence });
