import { createHash } from 'node:crypto';

import { sha256 } from './chain.js';

/** What a digest sees of a fact that is held, used or parked: which version, and what it says. */
export interface Leaf {
  readonly factId: string;
  readonly version: number;
  /** SHA-256 of the document, hex. */
  readonly documentHash: string;
}

export interface Digest {
  readonly facts: number;
  /** SHA-256, hex; of nothing for no facts. */
  readonly digest: string;
}

const leafHash = (issuer: string, kind: string, { factId, version, documentHash }: Leaf): string =>
  sha256(Buffer.from([issuer, kind, factId, version, documentHash].join('/'), 'utf8'));

/**
 * One value for everything held of a kind from one issuer, whatever the order: SHA-256 over the sorted leaf hashes. Two members with equal
 * digests hold the same versions with the same bytes.
 */
export function digestOf(issuer: string, kind: string, leaves: readonly Leaf[]): Digest {
  const hash = createHash('sha256');
  for (const leaf of leaves.map((each) => leafHash(issuer, kind, each)).sort()) hash.update(leaf, 'hex');
  return { facts: leaves.length, digest: hash.digest('hex') };
}
