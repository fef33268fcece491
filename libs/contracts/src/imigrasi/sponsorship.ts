import { CalendarDate, OneOf, Optional, OrganisationKey, SubjectRef, YesNo } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const bases = ['CORPORATE_SPONSOR', 'INVESTOR_GUARANTEE'] as const;
const organisationRoles = ['EMPLOYEE', 'DIRECTOR', 'COMMISSIONER', 'SHAREHOLDER'] as const;
const sponsorshipStates = ['ACTIVE', 'RELEASED', 'ENDED'] as const;

export class SponsorshipBody {
  @SubjectRef() subjectRef!: string;
  /** A guarantee stands in for the sponsor of an investor (UU 6/2011 art. 63); the company may choose to be sponsor (PP 40/2023 art. 171A(5)). */
  @OneOf(bases) basis!: (typeof bases)[number];
  @OrganisationKey() organisationKey!: string;
  /** As in the application; no amounts. */
  @Optional(OneOf(organisationRoles, 'indirect')) organisationRole?: (typeof organisationRoles)[number];
  /** For service, not for supervision. */
  @Optional(YesNo()) goldenVisa?: boolean;
  @CalendarDate() startsOn!: string;
  @Optional(CalendarDate()) endsOn?: string;
  @OneOf(sponsorshipStates) state!: (typeof sponsorshipStates)[number];
}

/** One organisation's responsibility for one resident. Nobody's fault when there is none: many need no sponsor, and a personal one is not stated. */
export const Sponsorship = defineFact({
  kind: 'sponsorship',
  owner: 'imigrasi',
  body: SponsorshipBody,
  subject: 'subjectRef',
  knownBy: { disnaker: 'P3-LABOUR', dpmptsp: 'P8-INVEST-SERVICE' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { basis: 'equals', organisationKey: 'equals', state: 'equals', endsOn: 'range' },
  inOrder: [['startsOn', 'endsOn']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    basis: 'CORPORATE_SPONSOR',
    organisationKey: 'nib:0000000000001',
    organisationRole: 'EMPLOYEE',
    startsOn: '2026-02-02',
    state: 'ACTIVE',
  },
});

export const SponsorChanged = defineEvent({ name: 'sponsor-changed', version: 1, fact: Sponsorship });
