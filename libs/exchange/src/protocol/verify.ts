import type { KeyObject } from 'node:crypto';

import { isSigned, nextHead } from './chain.js';
import type { Placed } from './record.js';
import type { Position, Stream } from './stream.js';

/** Where a member finds the public keys of others, and what exchange they speak on. */
export interface Trust {
  readonly exchangeId: string;
  /** @returns null for a key that is not known (yet): what it signed waits unverified */
  key(issuer: string, keyId: string): KeyObject | null;
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
  const heads = new Map<Placed, string>();
  const byHead = new Map<string, Placed>();
  for (const record of records) {
    const head = nextHead(record.prev, record.generation, record.sequence, record.documentHash);
    heads.set(record, head);
    byHead.set(head, record);
  }
  const reached = new Set<string>();
  for (const record of records) {
    const head = heads.get(record) ?? '';
    if (!record.signature || reached.has(head) || !holds(trust, stream, { record, head })) continue;
    for (let at: Placed | undefined = record; at; at = byHead.get(at.prev)) {
      const own = heads.get(at) ?? '';
      if (reached.has(own)) break;
      reached.add(own);
    }
  }
  const isReached = (record: Placed): boolean => reached.has(heads.get(record) ?? '');
  return {
    verified: records.filter(isReached).map((record) => ({ record, head: heads.get(record) ?? '' })),
    unverified: records.filter((record) => !isReached(record)),
  };
}

function holds(trust: Trust, stream: Stream, { record, head }: Verified): boolean {
  const key = record.signature && trust.key(stream.issuer, record.signature.keyId);
  if (!key || !record.signature) return false;
  const position: Position = { generation: record.generation, sequence: record.sequence, head };
  return isSigned(trust.exchangeId, stream, { position, key, signature: record.signature.bytes });
}
