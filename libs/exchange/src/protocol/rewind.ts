import type { SealedVersion } from './seal.js';

/** A sealed event beyond a place, with what had been sealed of its fact before. */
export interface BeyondPlace {
  readonly factId: string;
  readonly version: number;
  readonly before: SealedVersion | null;
}

/**
 * What a member at an older place must hold of the facts that changed since: undoes the events beyond it, newest version first. A fact whose newer
 * version came by another stream, which the member has read further, keeps it.
 * @param newest the newest sealed version of each of these facts
 * @returns what must be held instead; null: nothing
 */
export function rewind(
  newest: ReadonlyMap<string, SealedVersion>,
  beyond: readonly BeyondPlace[],
): ReadonlyMap<string, SealedVersion | null> {
  const held = new Map<string, SealedVersion | null>(newest);
  for (const { factId, version, before } of [...beyond].sort((one, other) => other.version - one.version)) {
    if (held.get(factId)?.version === version) held.set(factId, before);
  }
  return held;
}
