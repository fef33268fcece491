import {
  digestOf,
  rewind,
  streamKey,
  type BeyondPlace,
  type Heard,
  type Leaf,
  type Position,
  type ResendRequest,
  type SealedVersion,
  type Statement,
  type Stream,
} from '@timpora/exchange/protocol';

import { journalKey, watched, type MemoryDatabase } from './memory-database.js';
import { mayState } from './sealing-statements.js';

interface HeardMessages {
  readonly topic: string;
  readonly offset: number;
  readonly nextOffset: number;
  readonly statements: readonly Heard<Statement>[];
  readonly requests: readonly Heard<ResendRequest>[];
}

/** `lastSaid` of agreeing/statements.sql.ts. */
const lastSaid = (db: MemoryDatabase, topic: string): ReadonlyMap<string, number> => db.said.get(topic) ?? new Map<string, number>();

/** `keepMessages` of agreeing/statements.sql.ts. */
function keepMessages(db: MemoryDatabase, member: string, heard: HeardMessages): void {
  const row = db.partitions.get(heard.topic) ?? { last: null, mark: null, unverified: 0 };
  db.partitions.set(heard.topic, { ...row, next: heard.nextOffset });
  const counted = [...heard.statements, ...heard.requests].map(({ said, offset }) => [said.member, offset] as const);
  db.said.set(heard.topic, new Map([...lastSaid(db, heard.topic), ...counted]));
  for (const { said } of heard.statements) db.memberStatements.set(said.member, { heardAt: db.clock.now });
  for (const place of newestPlaces(heard.statements)) keepPlace(db, place);
  for (const place of heard.requests.flatMap(({ said }) => said.streams)) if (place.issuer === member) lowerResend(db, place);
}

type Place = Stream & Position & Pick<Statement, 'member'>;

/** Of what a member says of a stream, the last counts. */
function newestPlaces(statements: readonly Heard<Statement>[]): Iterable<Place> {
  const newest = new Map<string, Place>();
  for (const { member, heard, own } of statements.map(({ said }) => said))
    for (const place of [...heard, ...own]) newest.set(`${member}/${streamKey(place)}`, { ...place, member });
  return newest.values();
}

function keepPlace(db: MemoryDatabase, place: Place): void {
  const key = `${place.member}/${streamKey(place)}`;
  const row = db.memberPositions.get(key);
  db.memberPositions.set(key, { ...place, movedAt: row?.head === place.head ? row.movedAt : db.clock.now });
}

function lowerResend(db: MemoryDatabase, { topic, generation, sequence }: Stream & Position): void {
  const row = db.heads.get(topic);
  if (!row || generation > row.generation) return;
  const from = generation < row.generation ? 0 : sequence;
  db.heads.set(topic, { ...row, resendFrom: Math.min(row.resendFrom ?? from, from) });
}

/** `ownStanding`. */
const ownStanding = (db: MemoryDatabase, member: string): Pick<Statement, 'heard' | 'own' | 'counts'> => ({
  heard: [...db.streamPositions.values()].filter(({ issuer }) => issuer !== member).map(placeOf),
  own: [...db.heads].map(([topic, head]) => placeOf({ ...head, issuer: member, topic, partition: 0 })),
  counts: {
    parked: [...db.parked.values()].filter(({ closedAs }) => closedAs === null).length,
    unverified: [...db.partitions.values()].reduce((sum, { unverified }) => sum + unverified, 0),
    held: 0,
  },
});

const placeOf = ({ issuer, topic, partition, generation, sequence, head }: Stream & Position): Stream & Position => ({
  ...{ issuer, topic, partition },
  ...{ generation, sequence, head },
});

/** `readTo`. */
const readTo = (db: MemoryDatabase, topic: string): number => db.partitions.get(topic)?.next ?? 0;

