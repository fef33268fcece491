import type { Problem } from '@timpora/access';
import type { RegisteredActivityBody } from '@timpora/contracts';

import { aboutNobody, endsBeforeStart, hasEnded } from './problems.js';

export const isAboutSomebody = ({
  subjectRef,
  organisationKey,
}: Pick<RegisteredActivityBody, 'subjectRef' | 'organisationKey'>): Problem | null =>
  subjectRef === undefined && organisationKey === undefined ? aboutNobody : null;

export const isRegistered = ({ state }: RegisteredActivityBody): Problem | null => (state === 'REGISTERED' ? null : hasEnded);

export const mayEnd = (activity: RegisteredActivityBody, endedOn: string): Problem | null =>
  isRegistered(activity) ?? (endedOn < activity.validFrom ? endsBeforeStart : null);
