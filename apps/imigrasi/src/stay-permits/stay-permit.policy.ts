import type { Problem } from '@timpora/access';
import {
  addDays,
  settingOn,
  StayPermit,
  type Day,
  type ForeignNationalBody,
  type StatedValues,
  type StayPermitBody,
} from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import {
  alreadyAbroad,
  alreadyValid,
  beforeStart,
  needsEnd,
  notAbroad,
  notExtendable,
  notLonger,
  notOpen,
  notYetExpired,
  returnedBeforeLeaving,
  unknownResident,
} from './problems.js';
import { isDeceased } from '../foreign-nationals/problems.js';

/** May this person be given a permit? Of which age the person must be follows from the kind of permit. */
export function mayHoldPermit(person: ForeignNationalBody | undefined): Problem | null {
  if (!person) return unknownResident;
  return person.state === 'DECEASED' ? isDeceased : null;
}

/** A limited permit ends; only a permanent one may be unlimited (UU 6/2011 arts 54, 59). */
export const hasItsEnd = ({ permitType, validTo }: Pick<StayPermitBody, 'permitType' | 'validTo'>): Problem | null =>
  permitType === 'LIMITED' && validTo === undefined ? needsEnd : null;

/** A resident has one valid permit: a conversion closes the old one first. */
export const stayPermitInvariant: Invariant<typeof StayPermit> = {
  fact: StayPermit,
  holds: hasItsEnd,
  unique: [{ by: ({ subjectRef, state }) => (state === 'VALID' ? { subjectRef, state } : null), taken: alreadyValid }],
};

/** What a permit of an adult and one of a child have in common. */
type Permit = Pick<StayPermitBody, 'validFrom' | 'validTo' | 'holderAbroadSince'> & { readonly state: string };

export const isOpen = ({ state }: Permit): boolean => state === 'VALID' || state === 'EXPIRED';

/** An extension continues a valid permit, or one that expired while the decision was pending. */
export function mayExtend(permit: Permit, validTo: string): Problem | null {
  if (!isOpen(permit) || permit.validTo === undefined) return notExtendable;
  return validTo > permit.validTo ? null : notLonger;
}

/** "until D" includes day D: it expires on the day after. */
export const expiresOn = ({ state, validTo }: Permit): Day | null =>
  state === 'VALID' && validTo !== undefined ? addDays(validTo, 1) : null;

export function mayExpire(permit: Permit, today: string): Problem | null {
  if (permit.state !== 'VALID') return notOpen;
  const day = expiresOn(permit);
  return day !== null && day <= today ? null : notYetExpired;
}

export function mayClose(permit: Permit, closedOn: string): Problem | null {
  if (!isOpen(permit)) return notOpen;
  return closedOn < permit.validFrom ? beforeStart : null;
}

/** Decided in a case conference (UU 6/2011 art. 75(2)(b)). */
export function mayCancel(permit: Permit, cancelledOn: string): Problem | null {
  if (permit.state !== 'VALID') return notOpen;
  return cancelledOn < permit.validFrom ? beforeStart : null;
}

/** Last day to leave after a closure on exit; closed from abroad, converted or by death nobody has to leave. */
export const leaveBy = (closureKind: StayPermitBody['closureKind'], closedOn: string, stated: StatedValues = []): string | undefined =>
  closureKind === 'ON_EXIT' ? addDays(closedOn, settingOn('closure.leave-days', closedOn, stated)) : undefined;

export function mayDepart(permit: Permit): Problem | null {
  if (!isOpen(permit)) return notOpen;
  return permit.holderAbroadSince === undefined ? null : alreadyAbroad;
}

export function mayReturn(permit: Permit, returnedOn: string): Problem | null {
  if (permit.holderAbroadSince === undefined) return notAbroad;
  return returnedOn < permit.holderAbroadSince ? returnedBeforeLeaving : null;
}
