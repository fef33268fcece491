import type { Problem } from '@timpora/access';
import { Sponsorship, type SponsorshipBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadyActive, endMissing, hasEnded } from './problems.js';

/** An active sponsorship may have a last day in sight; one that is over has it. */
export const hasItsEnd = ({ state, endsOn }: SponsorshipBody): Problem | null =>
  state !== 'ACTIVE' && endsOn === undefined ? endMissing : null;

/** An organisation stands in for a resident once on each basis; several organisations may do so at a time. */
export const sponsorshipInvariant: Invariant<typeof Sponsorship> = {
  fact: Sponsorship,
  holds: hasItsEnd,
  unique: [
    {
      by: ({ subjectRef, basis, organisationKey, state }) => (state === 'ACTIVE' ? { subjectRef, basis, organisationKey, state } : null),
      taken: alreadyActive,
    },
  ],
};

export const isActive = ({ state }: SponsorshipBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);
