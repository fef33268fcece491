import { readDocument, sha256, streamKey, type Group, type MergedFact, type PartitionState } from '@timpora/exchange/protocol';

import { factKey, Fenced, journalKey, type MemoryDatabase } from './memory-database.js';

/** `readPositions` of applying/positions.sql.ts. */
export function readPosition(db: MemoryDatabase, topic: string): PartitionState {
  const row = db.partitions.get(topic) ?? { next: 0, last: null, mark: null };
  db.partitions.set(topic, row);
  const streams = new Map([...db.streamPositions].filter(([, place]) => place.topic === topic));
  return { nextOffset: row.next, mark: row.mark, lastRecord: row.last, streams };
}

type Merging = Omit<Group, 'facts'> & { readonly facts: readonly MergedFact[] };

/** `mergeFacts` of applying/merge-facts.sql.ts. @returns keys of the facts that are newer now, and how many contradict */
export function mergeFacts(db: MemoryDatabase, group: Merging): { readonly changed: readonly string[]; readonly contradictions: number } {
  movePartitions(db, group.partitions);
  for (const place of group.streams) db.streamPositions.set(streamKey(place), place);
  const closable = [...db.parked.values()].filter(({ isOpen }) => isOpen);
  const contradicting = group.facts.filter((fact) => contradicts(db, fact));
  const changed = group.facts.filter((fact) => merge(db, fact));
  for (const each of group.parked) {
    const { document, place, reason, bytes, documentHash } = each;
    park(db, { ...place, ...nameIn(document), reason, bytes, documentHash });
  }
  for (const fact of contradicting) park(db, asContradiction(fact));
  for (const fact of changed) closeParked(db, closable, fact);
  for (const record of group.own) keepEvidence(db, record);
  return { changed: changed.map(({ document }) => factKey(document)), contradictions: contradicting.length };
}

function movePartitions(db: MemoryDatabase, partitions: Group['partitions']): void {
  const moves = partitions.map((move) => ({ move, row: db.partitions.get(move.topic) }));
  if (moves.some(({ move, row }) => row?.mark !== move.was)) throw new Fenced();
  for (const { move, row } of moves)
    db.partitions.set(move.topic, { next: move.next, last: move.last ?? row?.last ?? null, mark: move.mark });
}

const asContradiction = ({ document, place, text, documentHash }: MergedFact) => ({
  ...place,
  ...nameIn(document),
  generation: place.generation ?? 0,
  sequence: place.sequence ?? 0,
  reason: 'contradicts',
  bytes: Buffer.from(text),
  documentHash,
});

const nameIn = (document: MergedFact['document'] | null) => ({
  kind: document?.kind ?? null,
  factId: document?.factId ?? null,
  version: document?.version ?? null,
});

function contradicts(db: MemoryDatabase, { document, documentHash }: MergedFact): boolean {
  const held = db.facts.get(factKey(document));
  return held?.version === document.version && held.documentHash !== documentHash;
}

function merge(db: MemoryDatabase, { document, text, documentHash, place }: MergedFact): boolean {
  const { issuer, kind, factId, version } = document;
  const held = db.facts.get(factKey(document));
  if (held && held.version >= version) return false;
  db.facts.set(factKey(document), { issuer, kind, factId, version, documentHash, text, topic: place.topic });
  return true;
}

function park(db: MemoryDatabase, row: Omit<ParkedRow, 'id' | 'isOpen'>): void {
  const key = `${row.issuer}/${row.topic}/${row.documentHash}`;
  const known = db.parked.get(key);
  const { issuer, kind, factId, version } = row;
  const held = kind !== null && factId !== null ? db.facts.get(factKey({ issuer, kind, factId })) : undefined;
  if (!known) db.parked.set(key, { ...row, id: ++db.ids, isOpen: (held?.version ?? 0) <= Number(version) });
  else if (known.isOpen && row.reason === 'contradicts') db.parked.set(key, { ...known, reason: row.reason });
}

function closeParked(db: MemoryDatabase, open: readonly { documentHash: string }[], { document, documentHash }: MergedFact): void {
  for (const [key, row] of db.parked) {
    const isSameFact = row.issuer === document.issuer && row.kind === document.kind && row.factId === document.factId;
    const isOvertaken = Number(row.version) < document.version || row.documentHash === documentHash;
    if (open.includes(row) && isSameFact && isOvertaken) db.parked.set(key, { ...row, isOpen: false });
  }
}

function keepEvidence(db: MemoryDatabase, record: Group['own'][number]): void {
  const { topic, generation, sequence, head } = record;
  const pruned = db.heads.get(topic);
  if (db.journal.get(journalKey(topic, generation, sequence))?.head === head) return;
  if (pruned && pruned.generation === generation && sequence <= pruned.prunedUpTo) return;
  if (!db.evidence.has(`${topic}/${head}`)) db.evidence.set(`${topic}/${head}`, record);
}

/** Parked events that newer contracts may be able to use: `retryAllParked` of applying/retry-parked.ts, with the real judgement. */
export function retryAllParked(db: MemoryDatabase, judgeAgain: (row: Retried) => MergedFact | null): readonly string[] {
  const changed: string[] = [];
  for (const [key, row] of db.parked) {
    if (!row.isOpen || !['unknown-type', 'breaks-contract'].includes(row.reason)) continue;
    const fact = judgeAgain({ ...row, reading: readDocument(row.bytes), documentHash: sha256(row.bytes) });
    if (!fact) continue;
    const merged = mergeFacts(db, { partitions: [], streams: [], facts: [fact], parked: [], unverified: [], own: [] });
    if (merged.changed.length + merged.contradictions === 0) db.parked.set(key, { ...row, isOpen: false });
    changed.push(...merged.changed);
  }
  return changed;
}

type ParkedRow = NonNullable<ReturnType<MemoryDatabase['parked']['get']>>;
export type Retried = ParkedRow & { readonly reading: ReturnType<typeof readDocument> };
