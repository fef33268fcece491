import { CalendarDate, OneOf, only, Optional, OwnReference, WorkPlanBody } from '@timpora/contracts';

export class ApproveWorkPlan extends only(
  WorkPlanBody,
  'organisationKey',
  'organisationName',
  'planKind',
  'positions',
  'workDistricts',
  'validFrom',
  'validTo',
) {
  /** Where the plan follows an earlier one without a gap: the start of the first of them. */
  @Optional(CalendarDate()) firstValidFrom?: string;
  /** The number of the approval; it stays with disnaker. */
  @Optional(OwnReference()) ownReference?: string;
}

export class FileRenewal {
  @CalendarDate() renewalFiledOn!: string;
}

export class ExtendWorkPlan extends only(WorkPlanBody, 'validTo') {}

const reasons = ['REVOKED', 'GIVEN_UP'] as const;

export class EndWorkPlan {
  /** EXPIRED is stated by a timer. */
  @OneOf(reasons) endReason!: (typeof reasons)[number];
  @CalendarDate() endedOn!: string;
}
