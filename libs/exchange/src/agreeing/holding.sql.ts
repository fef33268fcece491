import type { DataSource, EntityManager } from 'typeorm';

import type { Leaf } from '../protocol/digest.js';
import type { Position, Stream } from '../protocol/stream.js';

/** What a member holds of one kind from one issuer, and where it stood at that moment. */
export interface Holding {
  readonly issuer: string;
  readonly kind: string;
  readonly streams: readonly (Stream & Position)[];
  readonly facts: number;
  /** SHA-256 over all sorted leaves, hex. */
  readonly digest: string;
  /** The same for each of 256 buckets by fact id; empty text for an empty one. */
  readonly buckets: readonly string[];
}

/** The same leaf as `protocol/digest.ts` makes; a test holds them together. */
export const leafSql = (issuer: string): string =>
  `sha256(convert_to(${issuer} || '/' || kind || '/' || fact_id || '/' || version || '/' || encode(document_hash, 'hex'), 'UTF8'))`;

/** Ids end in random bytes, so the last one spreads facts evenly. */
const bucketSql = 'get_byte(uuid_send(fact_id), 15)';

/** Of each fact the higher version of used and parked: parked facts are held too. */
const heldSql = `select distinct on (fact_id) kind, fact_id, version, document_hash from (
    select kind, fact_id, version, document_hash from fact where (issuer, kind) = ($1, $2)
    union all
    select kind, fact_id, version, document_hash from parked where (issuer, kind) = ($1, $2) and closed_at is null and fact_id is not null and reason <> 'contradicts'
  ) h order by fact_id, version desc`;

/** Sums leaves up to one digest and 256 bucket digests; `leaves` gives the columns bucket and leaf. */
export const sumSql = (leaves: string): string => `
  with leaves as materialized (${leaves}), buckets as (
    select bucket, encode(sha256(string_agg(leaf, ''::bytea order by leaf)), 'hex') as digest from leaves group by bucket
  )
  select (select count(*) from leaves)::int as facts,
         (select encode(sha256(coalesce(string_agg(leaf, ''::bytea order by leaf), ''::bytea)), 'hex') from leaves) as digest,
         (select json_agg(coalesce(b.digest, '') order by n) from generate_series(0, 255) n left join buckets b on b.bucket = n) as buckets`;

export const leavesSql = (held: string, issuer: string): string =>
  `select ${bucketSql} as bucket, ${leafSql(issuer)} as leaf from (${held}) held`;

type Sums = Pick<Holding, 'facts' | 'digest' | 'buckets'>;

/** Positions and digests in one snapshot: lag can never look like disagreement. */
export function holdingOf(
  db: DataSource,
  which: { readonly issuer: string; readonly kind: string; readonly topics: readonly string[] },
): Promise<Holding> {
  const { issuer, kind, topics } = which;
  return db.transaction('REPEATABLE READ', async (snapshot) => {
    const streams = await streamsOf(snapshot, { issuer, topics });
    const [sums] = await snapshot.query<[Sums]>(sumSql(leavesSql(heldSql, '$1')), [issuer, kind]);
    return { issuer, kind, streams, ...sums };
  });
}

/** What is held in some buckets, fact by fact, with the positions of the same moment. */
export function leavesIn(
  db: DataSource,
  which: { readonly issuer: string; readonly kind: string; readonly topics: readonly string[] },
  buckets: readonly number[],
): Promise<Pick<Holding, 'streams'> & { readonly leaves: readonly Leaf[] }> {
  return db.transaction('REPEATABLE READ', async (snapshot) => {
    const streams = await streamsOf(snapshot, which);
    const rows = await snapshot.query<{ fact_id: string; version: string; hash: string }[]>(
      `select fact_id, version, encode(document_hash, 'hex') as hash from (${heldSql}) held where ${bucketSql} = any ($3::int[])`,
      [which.issuer, which.kind, buckets],
    );
    return {
      streams,
      leaves: rows.map(({ fact_id, version, hash }) => ({ factId: fact_id, version: Number(version), documentHash: hash })),
    };
  });
}

/** Where this member stands in an issuer's streams of some topics. */
const streamsOf = (
  db: EntityManager,
  { issuer, topics }: { readonly issuer: string; readonly topics: readonly string[] },
): Promise<(Stream & Position)[]> =>
  db.query<(Stream & Position)[]>(
    `select issuer, topic, partition, generation::float8 as generation, sequence::float8 as sequence, encode(head, 'hex') as head
       from stream_position where issuer = $1 and topic = any ($2) order by topic, partition`,
    [issuer, topics],
  );
