import { mayState, topicOf, type Catalogue, type Member } from '@timpora/contracts';

import { admit } from '../protocol/admit.js';
import { isAhead } from '../protocol/audit.js';
import { beginning, sha256 } from '../protocol/chain.js';
import { openerType, readDocument, type Reading } from '../protocol/document.js';
import type { OwnRecord } from '../protocol/past.js';
import { fingerprint, placeOf, type Placed, type WireRecord } from '../protocol/record.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';
import { verify, type Trust } from '../protocol/verify.js';
import { evidenceOf } from './evidence.js';
import { judge } from './judge.js';
import type { Group, HeardFact, ParkedEvent, PartitionMove, StreamMove, UnverifiedRecord } from './merge-facts.sql.js';

/** Where a member stands in one partition, as its database says. */
export interface PartitionState {
  readonly nextOffset: number;
  /** Names everything that was committed of the partition, in its order, hex. */
  readonly mark: string | null;
  /** Fingerprint of the record before it, hex. */
  readonly lastRecord: string | null;
  readonly streams: ReadonlyMap<string, Position>;
}

/** What was fetched of one partition, in the order of offsets. */
export interface Fetched {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly WireRecord[];
  /** The topic was cut or made anew: what was read of it before is no evidence that Kafka has it. */
  readonly rewound?: boolean;
}

/** Who reads, and by which contracts and keys. */
export interface Reader {
  readonly member: Member;
  readonly catalogue: Catalogue;
  readonly trust: Trust;
}

/** What becomes of fetched records, as values: the move of the partition, and everything to write with it. */
export interface Folded extends Group {
  readonly state: PartitionState;
  /** Streams in which something is missing. */
  readonly held: readonly Stream[];
}

interface Read {
  readonly record: Placed;
  readonly wire: WireRecord;
  readonly reading: Reading;
}

const evidenceAtOnce = 1_000;

/** Folds fetched records into a member's view. Pure; the caller writes the result in one statement. */
export function fold(reader: Reader, state: PartitionState, fetched: Fetched): Folded {
  const { topic, partition } = fetched;
  const placed = fetched.records.map((wire) => ({ wire, record: placeOf(wire) }));
  const reads = placed.flatMap(({ wire, record }): Read[] => (record ? [{ wire, record, reading: readDocument(record.value) }] : []));
  const byIssuer = groupBy(reads, (read) => issuerOf(reader, topic, read.reading));
  const evidence = placed.filter(({ record }) => !record).map(({ wire }) => evidenceOf(fetched, wire, 'malformed'));
  evidence.push(...(byIssuer.get(null) ?? []).map(({ wire }) => evidenceOf(fetched, wire, 'no-issuer')));

  const folds = [...byIssuer].flatMap(([issuer, own]) => {
    if (issuer === null) return [];
    const part = { stream: { issuer, topic, partition }, reads: own };
    return [issuer === reader.member ? foldOwn(reader, fetched.rewound ? null : state, part) : foldStream(reader, state, part)];
  });
  const unverified = [...evidence, ...folds.flatMap((part) => part.unverified)];
  const streams = folds.flatMap((part) => part.moves);
  const move = moveOf(state, fetched, { streams, unverified: unverified.length });
  return {
    partitions: [move],
    streams,
    facts: folds.flatMap((part) => part.facts),
    parked: folds.flatMap((part) => part.parked),
    own: folds.flatMap((part) => part.own.map((record) => ({ ...record, topic, partition }))),
    // A compressed batch may hold tens of thousands of empty records: the rest is counted, not kept.
    unverified: unverified.slice(0, evidenceAtOnce),
    held: folds.flatMap((part) => part.held),
    state: {
      nextOffset: move.next,
      mark: move.mark,
      lastRecord: move.last ?? state.lastRecord,
      streams: new Map([...state.streams, ...streams.map((place) => [streamKey(place), place] as const)]),
    },
  };
}

interface Outcome {
  readonly streams: readonly StreamMove[];
  readonly unverified: number;
}

/**
 * The mark says where the streams stand, too: after a restore another instance, by other keys or of a topic that was cut and grew again, may come
 * to the same offset and the same last record with other positions.
 */
function moveOf(
  { nextOffset, mark }: PartitionState,
  { topic, partition, records }: Fetched,
  { streams, unverified }: Outcome,
): PartitionMove {
  const record = records.at(-1);
  const next = record ? record.offset + 1 : nextOffset;
  const last = record ? fingerprint(record) : null;
  const places = streams.map(({ issuer, generation, sequence, head }) => [issuer, generation, sequence, head]);
  return { topic, partition, was: mark, mark: sha256(Buffer.from(JSON.stringify([mark, next, last, places]))), next, last, unverified };
}

/** Reason of evidence that may become valid. */
export const unknownKey = 'unknown-key';

