import { CalendarDate, OneOf, Optional, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const permitTypes = ['LIMITED', 'PERMANENT', 'EMERGENCY'] as const;
const purposeGroups = ['FAMILY', 'STUDY', 'OTHER'] as const;
const permitStates = ['VALID', 'EXPIRED', 'CLOSED', 'CANCELLED', 'CAME_OF_AGE'] as const;

export class MinorPermitBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(permitTypes) permitType!: (typeof permitTypes)[number];
  @OneOf(purposeGroups, 'indirect') purposeGroup!: (typeof purposeGroups)[number];
  @CalendarDate() issuedOn!: string;
  @CalendarDate() validFrom!: string;
  /** Last lawful day; absent for an unlimited ITAP. */
  @Optional(CalendarDate('indirect')) validTo?: string;
  @Optional(CalendarDate('indirect')) lastExtendedOn?: string;
  /** An extension or a conversion is pending, filed and paid on this day: a child has no application of its own kind. */
  @Optional(CalendarDate()) applicationPaidOn?: string;
  @Optional(CalendarDate('indirect')) holderAbroadSince?: string;
  /** A parent or guardian who is a resident, where there is one. */
  @Optional(SubjectRef()) guardianRef?: string;
  @OneOf(permitStates) state!: (typeof permitStates)[number];
}

/** Permission for a child to stay, with what is pending about it in the same fact. On the 18th birthday a stay permit goes on with its days. */
export const MinorPermit = defineFact({
  kind: 'minor-permit',
  owner: 'imigrasi',
  body: MinorPermitBody,
  subject: 'subjectRef',
  about: 'minors',
  knownBy: { dukcapil: 'P2-CIVIL-REG' },
  classification: 'specific',
  retention: 'RC-REGISTER',
  searched: { validTo: 'range', state: 'equals' },
  inOrder: [['validFrom', 'validTo']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000002',
    permitType: 'LIMITED',
    purposeGroup: 'FAMILY',
    issuedOn: '2026-02-02',
    validFrom: '2026-02-02',
    validTo: '2027-02-01',
    guardianRef: '019afb00-0000-7000-8000-000000000001',
    state: 'VALID',
  },
});

export const MinorPermitRecorded = defineEvent({ name: 'minor-permit-recorded', version: 1, fact: MinorPermit });
