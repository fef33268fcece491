import {
  judge,
  openerType,
  readDocument,
  sha256,
  streamKey,
  unknownKey,
  type Group,
  type MergedFact,
  type NamedKey,
  type PartitionState,
  type Reader,
} from '@timpora/exchange/protocol';

import { factKey, Fenced, journalKey, watched, type DueRow, type MemoryDatabase, type ParkedRow } from './memory-database.js';

/** `readPositions` of applying/positions.sql.ts. */
function readPosition(db: MemoryDatabase, topic: string): PartitionState {
  const row = db.partitions.get(topic) ?? { next: 0, last: null, mark: null, unverified: 0 };
  db.partitions.set(topic, row);
  const streams = new Map([...db.streamPositions].filter(([, place]) => place.topic === topic));
  return { nextOffset: row.next, mark: row.mark, lastRecord: row.last, streams };
}

type Merging = Omit<Group, 'facts'> & { readonly facts: readonly MergedFact[] };

interface Merged {
  readonly changed: number;
  readonly contradictions: number;
}

/** `mergeFacts` of applying/merge-facts.sql.ts. */
function mergeFacts(db: MemoryDatabase, group: Merging): Merged {
  const closable = [...db.parked].filter(([, { closedAs }]) => closedAs === null).map(([key]) => key);
  const roomIn = new Set([...db.partitions].filter(([, { unverified }]) => unverified < evidenceKept).map(([topic]) => topic));
  movePartitions(db, group.partitions);
  for (const record of group.unverified.filter(({ topic }) => roomIn.has(topic))) keepUnverified(db, record);
  for (const place of group.streams) db.streamPositions.set(streamKey(place), place);
  const contradicting = group.facts.filter((fact) => contradicts(db, fact));
  const changed = group.facts.filter((fact) => merge(db, fact));
  leaveMarks(
    db,
    changed.map(({ document }) => document),
  );
  for (const each of group.parked) park(db, asParked(each));
  for (const fact of contradicting) recognise(db, closable, asContradiction(fact));
  for (const fact of contradicting) park(db, asContradiction(fact));
  for (const fact of changed) closeParked(db, closable, fact);
  for (const record of group.own) keepEvidence(db, record);
  return { changed: changed.length, contradictions: contradicting.length };
}

const asParked = ({ document, place, reason, bytes, documentHash }: Merging['parked'][number]) => ({
  ...place,
  ...nameIn(document),
  ...{ reason, bytes, documentHash },
});

const evidenceKept = 1_000;

function keepUnverified(db: MemoryDatabase, { issuer, topic, offset, reason, headers, value }: Group['unverified'][number]): void {
  const kid = headers['kid'];
  const keyId = typeof kid === 'string' ? Buffer.from(kid, 'hex').toString('utf8') : null;
  const row = { issuer, topic, offset, reason, keyId, documentHash: sha256(value ?? Buffer.alloc(0)) };
  if (!db.unverified.has(`${topic}/${offset}`)) db.unverified.set(`${topic}/${offset}`, row);
}

function movePartitions(db: MemoryDatabase, partitions: Group['partitions']): void {
  const moves = partitions.map((move) => ({ move, row: db.partitions.get(move.topic) }));
  if (moves.some(({ move, row }) => row?.mark !== move.was)) throw new Fenced();
  for (const { move, row } of moves) {
    const { next, mark, last } = move;
    const unverified = (row?.unverified ?? 0) + move.unverified;
    db.partitions.set(move.topic, { next, last: last ?? row?.last ?? null, mark, unverified });
  }
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
  const { issuer, kind, factId, version, subjectRef } = document;
  const held = db.facts.get(factKey(document));
  if (held && held.version >= version) return false;
  const { topic, generation, sequence } = place;
  db.facts.set(factKey(document), { issuer, kind, factId, version, documentHash, text, topic, subjectRef, generation, sequence });
  return true;
}

/** Marks of facts that changed, for reactions; the simulated member reacts to every kind. */
export function leaveMarks(db: MemoryDatabase, changed: readonly { readonly subjectRef: string | null; readonly kind: string }[]): void {
  const marks = new Map(changed.map(({ subjectRef, kind }) => [`${subjectRef}/${kind}`, { subjectRef, kind }]));
  for (const { subjectRef, kind } of marks.values()) if (subjectRef !== null) db.due = [...db.due, { id: ++db.ids, subjectRef, kind }];
}

const parkedKey = ({ issuer, topic, documentHash }: Pick<ParkedRow, 'issuer' | 'topic' | 'documentHash'>): string =>
  `${issuer}/${topic}/${documentHash}`;

function park(db: MemoryDatabase, row: Omit<ParkedRow, 'id' | 'closedAs'>): void {
  const { issuer, kind, factId, version } = row;
  const held = kind !== null && factId !== null ? db.facts.get(factKey({ issuer, kind, factId })) : undefined;
  const isOvertaken = (held?.version ?? 0) > Number(version);
  if (!db.parked.has(parkedKey(row))) db.parked.set(parkedKey(row), { ...row, id: ++db.ids, closedAs: isOvertaken ? 'superseded' : null });
}

/** What was parked for another reason contradicts what is held. */
function recognise(db: MemoryDatabase, open: readonly string[], row: Pick<ParkedRow, 'issuer' | 'topic' | 'documentHash'>): void {
  const known = db.parked.get(parkedKey(row));
  if (known && open.includes(parkedKey(row))) db.parked.set(parkedKey(row), { ...known, reason: 'contradicts' });
}

