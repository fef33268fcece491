import {
  digestOf,
  rewind,
  streamKey,
  type BeyondPlace,
  type Leaf,
  type Position,
  type ResendRequest,
  type SealedVersion,
  type Statement,
  type Stream,
} from '@timpora/exchange/protocol';

import { readTopics, type SimulatedMember } from './contracts.js';
import { journalKey, type MemoryDatabase } from './memory-database.js';
import { mayState } from './sealing-statements.js';

interface HeardMessages {
  readonly topic: string;
  readonly nextOffset: number;
  readonly statements: readonly Statement[];
  readonly requests: readonly ResendRequest[];
}

/** `keepMessages` of agreeing/statements.sql.ts. */
export function keepMessages(db: MemoryDatabase, member: string, heard: HeardMessages, now: number): void {
  db.partitions.set(heard.topic, { next: heard.nextOffset, last: null, mark: null });
  for (const statement of heard.statements) keepStatement(db, statement, now);
  const asked = heard.requests.flatMap((request) =>
    request.streams
      .filter(({ issuer }) => issuer === member)
      .map((place) => ({ ...place, member: request.member, number: request.number })),
  );
  const fresh = new Set(asked.filter(({ member: who, number }) => (db.answered.get(who) ?? 0) < number).map(({ member: who }) => who));
  for (const { member: who, number } of asked) db.answered.set(who, Math.max(db.answered.get(who) ?? 0, number));
  for (const place of asked) if (fresh.has(place.member)) lowerResend(db, place);
}

function keepStatement(db: MemoryDatabase, { member, number, heard, own }: Statement, now: number): void {
  for (const place of [...heard, ...own]) {
    const key = `${member}/${streamKey(place)}`;
    const row = db.memberPositions.get(key);
    if (row && row.number >= number) continue;
    db.memberPositions.set(key, { ...place, member, number, movedAt: row?.head === place.head ? row.movedAt : now });
  }
}

function lowerResend(db: MemoryDatabase, { topic, generation, sequence }: Stream & Position): void {
  const row = db.heads.get(topic);
  if (!row || generation > row.generation) return;
  const from = generation < row.generation ? 0 : sequence;
  db.heads.set(topic, { ...row, resendFrom: Math.min(row.resendFrom ?? from, from) });
}

/** `ownStanding`. */
export const ownStanding = (db: MemoryDatabase, member: string): Pick<Statement, 'heard' | 'own'> => ({
  heard: [...db.streamPositions.values()].filter(({ issuer }) => issuer !== member).map(placeOf),
  own: [...db.heads].map(([topic, head]) => placeOf({ ...head, issuer: member, topic, partition: 0 })),
});

const placeOf = ({ issuer, topic, partition, generation, sequence, head }: Stream & Position): Stream & Position => ({
  ...{ issuer, topic, partition },
  ...{ generation, sequence, head },
});

/** `announcedBeyond`. */
export const announcedBeyond = (db: MemoryDatabase, member: SimulatedMember, before: number): readonly (Stream & Position)[] =>
  [...db.memberPositions.values()].filter((place) => {
    const at = db.streamPositions.get(streamKey(place)) ?? { generation: 1, sequence: 0 };
    const isOwn = place.member === place.issuer && place.issuer !== member;
    const isBeyond = place.generation > at.generation || (place.generation === at.generation && place.sequence > at.sequence);
    return isOwn && isBeyond && place.movedAt < before && readTopics[member].includes(place.topic);
  });

/** `resendToThoseWhoStandStill`. @returns how many streams */
export function resendToThoseWhoStandStill(db: MemoryDatabase, member: string, before: number): number {
  let count = 0;
  for (const [topic, head] of db.heads) {
    const still = [...db.memberPositions.values()]
      .filter((place) => place.issuer === member && place.topic === topic && place.member !== member && place.movedAt < before)
      .sort((one, other) => one.generation - other.generation || one.sequence - other.sequence);
    const [lowest] = still;
    if (!lowest || head.resendFrom !== null) continue;
    const isBehind = lowest.generation < head.generation || (lowest.generation === head.generation && lowest.sequence < head.acked);
    if (!isBehind) continue;
    db.heads.set(topic, { ...head, resendFrom: lowest.generation < head.generation ? 0 : lowest.sequence });
    count++;
  }
  return count;
}

/** What is held of an issuer's facts: of each the higher version of used and parked (agreeing/holding.sql.ts). */
export function heldLeaves(db: MemoryDatabase, issuer: string, kind: string): readonly Leaf[] {
  const best = new Map<string, Leaf>();
  const parked = [...db.parked.values()].filter(({ isOpen, reason }) => isOpen && reason !== 'contradicts');
  for (const row of [...db.facts.values(), ...parked]) {
    if (row.issuer !== issuer || row.kind !== kind) continue;
    const leaf = { factId: String(row.factId), version: Number(row.version), documentHash: row.documentHash };
    if ((best.get(leaf.factId)?.version ?? 0) < leaf.version) best.set(leaf.factId, leaf);
  }
  return [...best.values()];
}

interface AtPlaces {
  readonly at: MemoryDatabase;
  readonly issuer: string;
  readonly now: number;
}

/** What must be held at the positions of a member (agreeing/expected.sql.ts). @returns null: cannot be said now */
export function expectedLeaves(db: MemoryDatabase, kind: string, places: AtPlaces): readonly Leaf[] | null {
  const beyond = mayState(db, places.now) && db.evidence.size === 0 ? beyondPlaces(db, places) : null;
  if (!beyond) return null;
  const newest = new Map<string, SealedVersion>();
  for (const [key, version] of db.sealed) if (key.startsWith(`${kind}/`)) newest.set(key.slice(kind.length + 1), version);
  const ofKind = beyond.filter((row) => row.kind === kind);
  return [...rewind(newest, ofKind)].flatMap(([factId, held]) => (held ? [{ factId, ...held }] : []));
}

type Beyond = BeyondPlace & { readonly kind: string };

function beyondPlaces(db: MemoryDatabase, { at, issuer }: AtPlaces): readonly Beyond[] | null {
  const beyond: Beyond[] = [];
  for (const [topic, head] of db.heads) {
    const place = at.streamPositions.get(streamKey({ issuer, topic, partition: 0 })) ?? { generation: 1, sequence: 0 };
    if (head.generation !== place.generation || place.sequence > head.sequence || place.sequence < head.prunedUpTo) return null;
    const rows = rowsAfter(db, topic, { ...head, after: place.sequence });
    if (rows.some((row) => !row || row.again)) return null;
    beyond.push(...rows.filter((row) => row !== undefined));
  }
  return beyond;
}

const rowsAfter = (
  db: MemoryDatabase,
  topic: string,
  { generation, sequence, after }: { generation: number; sequence: number; after: number },
) => Array.from({ length: sequence - after }, (_, at) => db.journal.get(journalKey(topic, generation, after + 1 + at)));

export const sameHolding = (issuer: string, kind: string, one: readonly Leaf[], other: readonly Leaf[]): boolean =>
  digestOf(issuer, kind, one).digest === digestOf(issuer, kind, other).digest;