interface StreamFold {
  readonly moves: readonly StreamMove[];
  readonly facts: readonly HeardFact[];
  readonly parked: readonly ParkedEvent[];
  readonly unverified: readonly UnverifiedRecord[];
  readonly held: readonly Stream[];
  readonly own: readonly OwnRecord[];
}

interface Part {
  readonly stream: Stream;
  readonly reads: readonly Read[];
}

const nothing: StreamFold = { moves: [], facts: [], parked: [], unverified: [], held: [], own: [] };

/** What Kafka has of our own stream: how far, and documents that the database may not know. */
function foldOwn(reader: Reader, state: PartitionState | null, { stream, reads }: Part): StreamFold {
  const readOf = new Map(reads.map((read) => [read.record, read]));
  const { verified, unverified } = verify(
    reader.trust,
    stream,
    reads.map(({ record }) => record),
  );
  const own = verified.flatMap(({ record, head }): readonly OwnRecord[] => {
    const reading = readOf.get(record)?.reading;
    if (!reading || !('document' in reading)) return [];
    const { generation, sequence, prev, documentHash, offset } = record;
    return [{ generation, sequence, head, prev, document: reading.document, text: reading.text, documentHash, offset }];
  });
  const from: Position = state?.streams.get(streamKey(stream)) ?? beginning(reader.trust.exchangeId, stream);
  const { generation, sequence, head } = own.reduce<Position>((highest, each) => (isAhead(each, highest) ? each : highest), from);
  return {
    ...nothing,
    own,
    moves: own.length > 0 ? [{ ...stream, generation, sequence, head }] : [],
    unverified: unverified.flatMap((record) =>
      evidenceFor(stream, readOf.get(record), reasonFor(reader, stream, { record, among: unverified })),
    ),
  };
}

function foldStream(reader: Reader, state: PartitionState, { stream, reads }: Part): StreamFold {
  const readOf = new Map(reads.map((read) => [read.record, read]));
  const { verified, unverified } = verify(
    reader.trust,
    stream,
    reads.map(({ record }) => record),
  );
  const from = state.streams.get(streamKey(stream)) ?? beginning(reader.trust.exchangeId, stream);
  const admission = admit(from, verified, ({ record }) => typeIn(readOf.get(record)) === openerType);
  const judged = admission.admitted.flatMap((each) => {
    const read = readOf.get(each.record);
    if (!read || typeIn(read) === openerType) return [];
    const { generation, sequence, value, documentHash } = each.record;
    const place = { ...stream, generation, sequence, head: each.head };
    return [{ read, judgement: judge(reader, { reading: read.reading, bytes: value, documentHash, place }) }];
  });
  return {
    ...nothing,
    moves: admission.admitted.length > 0 ? [{ ...stream, ...admission.position }] : [],
    facts: judged.flatMap(({ judgement }) => ('fact' in judgement ? [judgement.fact] : [])),
    parked: judged.flatMap(({ judgement }) => ('parked' in judgement ? [judgement.parked] : [])),
    unverified: [
      ...unverified.flatMap((record) => evidenceFor(stream, readOf.get(record), reasonFor(reader, stream, { record, among: unverified }))),
      ...judged.flatMap(({ read, judgement }) => ('refused' in judgement ? [evidenceOf(stream, read.wire, judgement.refused)] : [])),
    ],
    held: admission.ahead > 0 ? [stream] : [],
  };
}

/** What an unknown key signed, or may reach, may be true: it is read again when the key becomes known. */
function reasonFor({ trust }: Reader, { issuer }: Stream, { record, among }: { record: Placed; among: readonly Placed[] }): string {
  const isUnknown = ({ signature }: Placed): boolean => signature !== null && !trust.key(issuer, signature.keyId);
  return isUnknown(record) || (!record.signature && among.some(isUnknown)) ? unknownKey : 'no-valid-signature';
}

const evidenceFor = (stream: Stream, read: Read | undefined, reason: string): readonly UnverifiedRecord[] =>
  read ? [evidenceOf(stream, read.wire, reason)] : [];

const typeIn = (read: Read | undefined): string | null => (read && 'document' in read.reading ? read.reading.document.type : null);

/** Where only one member may write, its name needs no proof to be tried: the signature proves it. */
function issuerOf({ catalogue }: Reader, topic: string, reading: Reading): string | null {
  const claimed = 'document' in reading ? reading.document.issuer : reading.claims;
  if (claimed !== null) return claimed;
  const writers = catalogue.events.flatMap((event) =>
    catalogue.members.filter((member) => mayState(catalogue, member, event.fact) && topicOf(catalogue, event, member) === topic),
  );
  const [only, ...others] = new Set(writers);
  return others.length === 0 ? (only ?? null) : null;
}

function groupBy<T, K>(list: readonly T[], keyOf: (each: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const each of list) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
