import { CalendarDate, DistrictCode, OneOf, Optional, OrganisationKey, SubjectRef, YesNo } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const professionGroups = ['MEDICAL', 'NURSING', 'OTHER_HEALTH'] as const;
const practiceStates = ['IN_FORCE', 'ENDED'] as const;

export class PracticePermitBody {
  @SubjectRef() subjectRef!: string;
  /** The facility that asked; absent for a private practice, which is not allowed (PP 28/2024). */
  @Optional(OrganisationKey('indirect')) organisationKey?: string;
  @OneOf(professionGroups, 'indirect') professionGroup!: (typeof professionGroups)[number];
  @DistrictCode('indirect') workDistrict!: string;
  /** Start of the first registration (STR): up to 2 years, once 2 more. */
  @CalendarDate() registrationFirstFrom!: string;
  @CalendarDate() registrationValidTo!: string;
  /** Of the practice permit itself (SIP). */
  @CalendarDate() validFrom!: string;
  @CalendarDate() validTo!: string;
  /** In a special economic zone, where the limits of the registration do not hold. */
  @YesNo() economicZone!: boolean;
  @Optional(CalendarDate()) endedOn?: string;
  @OneOf(practiceStates) state!: (typeof practiceStates)[number];
}

/** One practice permit (SIP) of a foreign health professional, with the dates of the registration under it; never about anybody's health. */
export const PracticePermit = defineFact({
  kind: 'practice-permit',
  owner: 'dinkes',
  body: PracticePermitBody,
  subject: 'subjectRef',
  knownBy: { disnaker: 'P3-LABOUR', imigrasi: 'P6-HEALTH' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: {
    organisationKey: 'equals',
    professionGroup: 'equals',
    workDistrict: 'equals',
    state: 'equals',
    registrationValidTo: 'range',
    validTo: 'range',
    endedOn: 'range',
  },
  inOrder: [
    ['registrationFirstFrom', 'registrationValidTo'],
    ['validFrom', 'validTo'],
    ['validFrom', 'endedOn'],
  ],
  onlyIn: { endedOn: ['ENDED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000004',
    organisationKey: 'nib:0000000000002',
    professionGroup: 'MEDICAL',
    workDistrict: '36.04.05',
    registrationFirstFrom: '2026-01-05',
    registrationValidTo: '2028-01-04',
    validFrom: '2026-02-01',
    validTo: '2028-01-04',
    economicZone: false,
    state: 'IN_FORCE',
  },
});

export const PracticePermitIssued = defineEvent({ name: 'practice-permit-issued', version: 1, fact: PracticePermit });
export const PracticePermitEnded = defineEvent({ name: 'practice-permit-ended', version: 1, fact: PracticePermit });
