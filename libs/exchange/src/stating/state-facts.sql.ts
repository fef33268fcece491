import { currentTraceparent } from '@timpora/observing';
import type { DataSource, EntityManager } from 'typeorm';

import type { FactDocument } from '../protocol/document.js';
import { alsoConcernedBy, concernsOthers } from '../reacting/concerned.sql.js';
import { keptLooks } from '../timing/looks.sql.js';
import type { Look } from '../timing/timer.js';

/** A new version of a fact, ready to be written: its document, and the stream that will carry it. */
export interface StatedFact {
  readonly event: FactDocument;
  readonly topic: string;
  readonly partition: number;
  readonly document: string;
  readonly documentHash: string;
  /** When its timers look at it. */
  readonly looks: readonly Look[];
}

const row = ({ event, topic, partition, document, documentHash, looks }: StatedFact): Record<string, unknown> => ({
  ...event,
  event: event.type,
  topic,
  partition,
  document,
  hash: documentHash,
  looks,
  traceparent: currentTraceparent(),
});

/** Is there a relay whose past is settled, here or at another instance? Without one nothing can be stated. */
export async function canBeStated(db: DataSource | EntityManager): Promise<boolean> {
  const rows = await db.query<unknown[]>('select 1 where past_is_settled()');
  return rows.length > 0;
}

/**
 * Writes new versions and their outbox rows in one statement: together or not at all. The row lock of the fact puts its versions into the
 * order of their commits.
 * @returns when each became known here
 * @throws SQLSTATE `TX004` while the relay is in doubt, or nobody holds its lease: a restored database may not know its own past. `TX002` when the version that a change was based on is no longer the newest; nothing is written
 */
export async function stateFacts(db: EntityManager, facts: readonly StatedFact[]): Promise<ReadonlyMap<string, Date>> {
  const written = await db.query<{ fact_id: string; known_at: Date }[]>(
    `with stated as materialized (
       select * from json_to_recordset($1::json) as s
         ("issuer" text, "kind" text, "factId" uuid, "version" bigint, "change" text, "event" text, "id" uuid, "subjectRef" uuid, "reason" text,
          "document" text, "hash" text, "occurredAt" timestamptz, "recordedAt" timestamptz, "topic" text, "partition" int, "looks" json, "traceparent" text)
     ), fresh as (
       insert into fact (issuer, kind, fact_id, version, change, event, event_id, subject_ref, reason, document, document_hash, body, occurred_at, recorded_at, known_at, topic, partition)
       select issuer, kind, "factId", version, change, event, id, "subjectRef", reason, document, decode(hash, 'hex'), document::jsonb -> 'data',
              "occurredAt", "recordedAt", clock_timestamp(), topic, partition
         from stated order by "factId"
       on conflict (fact_id, issuer, kind) do update
         set (changed_in, version, change, event, event_id, subject_ref, reason, document, document_hash, body, occurred_at, recorded_at, known_at, topic, partition, generation, sequence) =
             (excluded.changed_in, excluded.version, excluded.change, excluded.event, excluded.event_id, excluded.subject_ref, excluded.reason, excluded.document, excluded.document_hash,
              excluded.body, excluded.occurred_at, excluded.recorded_at, excluded.known_at, excluded.topic, excluded.partition, null, null)
       where fact.version = excluded.version - 1
       returning fact_id, known_at
     ), marked as (
       insert into due (key, kind) select distinct "subjectRef"::text, s.kind from stated s join reacted_kind r on r.kind = s.kind where "subjectRef" is not null
       union
       select distinct o.key, s.kind from stated s join reacted_kind r on r.kind = s.kind ${alsoConcernedBy('s')}
        where ${concernsOthers('s')} and o.key is not null
     ), told as (
       insert into outbox (topic, partition, kind, fact_id, version, document, traceparent)
       select topic, partition, kind, "factId", version, document, traceparent from stated
     ), looked as materialized (
       select l.name, s."factId"::text as key, l.at from stated s, json_to_recordset(s.looks) as l ("name" text, "at" timestamptz)
     ), ${keptLooks}
     select fact_id, known_at,
            case when not (select past_is_settled()) then in_doubt() end,
            case when (select count(*) from fresh) < (select count(*) from stated)
                 then version_conflict((select string_agg("factId"::text, ',') from stated where "factId" not in (select fact_id from fresh))) end
       from (select fact_id, known_at from fresh union all select null, null where not exists (select from fresh)) as result`,
    [JSON.stringify(facts.map(row))],
  );
  return new Map(written.map(({ fact_id, known_at }) => [fact_id, known_at]));
}