function closeParked(db: MemoryDatabase, open: readonly string[], { document, documentHash }: MergedFact): void {
  const name = factKey(document);
  for (const [key, row] of db.parked) {
    const { issuer, kind, factId, version } = row;
    if (!open.includes(key) || `${issuer}/${kind}/${factId}` !== name) continue;
    const closedAs = version === document.version ? 'applied' : 'superseded';
    if (Number(version) < document.version || row.documentHash === documentHash) db.parked.set(key, { ...row, closedAs });
  }
}

/** What a place that has left the journal brought is held as found, or newer. */
function isKnownOtherwise(db: MemoryDatabase, { document, documentHash }: Group['own'][number]): boolean {
  const held = db.facts.get(factKey(document));
  if (document.type === openerType) return true;
  return (
    held !== undefined && (held.version > document.version || (held.version === document.version && held.documentHash === documentHash))
  );
}

function keepEvidence(db: MemoryDatabase, record: Group['own'][number]): void {
  const { topic, generation, sequence, head } = record;
  const pruned = db.heads.get(topic);
  if (db.journal.get(journalKey(topic, generation, sequence))?.head === head) return;
  if (pruned && pruned.generation === generation && sequence <= pruned.prunedUpTo && isKnownOtherwise(db, record)) return;
  if (!db.evidence.has(`${topic}/${head}`)) db.evidence.set(`${topic}/${head}`, record);
}

type Outcome = 'applied' | 'superseded' | 'contradicts' | 'still-parked';

/** `retryAllParked` of applying/retry-parked.ts, with the real judgement. */
function retryAllParked(db: MemoryDatabase, reader: Reader): readonly Outcome[] {
  const rows = [...db.parked].filter(
    ([, { closedAs, reason }]) => closedAs === null && ['unknown-type', 'breaks-contract'].includes(reason),
  );
  return rows.map(([key, row]) => tryAgain(db, reader, { key, row }));
}

function tryAgain(db: MemoryDatabase, reader: Reader, { key, row }: { key: string; row: ParkedRow }): Outcome {
  const { issuer, topic, partition, generation, sequence, bytes } = row;
  const place = { issuer, topic, partition, generation, sequence, head: '' };
  const judgement = judge(reader, { reading: readDocument(bytes), bytes, documentHash: sha256(bytes), place });
  if (!('fact' in judgement)) return 'still-parked';
  const { changed, contradictions } = mergeFacts(db, { ...nothing, facts: [judgement.fact] });
  if (changed > 0) return 'applied';
  if (contradictions > 0) return 'contradicts';
  db.parked.set(key, { ...row, closedAs: 'superseded' });
  return 'superseded';
}

const nothing = { partitions: [], streams: [], facts: [], parked: [], unverified: [], own: [] };

/** `keysWaitedFor` of applying/positions.sql.ts. */
function keysWaitedFor(db: MemoryDatabase): readonly NamedKey[] {
  const keys = new Map<string, NamedKey>();
  for (const { issuer, keyId, reason } of db.unverified.values())
    if (reason === unknownKey && issuer !== null && keyId !== null) keys.set(`${issuer}/${keyId}`, { issuer, keyId });
  return [...keys].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, key]) => key);
}

/** `goBackTo` of applying/positions.sql.ts. */
function goBackTo(db: MemoryDatabase, known: readonly NamedKey[]): boolean {
  const rows = [...db.unverified].filter(([, { reason }]) => reason === unknownKey);
  const named = new Set(
    rows.filter(([, row]) => known.some(({ issuer, keyId }) => row.issuer === issuer && row.keyId === keyId)).map(([, row]) => nameOf(row)),
  );
  const waiting = rows.filter(([, row]) => named.has(nameOf(row)));
  for (const [key] of waiting) db.unverified.delete(key);
  const topics = new Set(waiting.map(([, { topic }]) => topic));
  for (const topic of topics) {
    const offsets = waiting.filter(([, row]) => row.topic === topic).map(([, { offset }]) => offset);
    const row = readRow(db, topic);
    db.partitions.set(topic, {
      ...{ next: Math.min(row.next, ...offsets), last: null, mark: markedBack(row.mark) },
      unverified: Math.max(row.unverified - offsets.length, 0),
    });
  }
  return topics.size > 0;
}

const nameOf = ({ issuer, topic }: { issuer: string | null; topic: string }): string => `${issuer}/${topic}`;
const readRow = (db: MemoryDatabase, topic: string) => db.partitions.get(topic) ?? { next: 0, mark: null, unverified: 0 };
const markedBack = (mark: string | null): string => sha256(Buffer.from(mark ?? '', 'hex'), Buffer.from('back', 'utf8'));

/** `marksOf` of reacting/due.sql.ts. */
const marksOf = (db: MemoryDatabase, subjectRef: string): readonly DueRow[] => db.due.filter((mark) => mark.subjectRef === subjectRef);

/** `deleteMarks` of reacting/due.sql.ts. */
function deleteMarks(db: MemoryDatabase, marks: readonly DueRow[]): void {
  const gone = new Set(marks.map(({ id }) => id));
  db.due = db.due.filter(({ id }) => !gone.has(id));
}

export const applying = watched({ readPosition, mergeFacts, retryAllParked, keysWaitedFor, goBackTo, marksOf, deleteMarks });
