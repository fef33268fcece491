import type { Problem } from '@timpora/access';
import { RegisteredActivity, type RegisteredActivityBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { aboutNobody, endsBeforeStart, hasEnded } from './problems.js';

export const activityInvariant: Invariant<typeof RegisteredActivity> = {
  fact: RegisteredActivity,
  holds: ({ subjectRef, organisationKey }) => (subjectRef === undefined && organisationKey === undefined ? aboutNobody : null),
};

export const isRegistered = ({ state }: RegisteredActivityBody): Problem | null => (state === 'REGISTERED' ? null : hasEnded);

export const mayEnd = (activity: RegisteredActivityBody, endedOn: string): Problem | null =>
  isRegistered(activity) ?? (endedOn < activity.validFrom ? endsBeforeStart : null);
