import type { Problem } from '@timpora/access';
import { Employment, WorkPlan, type EmploymentBody } from '@timpora/contracts';
import type { Held, Invariant, Referral } from '@timpora/exchange';

import { isValidOn } from '../work-plans/work-plan.policy.js';
import {
  alreadyActive,
  endsBeforeStart,
  hasEnded,
  placeNotInPlan,
  planNotHere,
  planNotValid,
  planOfAnother,
  positionNotInPlan,
} from './problems.js';

/** Work goes on under the plan that the employer named; what ended is not asked again. */
export function mayNamePlan(employment: EmploymentBody, plan: Held<typeof WorkPlan> | null): Problem | null {
  if (!plan || plan.change === 'retracted') return planNotHere;
  const { organisationKey, positions, workDistricts } = plan.body;
  if (organisationKey !== employment.organisationKey) return planOfAnother;
  if (![employment.startedOn, employment.reportedOn].some((day) => isValidOn(plan.body, day))) return planNotValid;
  if (!positions.some(({ positionCode }) => positionCode === employment.positionCode)) return positionNotInPlan;
  return employment.workDistricts.every((district) => workDistricts.includes(district)) ? null : placeNotInPlan;
}

const namedPlan: Referral<typeof Employment, typeof WorkPlan> = {
  to: ({ workPlanFact, state }) =>
    workPlanFact && state === 'ACTIVE' ? { fact: WorkPlan, issuer: 'disnaker', factId: workPlanFact.factId } : null,
  holds: mayNamePlan,
};

/** One person may have several employers, each of them once. */
export const employmentInvariant: Invariant<typeof Employment> = {
  fact: Employment,
  unique: [
    {
      by: ({ subjectRef, organisationKey, state }) => (state === 'ACTIVE' ? { subjectRef, organisationKey, state } : null),
      taken: alreadyActive,
    },
  ],
  refersTo: [namedPlan],
};

export const isActive = ({ state }: EmploymentBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);

export const mayEnd = (employment: EmploymentBody, endedOn: string): Problem | null =>
  isActive(employment) ?? (endedOn < employment.startedOn ? endsBeforeStart : null);
