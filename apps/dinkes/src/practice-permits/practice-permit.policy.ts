import type { Problem } from '@timpora/access';
import { addDays, addYears, PracticePermit, settingOn, type Day, type PracticePermitBody, type StatedValues } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import {
  alreadyInForce,
  endsBeforeStart,
  hasEnded,
  notLonger,
  notYetExpired,
  outlivesRegistration,
  privatePractice,
  registrationTooLong,
} from './problems.js';

type Dates = Pick<PracticePermitBody, 'organisationKey' | 'registrationFirstFrom' | 'registrationValidTo' | 'validTo' | 'economicZone'>;

/** A facility asks; the registration has up to two years, once two more, outside an economic zone (PP 28/2024; secondary). */
export function mayBeInForce(
  { organisationKey, registrationFirstFrom, registrationValidTo, validTo, economicZone }: Dates,
  stated: StatedValues = [],
): Problem | null {
  if (organisationKey === undefined) return privatePractice;
  if (validTo > registrationValidTo) return outlivesRegistration;
  const longest = addYears(registrationFirstFrom, settingOn('health-registration.total-years', registrationFirstFrom, stated));
  return !economicZone && registrationValidTo > longest ? registrationTooLong : null;
}

/** One practice permit per person and facility. */
export const practicePermitInvariant: Invariant<typeof PracticePermit> = {
  fact: PracticePermit,
  holds: (permit, _today, stated) => mayBeInForce(permit, stated),
  unique: [
    {
      by: ({ subjectRef, organisationKey, state }) =>
        state === 'IN_FORCE' && organisationKey ? { subjectRef, organisationKey, state } : null,
      taken: alreadyInForce,
    },
  ],
};

const isInForce = ({ state }: PracticePermitBody): Problem | null => (state === 'IN_FORCE' ? null : hasEnded);

/** The renewed permit keeps to what every permit keeps to; that is asked when it is stated. */
export const mayRenew = (permit: PracticePermitBody, renewal: Pick<Dates, 'validTo'>): Problem | null =>
  isInForce(permit) ?? (renewal.validTo <= permit.validTo ? notLonger : null);

export const mayEnd = (permit: PracticePermitBody, endedOn: string): Problem | null =>
  isInForce(permit) ?? (endedOn < permit.validFrom ? endsBeforeStart : null);

/** "until D" includes day D: it expires on the day after. */
export const expiresOn = ({ state, validTo }: PracticePermitBody): Day | null => (state === 'IN_FORCE' ? addDays(validTo, 1) : null);

export function mayExpire(permit: PracticePermitBody, today: Day): Problem | null {
  const day = expiresOn(permit);
  if (day === null) return hasEnded;
  return day <= today ? null : notYetExpired;
}
