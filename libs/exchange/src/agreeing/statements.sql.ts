import type { DataSource } from 'typeorm';

import type { ResendRequest, Statement } from '../protocol/statement.js';
import type { Position, Stream } from '../protocol/stream.js';

export interface HeardStatement {
  readonly statement: Statement;
  /** When the broker appended it, unix ms: one clock for all. */
  readonly appendedMs: number;
}

export interface HeardMessages {
  readonly topic: string;
  readonly partition: number;
  /** From which they were read on, and from which what comes later is read. */
  readonly offset: number;
  readonly nextOffset: number;
  readonly statements: readonly HeardStatement[];
  readonly requests: readonly ResendRequest[];
}

/**
 * Keeps what members say about where they stand, and what they ask of this one; one statement. Of each member the highest number counts. Where a
 * member speaks of its own streams, its place is what it announces.
 */
export async function keepMessages(
  db: DataSource,
  member: string,
  { topic, partition, offset, nextOffset, statements, requests }: HeardMessages,
): Promise<void> {
  const said = statements.map(({ statement: { member: who, number, clock, counts }, appendedMs }) => ({
    member: who,
    number,
    clock,
    ...counts,
    appendedMs,
  }));
  const places = statements.flatMap(({ statement, appendedMs }) =>
    [...statement.heard, ...statement.own].map((place) => ({ ...place, member: statement.member, number: statement.number, appendedMs })),
  );
  const asked = requests.flatMap((request) =>
    request.streams
      .filter(({ issuer }) => issuer === member)
      .map((place) => ({ ...place, member: request.member, number: request.number })),
  );
  const asking = requests
    .filter((request) => request.member === member || request.streams.some(({ issuer }) => issuer === member))
    .map((request) => ({ member: request.member, number: request.number }));
  const lists = [said, places, asked, asking].map((rows) => JSON.stringify(rows));
  await db.query(keepStatement, [topic, partition, nextOffset, ...lists, offset]);
}

const keepStatement = `
  with moved as (
    insert into partition_position (topic, partition, next_offset) values ($1, $2, $3)
    on conflict (topic, partition) do update set next_offset = excluded.next_offset where partition_position.next_offset = $8 returning 1
  ), said as (
    select distinct on (member) * from json_to_recordset($4::json) as s
      ("member" text, "number" bigint, "clock" timestamptz, "parked" bigint, "unverified" bigint, "held" bigint, "appendedMs" float8)
     order by member, number desc
  ), kept as (
    insert into member_statement (member, number, clock, appended_at, parked, unverified, held)
    select member, number, clock, to_timestamp("appendedMs" / 1000), parked, unverified, held from said
    on conflict (member) do update
      set (number, clock, appended_at, heard_at, parked, unverified, held) =
          (excluded.number, excluded.clock, excluded.appended_at, clock_timestamp(), excluded.parked, excluded.unverified, excluded.held)
     where member_statement.number < excluded.number
  ), places as (
    select distinct on (member, issuer, topic, partition) * from json_to_recordset($5::json) as p
      ("member" text, "number" bigint, "issuer" text, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "head" text, "appendedMs" float8)
     order by member, issuer, topic, partition, number desc
  ), placed as (
    insert into member_position as m (member, issuer, topic, partition, generation, sequence, head, number, appended_at, moved_at)
    select member, issuer, topic, partition, generation, sequence, decode(head, 'hex'), number, to_timestamp("appendedMs" / 1000), clock_timestamp() from places
    on conflict (member, issuer, topic, partition) do update
      set (generation, sequence, head, number, appended_at, moved_at) =
          (excluded.generation, excluded.sequence, excluded.head, excluded.number, excluded.appended_at, case when m.head = excluded.head then m.moved_at else excluded.moved_at end)
     where m.number < excluded.number
  ), asked as (
    select a.* from json_to_recordset($6::json) as a
      ("member" text, "number" bigint, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "head" text)
  ), fresh as (
    insert into member_number (member, number)
    select member, max(number) from json_to_recordset($7::json) as r ("member" text, "number" bigint) group by member
    on conflict (member) do update set number = excluded.number where member_number.number < excluded.number
    returning member, number
  ), lowest as (
    select topic, partition, min(case when a.generation < h.generation then 0 else a.sequence end) as from_sequence
      from asked a join fresh using (member) join stream_head h using (topic, partition)
     where a.generation <= h.generation group by topic, partition
  ), lowered as (
    update stream_head h set resend_from = least(coalesce(h.resend_from, l.from_sequence), l.from_sequence)
      from lowest l where (h.topic, h.partition) = (l.topic, l.partition)
  )
  select case when not exists (select from moved) then fenced_out() end`;

/** What this member would say now. */
export interface OwnStanding extends Pick<Statement, 'heard' | 'own' | 'counts'> {
  /** The highest number with which it said or asked anything, here or as it heard itself; 0 for nothing. */
  readonly saidLast: number;
}

export async function ownStanding(db: DataSource, member: string): Promise<OwnStanding> {
  const place = `topic, partition, generation::float8 as generation, sequence::float8 as sequence, encode(head, 'hex') as head`;
  const [row] = await db.query<[OwnStanding]>(
    `select (select coalesce(json_agg(h), '[]') from (select issuer, ${place} from stream_position where issuer <> $1) h) as heard,
            (select coalesce(json_agg(o), '[]') from (select $1::text as issuer, ${place} from stream_head) o) as own,
            (select json_build_object('parked', (select count(*) from parked where closed_at is null),
                                      'unverified', (select coalesce(sum(unverified_count), 0) from partition_position), 'held', 0)) as counts,
            greatest((select number from member_statement where member = $1), (select number from member_number where member = $1), 0)::float8
              as "saidLast"`,
    [member],
  );
  return row;
}

/** The number for what this member says next: higher than all before, whichever instance said it and wherever the clock stands now. */
export async function takeNumber(db: DataSource, member: string, systemMs: number): Promise<number> {
  const [row] = await db.query<[{ number: number }]>(
    `insert into member_number as n (member, number)
     select $1, greatest($2::bigint, (select number + 1 from member_statement where member = $1))
     on conflict (member) do update set number = greatest(n.number + 1, excluded.number) returning number::float8 as number`,
    [member, Math.floor(systemMs)],
  );
  return row.number;
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
