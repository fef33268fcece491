import type { DataSource, EntityManager } from 'typeorm';

import type { Leaf } from '../protocol/digest.js';
import { rewind, type BeyondPlace } from '../protocol/rewind.js';
import type { SealedVersion } from '../protocol/seal.js';
import type { Position, Stream } from '../protocol/stream.js';
import { leavesSql, sumSql, type Holding } from './holding.sql.js';

/** What a member must hold at its positions, or why that cannot be said now. */
export type Expected = Pick<Holding, 'facts' | 'digest' | 'buckets'> | { readonly later: string };

export interface AtPlaces {
  readonly kind: string;
  /** All own streams of the kind's events, whether or not the member has heard of them. */
  readonly topics: readonly string[];
  readonly streams: readonly (Stream & Position)[];
}

/** The owner's own digest of one kind, computed as of the positions of somebody who may be behind. */
export function expectedAt(db: DataSource, issuer: string, places: AtPlaces): Promise<Expected> {
  return db.transaction('REPEATABLE READ', async (snapshot) => {
    const later = await cannotSay(snapshot, places);
    if (later) return { later };
    const changed = await changedBeyond(snapshot, places);
    const [sums] = await snapshot.query<[Pick<Holding, 'facts' | 'digest' | 'buckets'>]>(sumSql(leavesSql(expectedSql, `'${issuer}'`)), [
      places.kind,
      JSON.stringify(changed),
    ]);
    return sums;
  });
}

/** The same, fact by fact, for some buckets. */
export function expectedLeavesAt(db: DataSource, places: AtPlaces, buckets: readonly number[]): Promise<readonly Leaf[] | null> {
  return db.transaction('REPEATABLE READ', async (snapshot) => {
    if (await cannotSay(snapshot, places)) return null;
    const changed = await changedBeyond(snapshot, places);
    const rows = await snapshot.query<{ fact_id: string; version: string; hash: string }[]>(
      `select fact_id, version, encode(document_hash, 'hex') as hash from (${expectedSql}) held where get_byte(uuid_send(fact_id), 15) = any ($3::int[])`,
      [places.kind, JSON.stringify(changed), buckets],
    );
    return rows.map(({ fact_id, version, hash }) => ({ factId: fact_id, version: Number(version), documentHash: hash }));
  });
}

/** Sealed facts of a kind, those in $2 replaced by what they were (or left out). */
const expectedSql = `
  select $1::text as kind, fact_id, version, document_hash from sealed_fact s
   where kind = $1 and not exists (select from json_to_recordset($2::json) as c ("factId" uuid) where c."factId" = s.fact_id)
  union all
  select $1::text, "factId", version, decode(hash, 'hex') from json_to_recordset($2::json) as c ("factId" uuid, "version" bigint, "hash" text) where version is not null`;

const placesSql = `json_to_recordset($2::json) as p ("topic" text, "partition" int, "generation" bigint, "sequence" bigint, "head" text)`;

/** "Ask again later" is never "unequal": while in doubt, for an older generation, below the journal, or in the middle of a restated generation. */
async function cannotSay(db: EntityManager, { topics, streams }: AtPlaces): Promise<string | null> {
  const [row] = await db.query<{ later: string | null }[]>(
    `select case
       when not past_is_settled() then 'in doubt'
       when exists (select from own_evidence where topic = any ($1)) then 'in doubt'
       when exists (select from stream_head h left join ${placesSql} using (topic, partition)
                     where h.topic = any ($1) and h.generation <> coalesce(p.generation, 1)) then 'another generation'
       when exists (select from stream_head h join ${placesSql} using (topic, partition) where h.topic = any ($1) and p.sequence > h.sequence) then 'ahead of the owner'
       when exists (select from stream_head h left join ${placesSql} using (topic, partition)
                     where h.topic = any ($1) and coalesce(p.sequence, 0) < h.pruned_up_to) then 'below the journal'
       when exists (select from stream_head h left join ${placesSql} using (topic, partition) join journal j
                           on (j.topic, j.partition, j.generation) = (h.topic, h.partition, h.generation) and j.sequence > coalesce(p.sequence, 0) and j.again
                     where h.topic = any ($1)) then 'a generation is being heard'
     end as later`,
    [topics, JSON.stringify(streams)],
  );
  return row?.later ?? null;
}

async function changedBeyond(
  db: EntityManager,
  { kind, topics, streams }: AtPlaces,
): Promise<readonly { factId: string; version: number | null; hash: string | null }[]> {
  const rows = await db.query<
    {
      fact_id: string;
      version: string;
      previous_version: string | null;
      previous_hash: string | null;
      newest: string;
      newest_hash: string;
    }[]
  >(
    `select j.fact_id, j.version, j.previous_version, encode(j.previous_hash, 'hex') as previous_hash, s.version as newest, encode(s.document_hash, 'hex') as newest_hash
       from stream_head h left join ${placesSql} using (topic, partition)
       join journal j on (j.topic, j.partition, j.generation) = (h.topic, h.partition, h.generation) and j.sequence > coalesce(p.sequence, 0) and not j.again
       join sealed_fact s on (s.fact_id, s.kind) = (j.fact_id, j.kind)
      where h.topic = any ($1) and j.kind = $3`,
    [topics, JSON.stringify(streams), kind],
  );
  const newest = new Map(
    rows.map((row): [string, SealedVersion] => [row.fact_id, { version: Number(row.newest), documentHash: row.newest_hash }]),
  );
  const beyond = rows.map((row): BeyondPlace => ({
    factId: row.fact_id,
    version: Number(row.version),
    before: row.previous_hash === null ? null : { version: Number(row.previous_version), documentHash: row.previous_hash },
  }));
  return [...rewind(newest, beyond)].map(([factId, held]) => ({
    factId,
    version: held?.version ?? null,
    hash: held?.documentHash ?? null,
  }));
}
