import type { Problem } from '@timpora/access';
import {
  addDays,
  addMonths,
  PermitApplication,
  settingOn,
  type PermitApplicationBody,
  type StatedValues,
  type StayPermitBody,
} from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import {
  alreadyDecided,
  alreadyOpen,
  afterTheEnd,
  convertInstead,
  nothingToExtend,
  notFiled,
  notPaid,
  paidButNot,
  permitEnded,
  permitNotFound,
  tooEarly,
  whichPermit,
} from './problems.js';
import { isOpen } from '../stay-permits/stay-permit.policy.js';

type Application = PermitApplicationBody;

const isUndecided = ({ state }: Application): boolean => state !== 'DECIDED';

/** An application is about one stay permit of imigrasi; a conversion may be from a visit permit, of which only the last day is known. */
function isAboutOnePermit({ applicationKind, permitFact, visitPermitEndsOn }: Application): boolean {
  if (!permitFact) return applicationKind === 'CONVERSION' && visitPermitEndsOn !== undefined;
  return visitPermitEndsOn === undefined && permitFact.kind === 'stay-permit' && (permitFact.owner ?? 'imigrasi') === 'imigrasi';
}

export function isWhole(application: Application): Problem | null {
  if (!isAboutOnePermit(application)) return whichPermit;
  if (application.state === 'PAID' && application.paidOn === undefined) return notPaid;
  return application.state === 'FILED' && application.paidOn !== undefined ? paidButNot : null;
}

/** One undecided application for a permit and of a kind. */
export const permitApplicationInvariant: Invariant<typeof PermitApplication> = {
  fact: PermitApplication,
  holds: isWhole,
  unique: [
    {
      by: (application) =>
        isUndecided(application) ? { subjectRef: application.subjectRef, applicationKind: application.applicationKind } : null,
      clashes: (one, other) => isUndecided(other) && one.permitFact?.factId === other.permitFact?.factId,
      taken: alreadyOpen,
    },
  ],
};

/** May this be filed, for the permit that it names? `null`: imigrasi has no such permit. */
export function mayFile(application: Application, permit: StayPermitBody | null, stated: StatedValues = []): Problem | null {
  if (application.permitFact === undefined) return isInVisitWindow(application, stated);
  if (permit?.subjectRef !== application.subjectRef) return permitNotFound;
  if (!isOpen(permit)) return permitEnded;
  return ['EXTENSION', 'CONVERSION'].includes(application.applicationKind) ? isInWindow(application, permit, stated) : null;
}

/** A visit permit is converted in its last days. */
function isInVisitWindow({ filedOn, visitPermitEndsOn = '' }: Application, stated: StatedValues): Problem | null {
  if (filedOn > visitPermitEndsOn) return afterTheEnd;
  return filedOn <= addDays(visitPermitEndsOn, -settingOn('conversion.opens-days', filedOn, stated)) ? tooEarly : null;
}

/**
 * An ITAS is extended from three months before its end. The office takes applications until the last working day before it; whoever files on the last
 * day all the same has filed in time, and is no overstayer.
 */
function isInWindow(
  { applicationKind, filedOn }: Application,
  { permitType, validTo }: StayPermitBody,
  stated: StatedValues,
): Problem | null {
  if (validTo === undefined) return applicationKind === 'EXTENSION' ? nothingToExtend : null;
  if (filedOn > validTo) return afterTheEnd;
  const opens = addMonths(validTo, -settingOn('extension.opens-months', filedOn, stated));
  return applicationKind === 'EXTENSION' && permitType === 'LIMITED' && filedOn < opens ? tooEarly : null;
}

export const mayPay = ({ state }: Application): Problem | null => (state === 'FILED' ? null : notFiled);

export const mayChangeAppointment = (application: Application): Problem | null => (isUndecided(application) ? null : alreadyDecided);

/** A conversion is granted by issuing the new permit, in the same transaction. */
export function mayDecide(application: Application, outcome: Application['outcome']): Problem | null {
  if (!isUndecided(application)) return alreadyDecided;
  return application.applicationKind === 'CONVERSION' && outcome === 'GRANTED' ? convertInstead : null;
}

export function mayConvert({ applicationKind, state }: Application): Problem | null {
  if (state === 'DECIDED') return alreadyDecided;
  return applicationKind === 'CONVERSION' && state === 'PAID' ? null : notPaid;
}

/** What becomes of an application of somebody who left for good. */
export const withdrawnOn = ({ paidOn = '' }: Application, departedOn: string): Partial<Application> => ({
  state: 'DECIDED',
  outcome: 'WITHDRAWN',
  decidedOn: paidOn > departedOn ? paidOn : departedOn,
});