/** `announcedBeyond`. */
const announcedBeyond = (
  db: MemoryDatabase,
  { member, hears }: { readonly member: string; readonly hears: readonly string[] },
  patienceMs: number,
): readonly (Stream & Position)[] =>
  [...db.memberPositions.values()]
    .filter((place) => {
      const at = db.streamPositions.get(streamKey(place)) ?? { generation: 1, sequence: 0 };
      const isOwn = place.member === place.issuer && place.issuer !== member;
      const isBeyond = place.generation > at.generation || (place.generation === at.generation && place.sequence > at.sequence);
      return isOwn && isBeyond && place.movedAt < db.clock.now - patienceMs && hears.includes(place.topic);
    })
    .map(placeOf);

/** `resendToThoseWhoStandStill`. @returns how many streams */
function resendToThoseWhoStandStill(db: MemoryDatabase, member: string, standStillMs: number): number {
  const before = db.clock.now - standStillMs;
  let count = 0;
  for (const [topic, head] of db.heads) {
    const lowest = lowestStandingStill(db, { member, topic, before });
    if (!lowest || head.resendFrom !== null || head.movedAt >= before) continue;
    const from = lowest.generation < head.generation ? 0 : lowest.sequence;
    if (lowest.generation > head.generation || from >= head.acked) continue;
    db.heads.set(topic, { ...head, resendFrom: from });
    count++;
  }
  return count;
}

/** Of those who are heard and do not move, who is furthest behind. */
function lowestStandingStill(
  db: MemoryDatabase,
  { member, topic, before }: { readonly member: string; readonly topic: string; readonly before: number },
): Position | undefined {
  const still = [...db.memberPositions.values()].filter((place) => {
    const isOfOther = place.issuer === member && place.topic === topic && place.member !== member;
    return isOfOther && place.movedAt < before && (db.memberStatements.get(place.member)?.heardAt ?? -Infinity) > before;
  });
  return still.sort((one, other) => one.generation - other.generation || one.sequence - other.sequence)[0];
}

/** What is held of an issuer's facts: of each the higher version of used and parked (agreeing/holding.sql.ts). */
function heldLeaves(db: MemoryDatabase, issuer: string, kind: string): readonly Leaf[] {
  const best = new Map<string, Leaf>();
  const parked = [...db.parked.values()].filter(({ closedAs, reason }) => closedAs === null && reason !== 'contradicts');
  for (const row of [...db.facts.values(), ...parked]) {
    if (row.issuer !== issuer || row.kind !== kind) continue;
    const leaf = { factId: String(row.factId), version: Number(row.version), documentHash: row.documentHash };
    if ((best.get(leaf.factId)?.version ?? 0) < leaf.version) best.set(leaf.factId, leaf);
  }
  return [...best.values()];
}

interface AtPlaces {
  /** Where the member stands in the issuer's streams. */
  readonly streams: readonly (Stream & Position)[];
  readonly issuer: string;
}

/** What must be held at the positions of a member (agreeing/expected.sql.ts). @returns null: cannot be said now */
function expectedLeaves(db: MemoryDatabase, kind: string, places: AtPlaces): readonly Leaf[] | null {
  const beyond = mayState(db) && db.evidence.size === 0 ? beyondPlaces(db, places) : null;
  if (!beyond) return null;
  const newest = new Map<string, SealedVersion>();
  for (const [key, { version, documentHash }] of db.sealed)
    if (key.startsWith(`${kind}/`)) newest.set(key.slice(kind.length + 1), { version, documentHash });
  const ofKind = beyond.filter((row) => row.kind === kind);
  return [...rewind(newest, ofKind)].flatMap(([factId, held]) => (held ? [{ factId, ...held }] : []));
}

type Beyond = BeyondPlace & { readonly kind: string };

function beyondPlaces(db: MemoryDatabase, { streams, issuer }: AtPlaces): readonly Beyond[] | null {
  const beyond: Beyond[] = [];
  for (const [topic, head] of db.heads) {
    const place = streams.find((at) => at.issuer === issuer && at.topic === topic) ?? { generation: 1, sequence: 0 };
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

export const agreeing = watched({
  ...{ lastSaid, keepMessages, ownStanding, readTo, announcedBeyond, resendToThoseWhoStandStill },
  ...{ heldLeaves, expectedLeaves },
});
