import {
  ApprovedPosition,
  CalendarDate,
  DistrictCode,
  Line,
  ListOf,
  OneOf,
  Optional,
  OrganisationKey,
  type PositionApproved,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const planKinds = ['TEMPORARY', 'OVER_SIX_MONTHS', 'NO_FUND', 'ECONOMIC_ZONE'] as const;
const workPlanStates = ['APPROVED', 'RENEWAL_FILED', 'ENDED'] as const;
const endReasons = ['EXPIRED', 'REVOKED', 'GIVEN_UP'] as const;

export class WorkPlanBody {
  /** The employer. */
  @OrganisationKey() organisationKey!: string;
  @Line(120) organisationName!: string;
  @OneOf(planKinds) planKind!: (typeof planKinds)[number];
  @ListOf(ApprovedPosition(), { min: 1, max: 100 }) positions!: PositionApproved[];
  /** Where the work is done; several: multi-site. */
  @ListOf(DistrictCode(), { min: 1, max: 20 }) workDistricts!: string[];
  @CalendarDate() validFrom!: string;
  @CalendarDate() validTo!: string;
  /** Start of the unbroken chain of plans. */
  @CalendarDate() firstValidFrom!: string;
  @Optional(CalendarDate()) renewalFiledOn?: string;
  @OneOf(workPlanStates) state!: (typeof workPlanStates)[number];
  @Optional(OneOf(endReasons)) endReason?: (typeof endReasons)[number];
  /** Last day of validity. */
  @Optional(CalendarDate()) endedOn?: string;
}

/** One approval of a plan to employ foreign workers (RPTKA) of one employer, who may have several. */
export const WorkPlan = defineFact({
  kind: 'work-plan',
  owner: 'disnaker',
  body: WorkPlanBody,
  knownBy: { imigrasi: 'P1-SUPERVISION', dpmptsp: 'P8-INVEST-SERVICE' },
  classification: 'internal',
  retention: 'RC-ORG',
  searched: { organisationKey: 'equals', organisationName: 'contains', planKind: 'equals', validTo: 'range', state: 'equals' },
  inOrder: [
    ['firstValidFrom', 'validFrom'],
    ['validFrom', 'validTo'],
    ['endedOn', 'validTo'],
  ],
  onlyIn: { endReason: ['ENDED'], endedOn: ['ENDED'] },
  example: {
    organisationKey: 'nib:0000000000001',
    organisationName: 'PT Contoh Sintetis',
    planKind: 'OVER_SIX_MONTHS',
    positions: [
      { positionCode: 'ENGINEER', count: 4 },
      { positionCode: 'TECHNICIAN', count: 8 },
    ],
    workDistricts: ['36.04.05', '36.72.01'],
    validFrom: '2026-01-05',
    validTo: '2028-01-04',
    firstValidFrom: '2024-01-05',
    state: 'APPROVED',
  },
});

export const WorkPlanApproved = defineEvent({ name: 'work-plan-approved', version: 1, fact: WorkPlan });
export const WorkPlanRenewalFiled = defineEvent({ name: 'work-plan-renewal-filed', version: 1, fact: WorkPlan });
export const WorkPlanExtended = defineEvent({ name: 'work-plan-extended', version: 1, fact: WorkPlan });
export const WorkPlanEnded = defineEvent({ name: 'work-plan-ended', version: 1, fact: WorkPlan });
