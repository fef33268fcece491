import type { Folded } from './fold.js';
import type { Group, HeardFact, ParkedEvent } from './merge-facts.sql.js';

export interface Newest {
  /** One version of each fact. */
  readonly facts: readonly HeardFact[];
  /** The same version with other content, in the same group: kept aside, shown, never chosen in silence. */
  readonly contradicting: readonly ParkedEvent[];
}

/** Of what was heard together, the highest version of each fact, whatever the order or the topic. */
export function newest(heard: readonly HeardFact[]): Newest {
  const best = new Map<string, HeardFact>();
  const contradicting: ParkedEvent[] = [];
  for (const fact of heard) {
    const key = `${fact.place.issuer}/${fact.document.kind}/${fact.document.factId}`;
    const held = best.get(key);
    if (!held || held.document.version < fact.document.version) best.set(key, fact);
    else if (held.document.version === fact.document.version && held.documentHash !== fact.documentHash) contradicting.push(aside(fact));
  }
  return { facts: [...best.values()], contradicting };
}

const aside = ({ document, text, documentHash, place }: HeardFact): ParkedEvent => ({
  document,
  bytes: Buffer.from(text, 'utf8'),
  documentHash,
  place,
  reason: 'contradicts',
  problem: 'the same version was heard with other content',
});

/** What several partitions brought, to be written together. */
export function groupOf(folds: readonly Folded[]): Group {
  const { facts, contradicting } = newest(folds.flatMap((part) => part.facts));
  return {
    partitions: folds.flatMap((part) => part.partitions),
    streams: folds.flatMap((part) => part.streams),
    facts,
    parked: [...folds.flatMap((part) => part.parked), ...contradicting],
    unverified: folds.flatMap((part) => part.unverified),
    own: folds.flatMap((part) => part.own),
  };
}
