import type { Problem } from '@timpora/access';
import type { Day, EnforcementAlertBody, ViolationBody } from '@timpora/contracts';

import { endsWithAlert, notOpen, takenUpAlready } from './problems.js';

type State = Pick<EnforcementAlertBody, 'state'>;

export const isOpen = ({ state }: State): boolean => state === 'OPEN' || state === 'TAKEN_UP';

export function mayTakeUp(alert: State): Problem | null {
  if (!isOpen(alert)) return notOpen;
  return alert.state === 'TAKEN_UP' ? takenUpAlready : null;
}

/** One that stands for an alert ends with it. */
export function mayClose({ ruleId, state }: Pick<EnforcementAlertBody, 'ruleId' | 'state'>): Problem | null {
  if (ruleId !== 'REVIEWED') return endsWithAlert;
  return isOpen({ state }) ? null : notOpen;
}

/** What the team is asked about a breach that was confirmed: where it was seen, and no evidence. */
export const askedAbout = (
  { subjectRef, organisationKey, district }: ViolationBody,
  { reviewId, owner, dueOn }: { readonly reviewId: string; readonly owner: string; readonly dueOn: Day },
): EnforcementAlertBody => ({
  ruleId: 'REVIEWED',
  about: { kind: 'review', factId: reviewId, owner },
  ...{ district, areaKind: organisationKey === undefined ? 'NONE' : 'WORK' },
  ...(subjectRef !== undefined && { subjectRef }),
  ...(organisationKey !== undefined && { organisationKey }),
  ...{ urgency: 'SOON', dueOn, ask: organisationKey === undefined ? 'VERIFY_PRESENCE' : 'VERIFY_EMPLOYER', state: 'OPEN' },
});
