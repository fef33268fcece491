import type { DataSource, EntityManager } from 'typeorm';

import type { FactDocument } from '../protocol/document.js';
import type { OwnRecord } from '../protocol/past.js';
import type { Position, Stream } from '../protocol/stream.js';
import { alsoConcernedBy, concernsOthers } from '../reacting/concerned.sql.js';
import { keptLooks } from '../timing/looks.sql.js';
import type { Look } from '../timing/timer.js';
import { factRow, ownRow, parkedRow, unverifiedRow } from './merged-rows.js';

/** How far a partition is read now. */
export interface PartitionMove {
  readonly topic: string;
  readonly partition: number;
  /**
   * The mark that the database must still have. Not the offset: when a topic was cut or a database restored, another instance may have come to the
   * same offset with other positions.
   */
  readonly was: string | null;
  readonly mark: string;
  readonly next: number;
  /** Fingerprint of the last record, hex. */
  readonly last: string | null;
  readonly unverified: number;
}

export interface StreamMove extends Stream, Position {}

/** A valid event that may be used: its document, and its place in the stream. */
export interface HeardFact {
  readonly document: FactDocument;
  readonly text: string;
  readonly documentHash: string;
  readonly place: Stream & Position;
}

/** A valid event that cannot be used here. */
export interface ParkedEvent {
  readonly document: FactDocument | null;
  readonly bytes: Buffer;
  readonly documentHash: string;
  readonly place: Stream & Position;
  readonly reason: 'unreadable' | 'unknown-type' | 'breaks-contract' | 'not-storable' | 'contradicts';
  readonly problem: string;
}

