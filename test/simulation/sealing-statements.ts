import {
  beginning,
  streamKey,
  type Found,
  type KnownPast,
  type OwnVersion,
  type Position,
  type Sealed,
  type SealedVersion,
  type Settlement,
  type Stream,
  type Unacknowledged,
  type Unsealed,
} from '@timpora/exchange/protocol';

import { exchangeId } from './keys.js';
import { factKey, Fenced, journalKey, type FactRow, type HeadRow, type JournalRow, type MemoryDatabase } from './memory-database.js';

/** The relay is in doubt, or nobody holds its lease: SQLSTATE TX004. */
export const mayState = ({ lease, server }: MemoryDatabase, now: number): boolean =>
  !lease.doubt && lease.expiresAt > now && lease.server === server;

/** `stateFacts` of stating/state-facts.sql.ts: one new version, with its outbox row. @returns false: refused, nothing written */
export function stateFact(db: MemoryDatabase, fact: FactRow, now: number): boolean {
  const held = db.facts.get(factKey(fact));
  if (!mayState(db, now) || (held?.version ?? 0) !== fact.version - 1) return false;
  db.facts.set(factKey(fact), fact);
  db.known.add(fact.documentHash);
  tellAgain(db, fact);
  return true;
}

/** `tellAgain` of sealing/past.sql.ts. */
export function tellAgain(db: MemoryDatabase, { topic, kind, factId, version, text }: Omit<FactRow, 'issuer' | 'documentHash'>): void {
  db.outbox = [...db.outbox, { id: ++db.ids, topic, kind, factId, version, text }];
}

/** `readOutbox`: by state, oldest first. */
export function readOutbox(
  db: MemoryDatabase,
  limit: number,
): { unsealed: readonly Unsealed[]; versions: ReadonlyMap<string, SealedVersion> } {
  const rows = db.outbox.slice(0, limit);
  const unsealed = rows.map(({ id, text, ...row }) => ({ ...row, outboxId: String(id), partition: 0, document: text }));
  const versions = rows.flatMap(({ kind, factId }): (readonly [string, SealedVersion])[] => {
    const version = db.sealed.get(`${kind}/${factId}`);
    return version ? [[`${kind}/${factId}`, version]] : [];
  });
  return { unsealed, versions: new Map(versions) };
}

/** `readHeads`. */
export const readHeads = (db: MemoryDatabase, issuer: string): Map<string, Position> =>
  new Map([...db.heads].map(([topic, head]) => [streamKey({ issuer, topic, partition: 0 }), head]));

export interface Fence {
  readonly epoch: number;
  readonly was: ReadonlyMap<string, Position>;
  readonly will: readonly (Stream & Position & { readonly acknowledged?: number })[];
}

/** `writeSealed`: journal, heads and sealed versions, fenced by the lease's epoch and by compare-and-set of each head. */
export function writeSealed(db: MemoryDatabase, sealed: readonly Sealed[], { epoch, was, will }: Fence): void {
  if (db.lease.epoch !== epoch) throw new Fenced();
  for (const place of will) {
    if (!isSamePlace(db.heads.get(place.topic), was.get(streamKey(place)))) throw new Fenced();
  }
  const taken = new Map(sealed.filter(({ outboxId }) => outboxId !== null).map(({ outboxId, document }) => [outboxId, document]));
  const left = db.outbox.filter(({ id, text }) => taken.get(String(id)) !== text);
  if (db.outbox.length - left.length < taken.size) throw new Fenced();
  db.outbox = left;
  for (const place of will) moveHead(db, place);
  for (const entry of sealed) writeJournal(db, entry);
}

const start = { generation: 1, sequence: 0 };

const isSamePlace = (one: Omit<Position, 'head'> = start, other: Omit<Position, 'head'> = start): boolean =>
  one.generation === other.generation && one.sequence === other.sequence;

function moveHead(db: MemoryDatabase, { topic, generation, sequence, head, acknowledged = 0 }: Fence['will'][number]): void {
  const row = db.heads.get(topic);
  const kept = row && generation === row.generation ? row : { acked: row ? 0 : acknowledged, prunedUpTo: 0, resendFrom: null };
  const { prunedUpTo, resendFrom } = kept;
  db.heads.set(topic, {
    generation,
    sequence,
    head,
    acked: row === kept ? Math.max(kept.acked, acknowledged) : kept.acked,
    prunedUpTo,
    resendFrom,
  });
}

function writeJournal(db: MemoryDatabase, entry: Sealed): void {
  const { topic, generation, sequence, head, prev, kind, factId, version, again, before, document, documentHash } = entry;
  const row: JournalRow = { generation, sequence, head, prev, kind, factId, version, again, before, document };
  db.journal.set(journalKey(topic, generation, sequence), row);
  const known = db.sealed.get(`${kind}/${factId}`);
  if (!again && (known?.version ?? 0) < version) db.sealed.set(`${kind}/${factId}`, { version, documentHash, topic });
}

