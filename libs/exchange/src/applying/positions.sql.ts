import type { DataSource } from 'typeorm';

import { streamKey, type Position } from '../protocol/stream.js';
import { unknownKey, type PartitionState } from './fold.js';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export const partitionKey = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Where this member stands in some partitions; a partition that was never read starts at 0. */
export async function readPositions(db: DataSource, partitions: readonly TopicPartition[]): Promise<ReadonlyMap<string, PartitionState>> {
  const asked = JSON.stringify(partitions);
  await db.query(
    `insert into partition_position (topic, partition, next_offset)
     select topic, partition, 0 from json_to_recordset($1::json) as a (topic text, partition int) order by 1, 2 on conflict do nothing`,
    [asked],
  );
  const rows = await db.query<{ topic: string; partition: number; next_offset: string; last_record: string | null; mark: string | null }[]>(
    `select topic, partition, next_offset, encode(mark, 'hex') as mark, encode(last_record, 'hex') as last_record
       from partition_position join json_to_recordset($1::json) as a (topic text, partition int) using (topic, partition)`,
    [asked],
  );
  const streams = await db.query<
    { issuer: string; topic: string; partition: number; generation: string; sequence: string; head: string }[]
  >(
    `select issuer, topic, partition, generation, sequence, encode(head, 'hex') as head
       from stream_position join json_to_recordset($1::json) as a (topic text, partition int) using (topic, partition)`,
    [asked],
  );
  const places = new Map<string, Map<string, Position>>();
  for (const { generation, sequence, head, ...stream } of streams) {
    const own = places.get(partitionKey(stream)) ?? new Map<string, Position>();
    places.set(partitionKey(stream), own.set(streamKey(stream), { generation: Number(generation), sequence: Number(sequence), head }));
  }
  return new Map(
    rows.map((row) => [
      partitionKey(row),
      {
        nextOffset: Number(row.next_offset),
        mark: row.mark,
        lastRecord: row.last_record,
        streams: places.get(partitionKey(row)) ?? new Map(),
      },
    ]),
  );
}

/** A key by which somebody signs, or claims to. */
export interface NamedKey {
  readonly issuer: string;
  readonly keyId: string;
}

/** Keys that were not known when records that they signed were read. */
export async function keysWaitedFor(db: DataSource): Promise<readonly NamedKey[]> {
  const rows = await db.query<{ issuer: string; kid: string }[]>(
    `select distinct issuer, headers->>'kid' as kid from unverified where reason = $1 and issuer is not null and headers ? 'kid' order by 1, 2`,
    [unknownKey],
  );
  return rows.map(({ issuer, kid }) => ({ issuer, keyId: Buffer.from(kid, 'hex').toString('utf8') }));
}

/** Goes back to the first record that waits for one of these keys, in every partition that has one. @returns whether there were any */
export async function goBackTo(db: DataSource, known: readonly NamedKey[]): Promise<boolean> {
  const keys = known.map(({ issuer, keyId }) => ({ issuer, kid: Buffer.from(keyId, 'utf8').toString('hex') }));
  const [, count] = await db.query<[unknown[], number]>(
    `with named as (
       select distinct u.topic, u.partition, u.issuer
         from unverified u join json_to_recordset($2::json) as k (issuer text, kid text) on (u.issuer, u.headers->>'kid') = (k.issuer, k.kid) where u.reason = $1
     ), waiting as (
       delete from unverified u using named n where (u.topic, u.partition, u.issuer) = (n.topic, n.partition, n.issuer) and u.reason = $1
       returning u.topic, u.partition, u.record_offset
     )
     update partition_position p set next_offset = least(p.next_offset, w.first), last_record = null, mark = sha256(coalesce(p.mark, '') || 'back'),
            unverified_count = greatest(p.unverified_count - w.count, 0)
       from (select topic, partition, min(record_offset) as first, count(*) as count from waiting group by topic, partition) w
      where (p.topic, p.partition) = (w.topic, w.partition)`,
    [unknownKey, JSON.stringify(keys)],
  );
  return count > 0;
}
