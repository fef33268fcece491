import type { DataSource, EntityManager } from 'typeorm';

import type { Sealed, SealedVersion, Unsealed } from '../protocol/seal.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';

interface OutboxRow {
  id: string;
  topic: string;
  partition: number;
  kind: string;
  fact_id: string;
  version: string;
  document: string;
  traceparent: string | null;
  sealed_version: string | null;
  sealed_hash: string | null;
}

export interface Waiting {
  readonly unsealed: readonly Unsealed[];
  readonly versions: ReadonlyMap<string, SealedVersion>;
}

/** What is committed and has no place yet, oldest first: by state, never by a cursor over ids, which would skip late commits. */
export async function readOutbox(db: DataSource, limit: number): Promise<Waiting> {
  const rows = await db.query<OutboxRow[]>(
    `select o.id, o.topic, o.partition, o.kind, o.fact_id, o.version, o.document, o.traceparent, s.version as sealed_version, encode(s.document_hash, 'hex') as sealed_hash
       from outbox o left join sealed_fact s on (s.fact_id, s.kind) = (o.fact_id, o.kind)
      order by o.id limit $1`,
    [limit],
  );
  return {
    unsealed: rows.map(({ id, fact_id, version, ...row }) => ({
      outboxId: id,
      topic: row.topic,
      partition: row.partition,
      kind: row.kind,
      factId: fact_id,
      version: Number(version),
      document: row.document,
      ...(row.traceparent !== null && { traceparent: row.traceparent }),
    })),
    versions: new Map(
      rows.flatMap((row) =>
        row.sealed_hash ? [[`${row.kind}/${row.fact_id}`, { version: Number(row.sealed_version), documentHash: row.sealed_hash }]] : [],
      ),
    ),
  };
}

/** Where each own stream stands: sealed up to, and acknowledged by Kafka up to. */
export interface Head extends Position {
  readonly ackedSequence: number;
}

export async function readHeads(db: DataSource | EntityManager, issuer: string): Promise<Map<string, Head>> {
  const rows = await db.query<
    { topic: string; partition: number; generation: string; sequence: string; head: string; acked_sequence: string }[]
  >(`select topic, partition, generation, sequence, encode(head, 'hex') as head, acked_sequence from stream_head`);
  return new Map(
    rows.map(({ topic, partition, head, ...row }) => [
      streamKey({ issuer, topic, partition }),
      { generation: Number(row.generation), sequence: Number(row.sequence), head, ackedSequence: Number(row.acked_sequence) },
    ]),
  );
}

export interface SealFence {
  /** The lease epoch under which this relay works. */
  readonly epoch: number;
  /** The streams as this relay knows them; one that is absent is at generation 1, sequence 0. */
  readonly was: ReadonlyMap<string, Position>;
  readonly will: readonly (Stream & Position & { readonly acknowledged?: number })[];
}

/**
 * Writes documents into the journal, each with its place, and takes them out of the outbox; one statement.
 * @throws SQLSTATE `TX001` when another relay holds the lease or moved one of the heads; nothing is written
 */
export async function writeSealed(db: DataSource | EntityManager, sealed: readonly Sealed[], fence: SealFence): Promise<void> {
  const heads = fence.will.map((place) => {
    const was = fence.was.get(streamKey(place));
    return { ...place, wasGeneration: was?.generation ?? 1, wasSequence: was?.sequence ?? 0 };
  });
  const rows = sealed.map(({ before, documentHash, ...row }) => ({
    ...row,
    hash: documentHash,
    beforeVersion: before?.version ?? null,
    beforeHash: before?.documentHash ?? null,
  }));
  await db.query(sealStatement, [JSON.stringify(heads), JSON.stringify(rows), fence.epoch]);
}

