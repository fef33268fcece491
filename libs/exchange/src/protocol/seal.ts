import { beginning, nextHead, sha256 } from './chain.js';
import { streamKey, type Position, type Stream } from './stream.js';

/** A committed document that has no place in its stream yet. */
export interface Unsealed {
  /** Null for what did not come from the outbox: a new generation states everything again. */
  readonly outboxId: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly document: string;
  /** Of the command that it comes from; no part of what is sealed. */
  readonly traceparent?: string;
}

/** A version of a fact by what it says. */
export interface SealedVersion {
  readonly version: number;
  readonly documentHash: string;
}

export interface Sealed extends Unsealed {
  readonly generation: number;
  readonly sequence: number;
  readonly prev: string;
  readonly head: string;
  readonly documentHash: string;
  /** What was sealed of this fact before: lets the owner say later what a member at an older place must hold. */
  readonly before: SealedVersion | null;
  /** This version had been sealed before (a new generation states everything again). */
  readonly again: boolean;
}

/** What the owner knows when it seals: the place of each of its streams and the newest sealed version of each fact. */
export interface SealingState {
  place(stream: Stream): Position;
  sealedVersion(kind: string, factId: string): SealedVersion | null;
}

/** From values; a stream that is absent is at its beginning. */
export const sealingState = (
  exchangeId: string,
  heads: ReadonlyMap<string, Position>,
  versions: ReadonlyMap<string, SealedVersion>,
): SealingState => ({
  place: (stream: Stream) => heads.get(streamKey(stream)) ?? beginning(exchangeId, stream),
  sealedVersion: (kind, factId) => versions.get(`${kind}/${factId}`) ?? null,
});

/** Gives each document its place, in the order in which they were committed, and extends the chains. Pure: the caller writes the result. */
export function seal(issuer: string, state: SealingState, unsealed: readonly Unsealed[]): readonly Sealed[] {
  const places = new Map<string, Position>();
  const versions = new Map<string, SealedVersion>();
  return unsealed.map((entry) => {
    const stream = { issuer, topic: entry.topic, partition: entry.partition };
    const at = places.get(streamKey(stream)) ?? state.place(stream);
    const factKey = `${entry.kind}/${entry.factId}`;
    const before = versions.get(factKey) ?? state.sealedVersion(entry.kind, entry.factId);
    const documentHash = sha256(Buffer.from(entry.document, 'utf8'));
    const sequence = at.sequence + 1;
    const head = nextHead(at.head, at.generation, sequence, documentHash);
    const again = before !== null && before.version >= entry.version;
    places.set(streamKey(stream), { generation: at.generation, sequence, head });
    if (!again) versions.set(factKey, { version: entry.version, documentHash });
    return { ...entry, generation: at.generation, sequence, prev: at.head, head, documentHash, before, again };
  });
}
