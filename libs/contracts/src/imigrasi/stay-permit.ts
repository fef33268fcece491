import { CalendarDate, OneOf, Optional, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const permitTypes = ['LIMITED', 'PERMANENT', 'EMERGENCY'] as const;
const origins = ['VISA', 'CONVERSION', 'BIRTH', 'COMING_OF_AGE'] as const;
const purposeGroups = ['WORK', 'INVESTMENT', 'FAMILY', 'STUDY', 'OTHER'] as const;
const workAllowances = ['WITH_APPROVAL', 'FAMILY_SUPPORT', 'NO'] as const;
const sponsorBases = ['CORPORATE', 'PERSON', 'EXEMPT'] as const;
const permitStates = ['VALID', 'EXPIRED', 'CLOSED', 'CANCELLED'] as const;
const closureKinds = ['ON_EXIT', 'ABROAD', 'CONVERTED', 'REPLACED', 'DECEASED', 'LAPSED'] as const;

export class StayPermitBody {
  @SubjectRef() subjectRef!: string;
  @OneOf(permitTypes) permitType!: (typeof permitTypes)[number];
  @OneOf(origins) origin!: (typeof origins)[number];
  /** Coarse on purpose: the visa index stays with imigrasi, it can reveal a religious office. */
  @OneOf(purposeGroups, 'indirect') purposeGroup!: (typeof purposeGroups)[number];
  @OneOf(workAllowances) workAllowed!: (typeof workAllowances)[number];
  /** EXEMPT is the normal case of investors, spouses of citizens and reciprocal waivers (UU 6/2011 art. 63). */
  @OneOf(sponsorBases) sponsorBasis!: (typeof sponsorBases)[number];
  @CalendarDate() issuedOn!: string;
  @CalendarDate() validFrom!: string;
  /** Last lawful day; absent for an unlimited ITAP. */
  @Optional(CalendarDate('indirect')) validTo?: string;
  @Optional(CalendarDate()) lastExtendedOn?: string;
  @Optional(CalendarDate()) reportDueOn?: string;
  @Optional(CalendarDate('indirect')) holderAbroadSince?: string;
  @OneOf(permitStates) state!: (typeof permitStates)[number];
  /** A deportation closes with ON_EXIT too: this kind tells no cause. */
  @Optional(OneOf(closureKinds)) closureKind?: (typeof closureKinds)[number];
  @Optional(CalendarDate()) closedOn?: string;
  @Optional(CalendarDate()) leaveBy?: string;
}

/** Permission for an adult foreign national to stay (ITAS, ITAP): one fact per permit, continued by extensions. */
export const StayPermit = defineFact({
  kind: 'stay-permit',
  owner: 'imigrasi',
  body: StayPermitBody,
  subject: 'subjectRef',
  knownBy: { dukcapil: 'P2-CIVIL-REG', disnaker: 'P3-LABOUR', polres: 'P4-PUBLIC-SAFETY', kesbangpol: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { validTo: 'range', state: 'equals' },
  inOrder: [
    ['validFrom', 'validTo'],
    ['closedOn', 'leaveBy'],
  ],
  onlyIn: { closureKind: ['CLOSED'], closedOn: ['CLOSED', 'CANCELLED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    permitType: 'LIMITED',
    origin: 'VISA',
    purposeGroup: 'WORK',
    workAllowed: 'WITH_APPROVAL',
    sponsorBasis: 'CORPORATE',
    issuedOn: '2026-02-02',
    validFrom: '2026-02-02',
    validTo: '2027-02-01',
    state: 'VALID',
  },
});

export const PermitIssued = defineEvent({ name: 'permit-issued', version: 1, fact: StayPermit });
export const PermitExtended = defineEvent({ name: 'permit-extended', version: 1, fact: StayPermit });
export const PermitExpired = defineEvent({ name: 'permit-expired', version: 1, fact: StayPermit });
export const PermitClosed = defineEvent({ name: 'permit-closed', version: 1, fact: StayPermit });
export const PermitCancelled = defineEvent({ name: 'permit-cancelled', version: 1, fact: StayPermit });
export const ResidentDeparted = defineEvent({ name: 'resident-departed', version: 1, fact: StayPermit });
export const ResidentReturned = defineEvent({ name: 'resident-returned', version: 1, fact: StayPermit });
