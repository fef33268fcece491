import {
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

import { leaveMarks } from './applying-statements.js';
import { factKey, Fenced, journalKey, sorted, watched, type FactRow, type HeadRow, type MemoryDatabase } from './memory-database.js';

/** `past_is_settled()`. */
export const mayState = ({ lease, server, clock }: MemoryDatabase): boolean =>
  !lease.doubt && lease.expiresAt > clock.now && lease.server === server;

interface LeaseTerms {
  readonly holder: string;
  readonly leaseMs: number;
}

/** `takeLease` of sealing/lease.sql.ts. */
function takeLease(db: MemoryDatabase, { holder, leaseMs }: LeaseTerms): number | null {
  const { lease, clock } = db;
  if (lease.holder !== holder && lease.expiresAt >= clock.now) return null;
  db.lease = { holder, epoch: lease.epoch + 1, doubt: true, expiresAt: clock.now + leaseMs, server: db.server };
  return db.lease.epoch;
}

const isHeldStill = ({ lease, clock, server }: MemoryDatabase, epoch: number): boolean =>
  lease.epoch === epoch && lease.expiresAt > clock.now && lease.server === server;

/** `renewLease`. */
function renewLease(db: MemoryDatabase, { holder, leaseMs }: LeaseTerms, epoch: number): boolean {
  if (db.lease.holder !== holder || !isHeldStill(db, epoch)) return false;
  db.lease = { ...db.lease, expiresAt: db.clock.now + leaseMs };
  return true;
}

/** `settleLease`. */
function settleLease(db: MemoryDatabase, epoch: number): boolean {
  if (!isHeldStill(db, epoch)) return false;
  db.lease = { ...db.lease, doubt: false };
  return true;
}

/** `stateFacts` of stating/state-facts.sql.ts: one new version, with its outbox row. @returns false: refused, nothing written */
function stateFact(db: MemoryDatabase, fact: Omit<FactRow, 'generation' | 'sequence'>): boolean {
  const held = db.facts.get(factKey(fact));
  if (!mayState(db) || (held?.version ?? 0) !== fact.version - 1) return false;
  db.facts.set(factKey(fact), { ...fact, generation: null, sequence: null });
  db.known.add(fact.documentHash);
  leaveMarks(db, [fact]);
  tellAgain(db, fact);
  return true;
}

/** `tellAgain` of sealing/past.sql.ts. */
function tellAgain(
  db: MemoryDatabase,
  { topic, kind, factId, version, text }: Pick<FactRow, 'topic' | 'kind' | 'factId' | 'version' | 'text'>,
): void {
  db.outbox = [...db.outbox, { id: ++db.ids, topic, kind, factId, version, text }];
}

/** `readOutbox`: by state, oldest first. */
function readOutbox(db: MemoryDatabase, limit: number): { unsealed: readonly Unsealed[]; versions: ReadonlyMap<string, SealedVersion> } {
  const rows = db.outbox.slice(0, limit);
  const unsealed = rows.map(({ id, text, ...row }) => ({ ...row, outboxId: String(id), partition: 0, document: text }));
  const versions = rows.flatMap(({ kind, factId }): (readonly [string, SealedVersion])[] => {
    const version = db.sealed.get(`${kind}/${factId}`);
    return version ? [[`${kind}/${factId}`, version]] : [];
  });
  return { unsealed, versions: new Map(versions) };
}

/** `readHeads`. */
const readHeads = (db: MemoryDatabase, issuer: string): Map<string, Position & { readonly ackedSequence: number }> =>
  new Map(
    [...db.heads].map(([topic, { generation, sequence, head, acked }]) => [
      streamKey({ issuer, topic, partition: 0 }),
      { generation, sequence, head, ackedSequence: acked },
    ]),
  );

export interface Fence {
  readonly epoch: number;
  readonly was: ReadonlyMap<string, Position>;
  readonly will: readonly (Stream & Position & { readonly acknowledged?: number })[];
}

/** `writeSealed`: journal, heads and sealed versions, fenced by the lease's epoch and by compare-and-set of each head. */
function writeSealed(db: MemoryDatabase, sealed: readonly Sealed[], { epoch, was, will }: Fence): void {
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
    ...{ generation, sequence, head, movedAt: db.clock.now },
    acked: row === kept ? Math.max(kept.acked, acknowledged) : kept.acked,
    prunedUpTo,
    resendFrom,
  });
}

