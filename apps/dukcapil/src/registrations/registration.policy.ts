import type { Problem } from '@timpora/access';
import type { PermitApplicationBody, ResidentBody, StayPermitBody } from '@timpora/contracts';

import { endsBeforeStart, notRegistered, noValidPermit } from './problems.js';

/** What dukcapil has heard about the person to be registered. */
export interface Heard {
  /** By the id of the fact, which an application names. */
  readonly permits: ReadonlyMap<string, StayPermitBody>;
  readonly applications: readonly PermitApplicationBody[];
}

/** A resident needs a valid stay permit (UU 23/2006 art. 20), or waits for one. */
export function mayRegister({ permits, applications }: Heard): Problem | null {
  const isValid = [...permits.values()].some(({ state }) => state === 'VALID');
  return isValid || applications.some((application) => isPendingConversion(application, permits)) ? null : noValidPermit;
}

/** A conversion that was paid on or before the last day of the permit that it converts: until it is decided, waiting is lawful. */
function isPendingConversion(application: PermitApplicationBody, permits: Heard['permits']): boolean {
  const { applicationKind, state, paidOn } = application;
  if (applicationKind !== 'CONVERSION' || state !== 'PAID' || paidOn === undefined) return false;
  return paidOn <= lastDayOf(application, permits);
}

/** Before every day where nothing is known of the permit, after every day where it has no end. */
function lastDayOf({ permitFact, visitPermitEndsOn = '' }: PermitApplicationBody, permits: Heard['permits']): string {
  if (!permitFact) return visitPermitEndsOn;
  const permit = permits.get(permitFact.factId);
  return permit ? (permit.validTo ?? '9999') : '';
}

export function mayDeregister({ state, registeredOn }: ResidentBody, endedOn: string): Problem | null {
  if (state !== 'REGISTERED') return notRegistered;
  return endedOn < registeredOn ? endsBeforeStart : null;
}