/** `readUnacknowledged`. */
export const readUnacknowledged = (db: MemoryDatabase): readonly Unacknowledged[] =>
  [...db.heads].flatMap(([topic, { generation, sequence, acked }]) => {
    const waiting: Unacknowledged[] = [];
    for (let at = acked + 1; at <= sequence; at++) {
      const row = db.journal.get(journalKey(topic, generation, at));
      if (row) waiting.push({ ...row, topic, partition: 0 });
    }
    return waiting;
  });

/** `noteAcknowledged`. */
export function noteAcknowledged(
  db: MemoryDatabase,
  topic: string,
  { generation, sequence }: { generation: number; sequence: number },
): void {
  const row = db.heads.get(topic);
  if (row?.generation === generation && row.acked < sequence) db.heads.set(topic, { ...row, acked: sequence });
}

/** `takeResendRequests`. */
export function takeResendRequests(db: MemoryDatabase): boolean {
  let isAsked = false;
  for (const [topic, row] of db.heads) {
    if (row.resendFrom === null || row.resendFrom < row.prunedUpTo) continue;
    db.heads.set(topic, { ...row, acked: Math.min(row.acked, row.resendFrom), resendFrom: null });
    isAsked = true;
  }
  return isAsked;
}

/** `streamsToSettle` of sealing/past.sql.ts. */
export function topicsToSettle(db: MemoryDatabase, issuer: string): readonly string[] {
  const found = new Set([...db.evidence.values()].map(({ topic }) => topic));
  for (const [topic, row] of db.heads) if (isAskedBelow(row)) found.add(topic);
  for (const place of db.memberPositions.values())
    if (place.issuer === issuer && place.member !== issuer && isBesideChain(db, place)) found.add(place.topic);
  return [...found];
}

function isBesideChain(db: MemoryDatabase, { topic, generation, sequence, head }: Stream & Position): boolean {
  const row = db.heads.get(topic) ?? { generation: 1, sequence: 0, head: '', prunedUpTo: 0 };
  if (sequence === 0 || generation < row.generation) return false;
  if (generation === row.generation && sequence < row.prunedUpTo) return false;
  return headInJournal(db, topic, { generation, sequence }) !== head;
}

function headInJournal(db: MemoryDatabase, topic: string, { generation, sequence }: Omit<Position, 'head'>): string | null {
  const end = db.heads.get(topic);
  if (end?.generation === generation && end.sequence === sequence) return end.head;
  const here = db.journal.get(journalKey(topic, generation, sequence));
  return here?.head ?? db.journal.get(journalKey(topic, generation, sequence + 1))?.prev ?? null;
}

/** `takeFound` and `readKnownPast` of sealing/past.sql.ts. */
export function readPast(db: MemoryDatabase, stream: Stream, tailMayBeLost: boolean): { past: KnownPast; found: Found } {
  const { issuer, topic } = stream;
  const records = [...db.evidence.values()].filter((record) => record.topic === topic).sort((one, other) => one.offset - other.offset);
  const heard = [...db.memberPositions.values()].filter(
    (place) => place.issuer === issuer && place.topic === topic && place.member !== issuer,
  );
  const row = db.heads.get(topic);
  const end: Position = row ?? beginning(exchangeId, stream);
  const readBack = db.streamPositions.get(streamKey(stream));
  const own = [...db.facts.values()].filter((fact) => fact.issuer === issuer);
  const past: KnownPast = {
    end: { generation: end.generation, sequence: end.sequence, head: end.head },
    headAt: (sequence) => headInJournal(db, topic, { generation: end.generation, sequence }),
    prunedUpTo: row?.prunedUpTo ?? 0,
    isAskedBelowJournal: isAskedBelow(row),
    inKafka: tailMayBeLost ? inKafkaOf(readBack, end.generation) : null,
    facts: new Map(own.map((fact): [string, OwnVersion] => [`${fact.kind}/${fact.factId}`, { ...fact, partition: 0 }])),
    sealed: db.sealed,
    ofStream: own.filter((fact) => isNewestIn(db, topic, fact)).map(({ text, ...fact }) => ({ ...fact, document: text })),
  };
  return { past, found: { records, heard } };
}

const isAskedBelow = (row: HeadRow | undefined): boolean => row !== undefined && row.resendFrom !== null && row.resendFrom < row.prunedUpTo;

const inKafkaOf = (readBack: Position | undefined, generation: number): number =>
  readBack?.generation === generation ? readBack.sequence : 0;

function isNewestIn(db: MemoryDatabase, topic: string, { kind, factId, version }: FactRow): boolean {
  const sealed = db.sealed.get(`${kind}/${factId}`);
  return sealed?.topic === topic && sealed.version === version;
}

/** `dropUnsealed`. */
export function dropUnsealed(db: MemoryDatabase, overtaken: Settlement['overtaken']): void {
  db.outbox = db.outbox.filter(
    (row) => !overtaken.some(({ kind, factId, version }) => row.kind === kind && row.factId === factId && row.version <= version),
  );
}

/** `lowerAcknowledged`. */
export function lowerAcknowledged(db: MemoryDatabase, topic: string, to: number): void {
  const row = db.heads.get(topic);
  if (row) db.heads.set(topic, { ...row, acked: Math.min(row.acked, Math.max(to, row.prunedUpTo)) });
}
