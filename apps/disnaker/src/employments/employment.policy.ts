import type { Problem } from '@timpora/access';
import { Employment, type EmploymentBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadyActive, endsBeforeStart, hasEnded } from './problems.js';

/** One person may have several employers, each of them once. */
export const employmentInvariant: Invariant<typeof Employment> = {
  fact: Employment,
  unique: [
    {
      by: ({ subjectRef, organisationKey, state }) => (state === 'ACTIVE' ? { subjectRef, organisationKey, state } : null),
      taken: alreadyActive,
    },
  ],
};

export const isActive = ({ state }: EmploymentBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);

export const mayEnd = (employment: EmploymentBody, endedOn: string): Problem | null =>
  isActive(employment) ?? (endedOn < employment.startedOn ? endsBeforeStart : null);