const sealStatement = `
  with heads as materialized (
    select * from json_to_recordset($1::json) as h
      ("topic" text, "partition" int, "generation" bigint, "sequence" bigint, "head" text, "acknowledged" bigint, "wasGeneration" bigint, "wasSequence" bigint)
  ), leased as materialized (
    select 1 from relay_lease where epoch = $3 for share
  ), moved as (
    insert into stream_head as s (topic, partition, generation, sequence, head, acked_sequence)
    select topic, partition, generation, sequence, decode(head, 'hex'), coalesce(acknowledged, 0) from heads
    on conflict (topic, partition) do update
      set (generation, sequence, head, moved_at) = (excluded.generation, excluded.sequence, excluded.head, excluded.moved_at),
          acked_sequence = case when excluded.generation > s.generation then 0
                                else greatest(s.acked_sequence, (select acknowledged from heads h where (h.topic, h.partition) = (s.topic, s.partition))) end,
          pruned_up_to = case when excluded.generation > s.generation then 0 else s.pruned_up_to end,
          resend_from = case when excluded.generation > s.generation then null else s.resend_from end
     where (s.generation, s.sequence) = (select "wasGeneration", "wasSequence" from heads h where (h.topic, h.partition) = (s.topic, s.partition))
    returning (select "wasSequence" from heads h where (h.topic, h.partition) = (s.topic, s.partition)) as was, (xmax = 0) as inserted
  ), rows as materialized (
    select * from json_to_recordset($2::json) as r
      ("outboxId" bigint, "topic" text, "partition" int, "generation" bigint, "sequence" bigint, "kind" text, "factId" uuid, "version" bigint, "again" boolean,
       "beforeVersion" bigint, "beforeHash" text, "document" text, "hash" text, "prev" text, "head" text)
  ), journalled as (
    insert into journal (topic, partition, generation, sequence, kind, fact_id, version, again, previous_version, previous_hash, document, document_hash, prev, head)
    select topic, partition, generation, sequence, kind, "factId", version, again, "beforeVersion", decode("beforeHash", 'hex'), document,
           decode(hash, 'hex'), decode(prev, 'hex'), decode(head, 'hex') from rows
  ), newest as (
    select distinct on ("factId", kind) * from rows where not again order by "factId", kind, version desc
  ), noted as (
    insert into sealed_fact (fact_id, kind, version, document_hash, topic, partition)
    select "factId", kind, version, decode(hash, 'hex'), topic, partition from newest
    on conflict (fact_id, kind) do update
      set (version, document_hash, topic, partition) = (excluded.version, excluded.document_hash, excluded.topic, excluded.partition)
     where sealed_fact.version < excluded.version
  ), taken as (
    delete from outbox o using rows r where o.id = r."outboxId" and o.document = r.document returning 1
  )
  select case when (select count(*) from leased) = 0
                or (select count(*) from moved where was = 0 or not inserted) < json_array_length($1::json)
                or (select count(*) from taken) < (select count("outboxId") from rows)
              then fenced_out() end`;

/** A sealed event as the relay sends it. */
export type Unacknowledged = Pick<
  Sealed,
  'topic' | 'partition' | 'generation' | 'sequence' | 'factId' | 'document' | 'prev' | 'head' | 'traceparent'
>;

/** What is sealed and not acknowledged by Kafka, in order per stream. */
export async function readUnacknowledged(db: DataSource, limit: number): Promise<readonly Unacknowledged[]> {
  const rows = await db.query<
    (Omit<Unacknowledged, 'generation' | 'sequence' | 'factId'> & { generation: string; sequence: string; fact_id: string })[]
  >(
    `select j.topic, j.partition, j.generation, j.sequence, j.fact_id, j.document, encode(j.prev, 'hex') as prev, encode(j.head, 'hex') as head
       from stream_head h join journal j on (j.topic, j.partition, j.generation) = (h.topic, h.partition, h.generation) and j.sequence > h.acked_sequence
      where h.acked_sequence < h.sequence order by j.topic, j.partition, j.sequence limit $1`,
    [limit],
  );
  return rows.map(({ generation, sequence, fact_id, ...row }) => ({
    ...row,
    generation: Number(generation),
    sequence: Number(sequence),
    factId: fact_id,
  }));
}

export interface Acknowledged {
  readonly topic: string;
  readonly partition: number;
  readonly generation: number;
  readonly sequence: number;
  /** Kafka's offset of that record. */
  readonly offset: number;
}

/** Notes what Kafka has. May be lost in a crash without harm: the same bytes are then sent again. */
export const noteAcknowledged = (db: DataSource, acknowledged: readonly Acknowledged[]): Promise<unknown> =>
  db.query(
    `update stream_head h set acked_sequence = a.sequence, acked_offset = a."offset"
       from json_to_recordset($1::json) as a ("topic" text, "partition" int, "generation" bigint, "sequence" bigint, "offset" bigint)
      where (h.topic, h.partition, h.generation) = (a.topic, a.partition, a.generation) and h.acked_sequence < a.sequence`,
    [JSON.stringify(acknowledged)],
  );

/**
 * Streams that somebody asked to hear again from an earlier place: what lies behind it counts as unacknowledged. What the journal no longer has
 * is left to a new generation. @returns whether there were any
 */
export async function takeResendRequests(db: DataSource): Promise<boolean> {
  const [, count] = await db.query<[unknown[], number]>(
    'update stream_head set acked_sequence = least(acked_sequence, resend_from), resend_from = null where resend_from >= pruned_up_to',
  );
  return count > 0;
}