function writeJournal(db: MemoryDatabase, entry: Sealed): void {
  const { topic, generation, sequence, head, prev, kind, factId, version, again, before, document, documentHash } = entry;
  db.journal.set(journalKey(topic, generation, sequence), {
    ...{ topic, generation, sequence, head, prev, kind, factId, version, again, before, document, documentHash },
    sealedAt: db.clock.now,
  });
  const known = db.sealed.get(`${kind}/${factId}`);
  if (!again && (known?.version ?? 0) < version) db.sealed.set(`${kind}/${factId}`, { version, documentHash, topic });
}

/** `readUnacknowledged`. */
const readUnacknowledged = (db: MemoryDatabase): readonly Unacknowledged[] =>
  sorted(db.heads, ([topic]) => topic).flatMap(([topic, { generation, sequence, acked }]) => {
    const waiting: Unacknowledged[] = [];
    for (let at = acked + 1; at <= sequence; at++) {
      const row = db.journal.get(journalKey(topic, generation, at));
      if (row) {
        const { factId, document, prev, head } = row;
        waiting.push({ topic, partition: 0, generation, sequence: at, factId, document, prev, head });
      }
    }
    return waiting;
  });

/** `noteAcknowledged`. */
function noteAcknowledged(db: MemoryDatabase, topic: string, { generation, sequence }: { generation: number; sequence: number }): void {
  const row = db.heads.get(topic);
  if (row?.generation === generation && row.acked < sequence) db.heads.set(topic, { ...row, acked: sequence });
}

/** `takeResendRequests`. */
function takeResendRequests(db: MemoryDatabase): boolean {
  let isAsked = false;
  for (const [topic, row] of db.heads) {
    if (row.resendFrom === null || row.resendFrom < row.prunedUpTo) continue;
    db.heads.set(topic, { ...row, acked: Math.min(row.acked, row.resendFrom), resendFrom: null });
    isAsked = true;
  }
  return isAsked;
}

