import type { Problem } from '@timpora/access';
import {
  addDays,
  legalDayOf,
  Residence,
  ResidenceDocumentExpired,
  type Day,
  type ResidenceBody,
  type ResidentBody,
  type StayPermitBody,
} from '@timpora/contracts';
import type { Invariant, Stated } from '@timpora/exchange';

import {
  alreadyCurrent,
  hasEnded,
  movedBackwards,
  notRegistered,
  paperEndsBeforeIssue,
  paperNotExpired,
  paperOutlivesPermit,
  villageElsewhere,
} from './problems.js';

export const isRegistered = (registrations: readonly ResidentBody[]): Problem | null =>
  registrations.some(({ state }) => state === 'REGISTERED') ? null : notRegistered;

/** A village's code starts with its district's. */
export const villageFits = ({ district, village }: Pick<ResidenceBody, 'district' | 'village'>): Problem | null =>
  village === undefined || village.startsWith(`${district}.`) ? null : villageElsewhere;

/** A resident lives at one place. */
export const residenceInvariant: Invariant<typeof Residence> = {
  fact: Residence,
  holds: villageFits,
  unique: [{ by: ({ subjectRef, state }) => (state === 'CURRENT' ? { subjectRef, state } : null), taken: alreadyCurrent }],
};

export function mayMove(residence: ResidenceBody, movedOn: string): Problem | null {
  if (residence.state === 'ENDED') return hasEnded;
  return movedOn < residence.movedOn ? movedBackwards : null;
}

export interface Paper {
  readonly paper: 'SKTT' | 'KTP_EL';
  readonly issuedOn: string;
  readonly validTo: string;
}

/** An SKTT is valid as long as the ITAS (UU 23/2006, Permendagri on residence papers; secondary). */
export function mayIssuePaper(
  residence: ResidenceBody,
  permits: readonly StayPermitBody[],
  { paper, issuedOn, validTo }: Paper,
): Problem | null {
  if (residence.state !== 'CURRENT') return hasEnded;
  if (validTo < issuedOn) return paperEndsBeforeIssue;
  const permit = permits.find(({ state }) => state === 'VALID');
  return paper === 'SKTT' && permit?.validTo !== undefined && validTo > permit.validTo ? paperOutlivesPermit : null;
}

/** The fields of a paper on the residence fact. */
export const asFields = ({ paper, issuedOn, validTo }: Paper): Partial<ResidenceBody> =>
  paper === 'SKTT' ? { certificateIssuedOn: issuedOn, certificateValidTo: validTo } : { cardIssuedOn: issuedOn, cardValidTo: validTo };

/**
 * The day on which it is told that a paper's last one has passed ("until D" includes day D). The body does not say what was told: the event of it tells
 * of every paper that had ended by then; any other statement leaves out what had ended, and been told, before its day.
 */
export function paperExpiresOn(residence: ResidenceBody, { event, occurredAt }: Stated): Day | null {
  if (residence.state === 'ENDED') return null;
  const statedOn = legalDayOf(occurredAt);
  const firstUntold = event === ResidenceDocumentExpired.type ? statedOn : addDays(statedOn, -1);
  const [last] = [residence.certificateValidTo ?? '', residence.cardValidTo ?? ''].filter((day) => day >= firstUntold).sort();
  return last === undefined ? null : addDays(last, 1);
}

export function hasExpiredPaper(residence: ResidenceBody, stated: Stated, today: Day): Problem | null {
  const day = paperExpiresOn(residence, stated);
  return day !== null && day <= today ? null : paperNotExpired;
}
