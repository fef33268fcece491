import type { Problem } from '@timpora/access';
import { isMinorOn, type ForeignNationalBody, type ResidentBody, type StayPermitBody } from '@timpora/contracts';

import { endsBeforeStart, notRegistered, noValidPermit, subjectIsMinor } from './problems.js';

/** What dukcapil has heard about the person to be registered. */
export interface Heard {
  readonly permits: readonly StayPermitBody[];
  readonly person: ForeignNationalBody | undefined;
}

/** A resident needs a valid stay permit, and a child's registration stays inside dukcapil (UU 23/2006 art. 20; UU 27/2022 art. 4). */
export function mayRegister({ permits, person }: Heard, today: string): Problem | null {
  if (person && isMinorOn(person.birthDate, today)) return subjectIsMinor;
  return permits.some(({ state }) => state === 'VALID') ? null : noValidPermit;
}

export function mayDeregister({ state, registeredOn }: ResidentBody, endedOn: string): Problem | null {
  if (state !== 'REGISTERED') return notRegistered;
  return endedOn < registeredOn ? endsBeforeStart : null;
}