/** `streamsToSettle` of sealing/past.sql.ts. */
function topicsToSettle(db: MemoryDatabase, issuer: string): readonly string[] {
  const found = new Set([...db.evidence.values()].map(({ topic }) => topic));
  for (const [topic, row] of db.heads) if (isAskedBelow(row)) found.add(topic);
  for (const place of db.memberPositions.values())
    if (place.issuer === issuer && place.member !== issuer && isBesideChain(db, place)) found.add(place.topic);
  return [...found].sort();
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

/** `takeFound` of sealing/past.sql.ts: what is read is forgotten. */
function takeFound(db: MemoryDatabase, { issuer, topic }: Stream): Found {
  const records = [...db.evidence.values()].filter((record) => record.topic === topic).sort((one, other) => one.offset - other.offset);
  for (const { head } of records) db.evidence.delete(`${topic}/${head}`);
  const heard = new Map<string, Position>();
  for (const place of db.memberPositions.values()) {
    const { generation, sequence, head } = place;
    const isAbout = place.issuer === issuer && place.topic === topic && place.member !== issuer;
    if (isAbout) heard.set(`${generation}/${sequence}/${head}`, { generation, sequence, head });
  }
  return { records: records.map(({ topic: _topic, ...record }) => record), heard: [...heard.values()] };
}

interface Finding {
  readonly end: Position;
  readonly found: Found;
  readonly tailMayBeLost: boolean;
}

/** `readKnownPast`. */
function readKnownPast(db: MemoryDatabase, stream: Stream, { end, found, tailMayBeLost }: Finding): KnownPast {
  const { issuer, topic } = stream;
  const row = db.heads.get(topic);
  const sequences = [...found.records, ...found.heard].map(({ sequence }) => sequence);
  const heads = new Map(sequences.map((sequence) => [sequence, headInJournal(db, topic, { generation: end.generation, sequence })]));
  const readBack = db.streamPositions.get(streamKey(stream));
  const own = sorted(
    [...db.facts.values()].filter((fact) => fact.issuer === issuer),
    ({ factId, kind }) => `${factId}/${kind}`,
  );
  const named = new Set(found.records.map(({ document: { kind, factId } }) => `${kind}/${factId}`));
  const ofFound = own.filter(({ kind, factId }) => named.has(`${kind}/${factId}`));
  return {
    end: { generation: end.generation, sequence: end.sequence, head: end.head },
    headAt: (sequence) => heads.get(sequence) ?? null,
    prunedUpTo: row?.prunedUpTo ?? 0,
    isAskedBelowJournal: isAskedBelow(row),
    inKafka: tailMayBeLost ? inKafkaOf(readBack, end.generation) : null,
    facts: new Map(ofFound.map((fact): [string, OwnVersion] => [`${fact.kind}/${fact.factId}`, versionOf(fact)])),
    sealed: new Map(
      [...db.sealed].filter(([key]) => named.has(key)).map(([key, { version, documentHash }]) => [key, { version, documentHash }]),
    ),
    ofStream: own
      .filter((fact) => isNewestIn(db, topic, fact))
      .map(({ kind, factId, version, text }) => ({ kind, factId, version, document: text })),
  };
}

const versionOf = ({ issuer, topic, version, documentHash, text }: FactRow): OwnVersion => ({
  ...{ issuer, topic, partition: 0 },
  ...{ version, documentHash, text },
});

const isAskedBelow = (row: HeadRow | undefined): boolean => row !== undefined && row.resendFrom !== null && row.resendFrom < row.prunedUpTo;

const inKafkaOf = (readBack: Position | undefined, generation: number): number =>
  readBack?.generation === generation ? readBack.sequence : 0;

function isNewestIn(db: MemoryDatabase, topic: string, { kind, factId, version }: FactRow): boolean {
  const sealed = db.sealed.get(`${kind}/${factId}`);
  return sealed?.topic === topic && sealed.version === version;
}

/** `dropUnsealed`. */
function dropUnsealed(db: MemoryDatabase, overtaken: Settlement['overtaken']): void {
  db.outbox = db.outbox.filter(
    (row) => !overtaken.some(({ kind, factId, version }) => row.kind === kind && row.factId === factId && row.version <= version),
  );
}

/** `lowerAcknowledged`. */
function lowerAcknowledged(db: MemoryDatabase, topic: string, to: number): void {
  const row = db.heads.get(topic);
  if (row) db.heads.set(topic, { ...row, acked: Math.min(row.acked, Math.max(to, row.prunedUpTo)) });
}

/** `markPruned` of sealing/prune-journal.sql.ts. */
function markPruned(db: MemoryDatabase, member: string, journalMs: number): void {
  if (!mayState(db)) return;
  for (const [topic, row] of db.heads) {
    const upTo = mayLeaveUpTo(db, { member, topic, row, since: db.clock.now - journalMs });
    const isJudged = ![...db.evidence.values()].some((record) => record.topic === topic);
    if (upTo !== null && upTo > row.prunedUpTo && isJudged) db.heads.set(topic, { ...row, prunedUpTo: upTo });
  }
}

interface Leaving {
  readonly member: string;
  readonly topic: string;
  readonly row: HeadRow;
  readonly since: number;
}

function mayLeaveUpTo(db: MemoryDatabase, { member, topic, row, since }: Leaving): number | null {
  const { generation, sequence, acked, resendFrom, prunedUpTo } = row;
  const lacking = [...db.memberPositions.values()]
    .filter((place) => place.issuer === member && place.topic === topic && place.member !== member)
    .filter((place) => (db.memberStatements.get(place.member)?.heardAt ?? -Infinity) > since)
    .map((place) => (place.generation < generation ? 0 : place.sequence));
  const upTo = Math.min(acked, resendFrom ?? Infinity, ...lacking);
  for (let at = prunedUpTo + 1; at <= Math.min(upTo, sequence); at++)
    if ((db.journal.get(journalKey(topic, generation, at))?.sealedAt ?? -Infinity) >= since) return at - 1;
  return upTo;
}

/** `deletePruned`, without a limit. */
function deletePruned(db: MemoryDatabase, journalMs: number): number {
  const gone = [...db.journal].filter(([, { topic, generation, sequence, sealedAt }]) => {
    const head = db.heads.get(topic);
    if (!head || generation > head.generation) return false;
    return generation === head.generation ? sequence <= head.prunedUpTo : sealedAt < db.clock.now - journalMs;
  });
  for (const [key] of gone) db.journal.delete(key);
  return gone.length;
}

export const sealing = watched({
  ...{ takeLease, renewLease, settleLease, stateFact, tellAgain, readOutbox, readHeads, writeSealed },
  ...{ readUnacknowledged, noteAcknowledged, takeResendRequests, topicsToSettle, takeFound, readKnownPast },
  ...{ dropUnsealed, lowerAcknowledged, markPruned, deletePruned },
});
