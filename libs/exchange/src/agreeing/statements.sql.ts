import type { DataSource } from 'typeorm';

import type { Heard, ResendRequest, Statement } from '../protocol/statement.js';
import type { Position, Stream } from '../protocol/stream.js';

export interface HeardMessages {
  readonly topic: string;
  readonly partition: number;
  /** From which they were read on, and from which what comes later is read. */
  readonly offset: number;
  readonly nextOffset: number;
  /** What counts of them (`countingOf`), in the broker's order. */
  readonly statements: readonly Heard<Statement>[];
  readonly requests: readonly Heard<ResendRequest>[];
}

/** Of each topic, where the last message of each member stands that counted. */
export async function lastSaid(db: DataSource): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const rows = await db.query<{ topic: string; said: Readonly<Record<string, number>> }[]>(
    'select topic, json_object_agg(member, record_offset) as said from member_said group by topic',
  );
  return new Map(rows.map(({ topic, said }) => [topic, new Map(Object.entries(said))]));
}

/**
 * Keeps what members say about where they stand, and what they ask of this one; one statement. Where a member speaks of its own streams, its place is
 * what it announces.
 */
export async function keepMessages(
  db: DataSource,
  member: string,
  { topic, partition, offset, nextOffset, statements, requests }: HeardMessages,
): Promise<void> {
  const counted = [...statements, ...requests].map(({ said, offset: at }) => ({ member: said.member, at }));
  const stated = statements.map(({ said: { member: who, clock, counts }, offset: at, appendedMs }) => ({
    member: who,
    clock,
    ...counts,
    at,
    appendedMs,
  }));
  const places = statements.flatMap(({ said, offset: at, appendedMs }) =>
    [...said.heard, ...said.own].map((place) => ({ ...place, member: said.member, at, appendedMs })),
  );
  const asked = requests.flatMap(({ said }) => said.streams.filter(({ issuer }) => issuer === member));
  const lists = [counted, stated, places, asked].map((rows) => JSON.stringify(rows));
  await db.query(keepStatement, [topic, partition, nextOffset, ...lists, offset]);
}

const keepStatement = `
  with moved as (
    insert into partition_position (topic, partition, next_offset) values ($1, $2, $3)
    on conflict (topic, partition) do update set next_offset = excluded.next_offset where partition_position.next_offset = $8 returning 1
  ), counted as (
    insert into member_said (topic, member, record_offset)
    select distinct on (member) $1, member, at from json_to_recordset($4::json) as c ("member" text, "at" bigint) order by member, at desc
    on conflict (topic, member) do update set record_offset = excluded.record_offset
  ), kept as (
    insert into member_statement (member, clock, appended_at, parked, unverified, held)
    select distinct on (member) member, clock, to_timestamp("appendedMs" / 1000), parked, unverified, held from json_to_recordset($5::json) as s
      ("member" text, "clock" timestamptz, "parked" bigint, "unverified" bigint, "held" bigint, "at" bigint, "appendedMs" float8)
     order by member, at desc
    on conflict (member) do update
      set (clock, appended_at, heard_at, parked, unverified, held) =
          (excluded.clock, excluded.appended_at, clock_timestamp(), excluded.parked, excluded.unverified, excluded.held)
  ), placed as (
    insert into member_position as m (member, issuer, topic, partition, generation, sequence, head, appended_at, moved_at)
    select distinct on (member, issuer, topic, partition)
           member, issuer, topic, partition, generation, sequence, decode(head, 'hex'), to_timestamp("appendedMs" / 1000), clock_timestamp()
      from json_to_recordset($6::json) as p
      ("member" text, "issuer" text, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "head" text, "at" bigint, "appendedMs" float8)
     order by member, issuer, topic, partition, at desc
    on conflict (member, issuer, topic, partition) do update
      set (generation, sequence, head, appended_at, moved_at) =
          (excluded.generation, excluded.sequence, excluded.head, excluded.appended_at, case when m.head = excluded.head then m.moved_at else excluded.moved_at end)
  ), lowest as (
    select topic, partition, min(case when a.generation < h.generation then 0 else a.sequence end) as from_sequence
      from json_to_recordset($7::json) as a ("topic" text, "partition" int, "generation" bigint, "sequence" bigint) join stream_head h using (topic, partition)
     where a.generation <= h.generation group by topic, partition
  ), lowered as (
    update stream_head h set resend_from = least(coalesce(h.resend_from, l.from_sequence), l.from_sequence)
      from lowest l where (h.topic, h.partition) = (l.topic, l.partition)
  )
  select case when not exists (select from moved) then fenced_out() end`;

