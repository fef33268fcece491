import type { Problem } from '@timpora/access';
import {
  comesOfAgeOn,
  legalDayOf,
  isMinorOn,
  MinorPermit,
  type Day,
  type ForeignNationalBody,
  type MinorPermitBody,
  type PermitApplicationBody,
  type StayPermitBody,
} from '@timpora/contracts';
import type { Invariant, Stated } from '@timpora/exchange';

import { applicationPending, guardianUnfit, noApplication, notOfAge, ownGuardian } from './problems.js';
import { alreadyValid, notOpen } from '../stay-permits/problems.js';
import { hasItsEnd, isOpen } from '../stay-permits/stay-permit.policy.js';

/** A child has one valid permit, and is not its own guardian. */
export const minorPermitInvariant: Invariant<typeof MinorPermit> = {
  fact: MinorPermit,
  holds: (permit) => hasItsEnd(permit) ?? (permit.guardianRef === permit.subjectRef ? ownGuardian : null),
  unique: [{ by: ({ subjectRef, state }) => (state === 'VALID' ? { subjectRef, state } : null), taken: alreadyValid }],
};

/** A guardian is somebody who resides here, and of age. */
export function mayGuard(guardian: ForeignNationalBody | undefined, today: string): Problem | null {
  return guardian?.state === 'ESTABLISHED' && !isMinorOn(guardian.birthDate, today) ? null : guardianUnfit;
}

export function mayApply(permit: MinorPermitBody): Problem | null {
  if (!isOpen(permit)) return notOpen;
  return permit.applicationPaidOn === undefined ? null : applicationPending;
}

export const mayEndApplication = ({ applicationPaidOn }: MinorPermitBody): Problem | null =>
  applicationPaidOn === undefined ? noApplication : null;

/** The first day of somebody's life as an adult. */
/** Null for whoever was established as an adult: no child's permit can have been issued to somebody new. A corrected birth date is looked at again. */
export function growsUpOn(person: ForeignNationalBody, { version, occurredAt }: Stated): Day | null {
  const day = birthdayOf(person);
  return day !== null && version === 1 && day <= legalDayOf(occurredAt) ? null : day;
}

const birthdayOf = ({ state, birthDate }: ForeignNationalBody): Day | null => (state === 'ESTABLISHED' ? comesOfAgeOn(birthDate) : null);

export function isOfAge(person: ForeignNationalBody, today: Day): Problem | null {
  const day = birthdayOf(person);
  return day !== null && day <= today ? null : notOfAge;
}

/** Same days, same purpose. It allows no work, and a parent stands in: what else is true is stated when it is applied for. */
export const asAdult = ({ subjectRef, permitType, purposeGroup, issuedOn, ...permit }: MinorPermitBody): StayPermitBody => ({
  ...{ subjectRef, permitType, origin: 'COMING_OF_AGE', purposeGroup, workAllowed: 'NO', sponsorBasis: 'PERSON' },
  ...{ issuedOn, validFrom: permit.validFrom, state: 'VALID' },
  ...(permit.validTo !== undefined && { validTo: permit.validTo }),
  ...(permit.lastExtendedOn !== undefined && { lastExtendedOn: permit.lastExtendedOn }),
  ...(permit.holderAbroadSince !== undefined && { holderAbroadSince: permit.holderAbroadSince }),
});

/** What was paid for the child in time protects the adult, too. */
export const asApplication = ({ subjectRef, applicationPaidOn }: MinorPermitBody, permitId: string): PermitApplicationBody | null =>
  applicationPaidOn === undefined
    ? null
    : {
        ...{ subjectRef, applicationKind: 'EXTENSION', permitFact: { kind: 'stay-permit', factId: permitId } },
        ...{ filedOn: applicationPaidOn, paidOn: applicationPaidOn, state: 'PAID' },
      };
