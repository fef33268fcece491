import type { Problem } from '@timpora/access';
import { VitalEvent, type VitalEventBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { aboutItself, alreadyRecorded, happensLater, notMarriage, onceOnly } from './problems.js';

function mayBeRecorded(
  { subjectRef, eventKind, recordedOn, mixedMarriage, otherRefs = [] }: VitalEventBody,
  today: string,
): Problem | null {
  if (recordedOn > today) return happensLater;
  if (mixedMarriage !== undefined && eventKind !== 'MARRIAGE') return notMarriage;
  return otherRefs.includes(subjectRef) ? aboutItself : null;
}

const isOnceInLife = ({ eventKind }: VitalEventBody): boolean => eventKind === 'BIRTH' || eventKind === 'DEATH';

/** An event of a day is recorded once, a birth and a death once in a life. */
export const vitalEventInvariant: Invariant<typeof VitalEvent> = {
  fact: VitalEvent,
  holds: mayBeRecorded,
  unique: [
    { by: ({ subjectRef, eventKind, eventOn }) => ({ subjectRef, eventKind, eventOn }), taken: alreadyRecorded },
    { by: (event) => (isOnceInLife(event) ? { subjectRef: event.subjectRef, eventKind: event.eventKind } : null), taken: onceOnly },
  ],
};