/** How far this member has read a protocol topic. */
export async function readTo(db: DataSource, topic: string): Promise<number> {
  const [row] = await db.query<{ next: number }[]>(
    'select next_offset::float8 as next from partition_position where topic = $1 and partition = 0',
    [topic],
  );
  return row?.next ?? 0;
}

/** What this member would say now. */
export type OwnStanding = Pick<Statement, 'heard' | 'own' | 'counts'>;

export async function ownStanding(db: DataSource, member: string): Promise<OwnStanding> {
  const place = `topic, partition, generation::float8 as generation, sequence::float8 as sequence, encode(head, 'hex') as head`;
  const [row] = await db.query<[OwnStanding]>(
    `select (select coalesce(json_agg(h), '[]') from (select issuer, ${place} from stream_position where issuer <> $1) h) as heard,
            (select coalesce(json_agg(o), '[]') from (select $1::text as issuer, ${place} from stream_head) o) as own,
            (select json_build_object('parked', (select count(*) from parked where closed_at is null),
                                      'unverified', (select coalesce(sum(unverified_count), 0) from partition_position), 'held', 0)) as counts`,
    [member],
  );
  return row;
}

/**
 * Owners' announced heads beyond which this member has heard less, some time after they were announced. Its contracts say what it should hear: a
 * database that was restored from before its first reading has no position to tell.
 */
export async function announcedBeyond(
  db: DataSource,
  { member, hears }: { readonly member: string; readonly hears: readonly string[] },
  patienceMs: number,
): Promise<readonly (Stream & Position)[]> {
  return db.query<(Stream & Position)[]>(
    `select a.issuer, a.topic, a.partition, a.generation::float8 as generation, a.sequence::float8 as sequence, encode(a.head, 'hex') as head
       from member_position a left join stream_position s using (issuer, topic, partition)
      where a.member = a.issuer and a.issuer <> $1 and a.moved_at < clock_timestamp() - make_interval(secs => $2 / 1000.0)
        and (a.generation, a.sequence) > (coalesce(s.generation, 1), coalesce(s.sequence, 0)) and a.topic = any ($3)`,
    [member, patienceMs, hears],
  );
}

/** Where this member stands in some streams, for a request. */
export async function standingIn(db: DataSource, streams: readonly Stream[]): Promise<ReadonlyMap<string, Position>> {
  const rows = await db.query<(Stream & { generation: number; sequence: number; head: string })[]>(
    `select issuer, topic, partition, generation::float8 as generation, sequence::float8 as sequence, encode(head, 'hex') as head
       from stream_position join json_to_recordset($1::json) as a (issuer text, topic text, partition int) using (issuer, topic, partition)`,
    [JSON.stringify(streams)],
  );
  return new Map(rows.map(({ issuer, topic, partition, ...position }) => [`${issuer}/${topic}/${partition}`, position]));
}

/** Members that hear a stream of ours but stand still behind what Kafka acknowledged: it is sent to them again unasked. */
export async function resendToThoseWhoStandStill(db: DataSource, member: string, standStillMs: number): Promise<number> {
  const [, count] = await db.query<[unknown[], number]>(
    `update stream_head h set resend_from = case when p.generation < h.generation then 0 else p.sequence end
       from (select distinct on (topic, partition) topic, partition, generation, sequence from member_position m join member_statement s using (member)
              where issuer = $1 and member <> $1 and moved_at < clock_timestamp() - make_interval(secs => $2 / 1000.0)
                and s.heard_at > clock_timestamp() - make_interval(secs => $2 / 1000.0)
              order by topic, partition, generation, sequence) p
      where (h.topic, h.partition) = (p.topic, p.partition) and h.resend_from is null
        and (p.generation, p.sequence) < (h.generation, h.acked_sequence) and h.moved_at < clock_timestamp() - make_interval(secs => $2 / 1000.0)`,
    [member, standStillMs],
  );
  return count;
}

/** Members from whom nothing was heard for so long, and members whose clock differs from the broker's. */
export async function troubledMembers(
  db: DataSource,
  member: string,
  { silenceMs, skewMs }: { silenceMs: number; skewMs: number },
): Promise<{ readonly silent: readonly string[]; readonly skewed: readonly string[] }> {
  const rows = await db.query<{ member: string; silent: boolean; skewed: boolean }[]>(
    `select member, heard_at < clock_timestamp() - make_interval(secs => $2 / 1000.0) as silent, abs(extract(epoch from clock - appended_at)) * 1000 > $3 as skewed
       from member_statement where member <> $1`,
    [member, silenceMs, skewMs],
  );
  const named = (is: 'silent' | 'skewed'): readonly string[] => rows.filter((row) => row[is]).map((row) => row.member);
  return { silent: named('silent'), skewed: named('skewed') };
}
