import type { KeyObject } from 'node:crypto';

import { isSigned, nextHead } from './chain.js';
import type { Placed } from './record.js';
import type { Position, Stream } from './stream.js';

/** Where a member finds the public keys of others, and what exchange they speak on. */
export interface Trust {
  readonly exchangeId: string;
  /** @returns null for a key that is not known (yet): what it signed waits unverified */
  key(issuer: string, keyId: string): KeyObject | null;
  /** A compromised key, and a member that left, vouch only up to a stated place of each stream. Absent: without end. */
  mayVouch?(keyId: string, place: Stream & Pick<Position, 'generation' | 'sequence'>): boolean;
}

export interface Verified {
  readonly record: Placed;
  /** The head after this record, hex. */
  readonly head: string;
}

export interface Verification {
  /** In the order of their offsets. */
  readonly verified: readonly Verified[];
  readonly unverified: readonly Placed[];
}

/**
 * Finds what a valid signature reaches. The chain is followed backwards from each signature, so that one forged or foreign record between two
 * of ours harms only itself: it is not on the chain.
 */
export function verify(trust: Trust, stream: Stream, records: readonly Placed[]): Verification {
  const chained = records.map((record): Verified => ({
    record,
    head: nextHead(record.prev, record.generation, record.sequence, record.documentHash),
  }));
  const byHead = new Map(chained.map((each) => [each.head, each]));
  const reached = new Set<string>();
  for (const signed of chained) {
    if (!reached.has(signed.head) && holds(trust, stream, signed)) reachBack(signed, byHead, reached);
  }
  return {
    verified: chained.filter(({ head }) => reached.has(head)),
    unverified: chained.filter(({ head }) => !reached.has(head)).map(({ record }) => record),
  };
}

/** Follows the chain backwards until it leaves these records or meets what is reached already. */
function reachBack(from: Verified, byHead: ReadonlyMap<string, Verified>, reached: Set<string>): void {
  for (let at: Verified | undefined = from; at && !reached.has(at.head); at = byHead.get(at.record.prev)) reached.add(at.head);
}

function holds(trust: Trust, stream: Stream, { record, head }: Verified): boolean {
  const key = record.signature && trust.key(stream.issuer, record.signature.keyId);
  if (!key || !record.signature) return false;
  const { generation, sequence } = record;
  if (trust.mayVouch?.(record.signature.keyId, { ...stream, generation, sequence }) === false) return false;
  const position: Position = { generation, sequence, head };
  return isSigned(trust.exchangeId, stream, { position, key, signature: record.signature.bytes });
}
