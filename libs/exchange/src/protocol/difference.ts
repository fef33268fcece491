import type { Leaf } from './digest.js';

/** How what a member holds differs from what its owner expects of it. */
export interface Difference {
  /** The member lacks this fact or has an older version: the owner tells it again. */
  readonly lacking: readonly string[];
  /** The same version with other content: the owner states its own under the next version. */
  readonly contradicting: readonly string[];
  /** The member holds a fact or a version that the owner does not know: only a person can decide what is true. */
  readonly unknown: readonly Leaf[];
}

export function difference(expected: readonly Leaf[], held: readonly Leaf[]): Difference {
  const at = new Map(held.map((leaf) => [leaf.factId, leaf]));
  const wanted = new Map(expected.map((leaf) => [leaf.factId, leaf]));
  return {
    lacking: expected.filter(({ factId, version }) => (at.get(factId)?.version ?? 0) < version).map(({ factId }) => factId),
    contradicting: expected
      .filter(({ factId, version, documentHash }) => at.get(factId)?.version === version && at.get(factId)?.documentHash !== documentHash)
      .map(({ factId }) => factId),
    unknown: held.filter(({ factId, version }) => (wanted.get(factId)?.version ?? 0) < version),
  };
}
