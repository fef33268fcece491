import type { Problem } from '@timpora/access';
import { addYears, FinalDeparture, type Day, type FinalDepartureBody, type SponsorshipBody, type StayPermitBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadyRecorded, notYet } from './problems.js';

export const hasHappened = ({ departedOn }: FinalDepartureBody, today: string): Problem | null => (departedOn > today ? notYet : null);

/** Who left for good on a day did so once; who comes to live here again may leave for good again. */
export const finalDepartureInvariant: Invariant<typeof FinalDeparture> = {
  fact: FinalDeparture,
  holds: hasHappened,
  unique: [{ by: ({ subjectRef, departedOn }) => ({ subjectRef, departedOn }), taken: alreadyRecorded }],
};

/** After every day. */
const never = '9999';

/** Closed is what began on or before the day of the departure; what began later belongs to a new stay. */
export const beganBy = (startedOn: string, departedOn: string): boolean => startedOn <= departedOn;

/** A sponsorship whose last day was in sight before ends on that day. */
export const endingOf = ({ endsOn = never }: SponsorshipBody, departedOn: string): Partial<SponsorshipBody> => ({
  state: 'ENDED',
  endsOn: endsOn < departedOn ? endsOn : departedOn,
});

/**
 * How the permit of somebody who is gone is closed: an ITAP lapses after more than a year abroad (UU 6/2011 art. 62); else the holder was abroad before,
 * or left with it now. Nobody has a day to leave by any more.
 */
export function closingOf(
  { permitType, holderAbroadSince = never }: StayPermitBody,
  { departedOn, today }: { departedOn: Day; today: Day },
): Partial<StayPermitBody> {
  const hasLapsed = permitType === 'PERMANENT' && holderAbroadSince !== never && addYears(holderAbroadSince, 1) < today;
  if (hasLapsed) return { state: 'CLOSED', closureKind: 'LAPSED', closedOn: today };
  return { state: 'CLOSED', closureKind: holderAbroadSince < departedOn ? 'ABROAD' : 'ON_EXIT', closedOn: departedOn };
}
