import type { Problem } from '@timpora/access';
import { addDays, addWorkingDays, addYears, WorkPlan, type Day, type StatedValues, type WorkPlanBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import {
  filedBeforeStart,
  filedTooLate,
  hasEnded,
  notApproved,
  notExtendable,
  notLonger,
  notYetExpired,
  positionTwice,
  renewalNotFiled,
  renewalUnfitting,
  tooLong,
} from './problems.js';

const isWhole = ({ positions, state, renewalFiledOn }: WorkPlanBody): Problem | null => {
  if (new Set(positions.map(({ positionCode }) => positionCode)).size < positions.length) return positionTwice;
  // An ended plan keeps the day on which its renewal had been filed.
  return state !== 'ENDED' && (state === 'RENEWAL_FILED') !== (renewalFiledOn !== undefined) ? renewalUnfitting : null;
};

export const workPlanInvariant: Invariant<typeof WorkPlan> = { fact: WorkPlan, holds: isWhole };

/**
 * Years of one approval (Permenaker 8/2021; PP 34/2021 art. 21). Temporary work has six months, which are not checked here: an approval that was
 * given too long is recorded as it is, and looked at.
 */
const longestYears = { OVER_SIX_MONTHS: 2, NO_FUND: 2, ECONOMIC_ZONE: 5 } as const;

export const mayBeApproved = ({
  planKind,
  validFrom,
  validTo,
}: Pick<WorkPlanBody, 'planKind' | 'validFrom' | 'validTo'>): Problem | null =>
  planKind !== 'TEMPORARY' && validTo >= addYears(validFrom, longestYears[planKind]) ? tooLong : null;

/** PP 34/2021 art. 21. */
const workingDaysBeforeEnd = 30;

export const lastFilingDay = ({ validTo }: Pick<WorkPlanBody, 'validTo'>, stated: StatedValues = []): Day =>
  addWorkingDays(validTo, -workingDaysBeforeEnd, stated);

export function mayFileRenewal(plan: WorkPlanBody, filedOn: Day, stated: StatedValues = []): Problem | null {
  if (plan.state !== 'APPROVED') return notApproved;
  if (plan.planKind === 'TEMPORARY') return notExtendable;
  if (filedOn < plan.validFrom) return filedBeforeStart;
  return filedOn > lastFilingDay(plan, stated) ? filedTooLate : null;
}

export function mayExtend(plan: WorkPlanBody, validTo: Day): Problem | null {
  if (plan.state !== 'RENEWAL_FILED') return renewalNotFiled;
  if (validTo <= plan.validTo) return notLonger;
  return plan.planKind === 'TEMPORARY' ? notExtendable : mayBeApproved({ ...plan, validFrom: addDays(plan.validTo, 1), validTo });
}

export const mayEnd = ({ state }: WorkPlanBody): Problem | null => (state === 'ENDED' ? hasEnded : null);

/** A pending renewal does not keep a plan from expiring: when it is granted late, a new plan is approved. */
export const expiresOn = ({ state, validTo }: WorkPlanBody): Day | null => (state === 'ENDED' ? null : addDays(validTo, 1));

export function mayExpire(plan: WorkPlanBody, today: Day): Problem | null {
  const day = expiresOn(plan);
  if (day === null) return hasEnded;
  return day <= today ? null : notYetExpired;
}

/** Does the plan cover this day? */
export const isValidOn = ({ validFrom, validTo, endedOn }: WorkPlanBody, day: Day): boolean =>
  validFrom <= day && day <= (endedOn ?? validTo);