/** A record that no valid signature reaches, or that claims what its issuer may not state. */
export interface UnverifiedRecord {
  /** In whose name it was written. */
  readonly issuer: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly reason: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

export interface Group {
  readonly partitions: readonly PartitionMove[];
  readonly streams: readonly StreamMove[];
  readonly facts: readonly HeardFact[];
  readonly parked: readonly ParkedEvent[];
  readonly unverified: readonly UnverifiedRecord[];
  /** Records of own streams, read back from Kafka. */
  readonly own: readonly (OwnRecord & { readonly topic: string; readonly partition: number })[];
}

/** Nothing to write; for those who write only a part. */
export const nothingToMerge: Group = { partitions: [], streams: [], facts: [], parked: [], unverified: [], own: [] };

/** Evidence kept per partition; what comes beyond is counted only, so that junk cannot fill the disk. */
const evidenceKept = 1_000;

/** A fact to merge; one of our own that is not sealed yet has no place. */
export interface MergedFact extends Omit<HeardFact, 'place'> {
  readonly place: Stream & { readonly generation: number | null; readonly sequence: number | null };
  /** When timers look at an own fact; facts of others have none. */
  readonly looks?: readonly Look[];
}

export interface Merged {
  /** Facts that are newer here now. */
  readonly changed: number;
  /** Facts that are held in the same version with other content; kept aside, never overwritten. */
  readonly contradictions: number;
}

/**
 * Moves positions, merges facts and keeps what is parked: one statement, one commit, all or nothing. The version decides, so order and repeats
 * do not matter. Row locks are taken in key order, so two instances that overlap for a moment cannot deadlock.
 * @throws SQLSTATE `TX001` when another instance moved one of the partitions: it raises instead of counting, because a statement that only
 * counted would move the other positions without their facts
 */
export async function mergeFacts(
  db: DataSource | EntityManager,
  { partitions, streams, facts, parked, unverified, own }: Omit<Group, 'facts'> & { readonly facts: readonly MergedFact[] },
): Promise<Merged> {
  const [row] = await db.query<{ changed: string; contradictions: string }[]>(mergeStatement, [
    JSON.stringify(partitions),
    JSON.stringify(streams),
    JSON.stringify(facts.map(factRow)),
    JSON.stringify(parked.map(parkedRow)),
    JSON.stringify(unverified.map(unverifiedRow)),
    JSON.stringify(own.map(ownRow)),
    JSON.stringify(own.map(({ text }) => text)),
  ]);
  return { changed: Number(row?.changed ?? 0), contradictions: Number(row?.contradictions ?? 0) };
}

const contradiction = 'the same version is held with other content';

/** Whether our own fact is held as found, or newer. A place that has left the journal does not tell: a restored database may have had another event there. */
const heldSql = `select from fact f where (f.fact_id, f.issuer, f.kind) = (o."factId", o.issuer, o.kind)
                         and (f.version > o.version or (f.version = o.version and f.document_hash = decode(o.hash, 'hex')))`;

const mergeStatement = `
  with asked as materialized (
    select * from json_to_recordset($1::json) as a ("topic" text, "partition" int, "was" text, "mark" text, "next" bigint, "last" text, "unverified" bigint)
  ), held as materialized (
    select p.topic, p.partition, p.mark from partition_position p join asked using (topic, partition) order by topic, partition for update of p
  ), moved as (
    update partition_position p
       set next_offset = a.next, mark = decode(a.mark, 'hex'), last_record = coalesce(decode(a.last, 'hex'), p.last_record), unverified_count = p.unverified_count + a.unverified
      from asked a join held h using (topic, partition)
     where (p.topic, p.partition) = (a.topic, a.partition) and h.mark is not distinct from decode(a.was, 'hex')
    returning 1
  ), placed as (
    insert into stream_position (issuer, topic, partition, generation, sequence, head)
    select issuer, topic, partition, generation, sequence, decode(head, 'hex')
      from json_to_recordset($2::json) as s (issuer text, topic text, partition int, generation bigint, sequence bigint, head text)
    on conflict (issuer, topic, partition) do update set (generation, sequence, head) = (excluded.generation, excluded.sequence, excluded.head)
  ), heard as materialized (
    select *, decode(hash, 'hex') as document_hash from json_to_recordset($3::json) as f
      ("issuer" text, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "kind" text, "factId" uuid, "version" bigint, "change" text,
       "event" text, "id" uuid, "subjectRef" uuid, "reason" text, "occurredAt" timestamptz, "recordedAt" timestamptz, "document" text, "hash" text, "looks" json)
  ), merged as (
    insert into fact (issuer, kind, fact_id, version, change, event, event_id, subject_ref, reason, document, document_hash, body,
                      occurred_at, recorded_at, known_at, topic, partition, generation, sequence)
    select issuer, kind, "factId", version, change, event, id, "subjectRef", reason, document, document_hash, document::jsonb -> 'data',
           "occurredAt", "recordedAt", clock_timestamp(), topic, partition, generation, sequence
      from heard order by "factId", issuer, kind
    on conflict (fact_id, issuer, kind) do update
      set (changed_in, version, change, event, event_id, subject_ref, reason, document, document_hash, body, occurred_at, recorded_at, known_at, topic, partition, generation, sequence) =
          (excluded.changed_in, excluded.version, excluded.change, excluded.event, excluded.event_id, excluded.subject_ref, excluded.reason, excluded.document, excluded.document_hash,
           excluded.body, excluded.occurred_at, excluded.recorded_at, excluded.known_at, excluded.topic, excluded.partition, excluded.generation, excluded.sequence)
    where fact.version < excluded.version
    returning fact_id, issuer, kind, version, document_hash
  ), marked as (
    insert into due (key, kind)
    select distinct h."subjectRef"::text, h.kind from heard h join merged m on (m.fact_id, m.issuer, m.kind) = (h."factId", h.issuer, h.kind)
      join reacted_kind r on r.kind = h.kind where h."subjectRef" is not null
    union
    select distinct o.key, h.kind from heard h join merged m on (m.fact_id, m.issuer, m.kind) = (h."factId", h.issuer, h.kind)
      join reacted_kind r on r.kind = h.kind ${alsoConcernedBy('h')} where ${concernsOthers('h')} and o.key is not null
  ), looked as materialized (
    select l.name, h."factId"::text as key, l.at
      from heard h join merged m on (m.fact_id, m.issuer, m.kind) = (h."factId", h.issuer, h.kind), json_to_recordset(h.looks) as l ("name" text, "at" timestamptz)
  ), ${keptLooks}, contradicting as (
    select h.* from heard h join fact f on (f.fact_id, f.issuer, f.kind) = (h."factId", h.issuer, h.kind)
     where f.version = h.version and f.document_hash <> h.document_hash
  ), parking as materialized (
    select issuer, topic, partition, generation, sequence, kind, "factId" as fact_id, version, event, reason, problem,
           decode(document, 'hex') as document, decode(hash, 'hex') as document_hash
      from json_to_recordset($4::json) as p
        ("issuer" text, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "kind" text, "factId" uuid, "version" bigint, "event" text,
         "reason" text, "problem" text, "document" text, "hash" text)
    union all
    select issuer, topic, partition, generation, sequence, kind, "factId", version, event, 'contradicts', '${contradiction}',
           convert_to(document, 'UTF8'), document_hash from contradicting
  ), aside as (
    insert into parked (issuer, topic, partition, generation, sequence, kind, fact_id, version, event, reason, problem, document, document_hash, closed_at, closed_as)
    select p.*, newer.closed_at, newer.closed_as
      from parking p left join lateral (
        select clock_timestamp() as closed_at, 'superseded' as closed_as
         where exists (select from fact f where (f.fact_id, f.issuer, f.kind) = (p.fact_id, p.issuer, p.kind) and f.version > p.version)
            or exists (select from merged m where (m.fact_id, m.issuer, m.kind) = (p.fact_id, p.issuer, p.kind) and m.version > p.version)) newer on true
    on conflict (issuer, topic, document_hash) do nothing
  ), recognised as (
    update parked p set reason = 'contradicts', problem = '${contradiction}' from contradicting c
     where (p.issuer, p.topic, p.document_hash) = (c.issuer, c.topic, c.document_hash) and p.closed_at is null
  ), closed as (
    update parked p set closed_at = clock_timestamp(), closed_as = case when p.version = m.version then 'applied' else 'superseded' end
      from merged m
     where (p.fact_id, p.issuer, p.kind) = (m.fact_id, m.issuer, m.kind) and p.closed_at is null
       and (p.version < m.version or (p.version = m.version and p.document_hash = m.document_hash))
  ), evidence as (
    insert into unverified (issuer, topic, partition, record_offset, reason, record_key, value, headers)
    select u.issuer, u.topic, u.partition, "offset", reason, decode("key", 'hex'), decode(value, 'hex'), headers
      from json_to_recordset($5::json) as u ("issuer" text, "topic" text, "partition" int, "offset" bigint, "reason" text, "key" text, "value" text, "headers" jsonb)
      join partition_position p using (topic, partition)
     where p.unverified_count < ${evidenceKept}
    on conflict (topic, partition, record_offset) do nothing
  ), found as (
    insert into own_evidence (topic, partition, generation, sequence, prev, head, record_offset, document, document_hash)
    select o.topic, o.partition, o.generation, o.sequence, decode(o.prev, 'hex'), decode(o.head, 'hex'), "offset", $7::text::json ->> "at", decode(o.hash, 'hex')
      from json_to_recordset($6::json) as o
        ("at" int, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "prev" text, "head" text, "offset" bigint, "hash" text,
         "issuer" text, "kind" text, "factId" uuid, "version" bigint, "opens" boolean)
     where not exists (select from journal j where (j.topic, j.partition, j.generation, j.sequence) = (o.topic, o.partition, o.generation, o.sequence)
                                               and j.head = decode(o.head, 'hex'))
       and not exists (select from stream_head h where (h.topic, h.partition) = (o.topic, o.partition)
                                                   and h.generation = o.generation and o.sequence <= h.pruned_up_to
                                                   and (o.opens or exists (${heldSql})))
    on conflict (topic, partition, head) do nothing
  )
  select case when (select count(*) from moved) < json_array_length($1::json) then fenced_out() end,
         (select count(*) from merged) as changed, (select count(*) from contradicting) as contradictions`;

/** Documents that are JSON to JavaScript but not to jsonb: U+0000, lone surrogates, endless numbers. PostgreSQL is asked, not imitated. */
export async function notStorable(db: DataSource, facts: readonly HeardFact[]): Promise<ReadonlySet<string>> {
  const rows = await db.query<{ hash: string }[]>(
    `select hash from json_to_recordset($1::json) as f (hash text, document text) where not pg_input_is_valid(document, 'jsonb')`,
    [JSON.stringify(facts.map(({ documentHash, text }) => ({ hash: documentHash, document: text })))],
  );
  return new Set(rows.map(({ hash }) => hash));
}
