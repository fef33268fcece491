import kafkajs, { type EachBatchPayload } from 'kafkajs';
import pg from 'pg';

import { stopWhenAsked, untilTold } from '../load.js';
import { databaseOptions, kafkaOptions, topic } from './place.js';
import { schema } from './outbox.js';

/** P4: the newest event of each fact in a batch, one upsert, one place; nothing is checked. */
const pool = new pg.Pool({ ...databaseOptions(), max: 4 });
await pool.query(schema);

const mergeSql = `
  with heard as (
    insert into fact (fact_id, version, document) select * from unnest($1::uuid[], $2::bigint[], $3::text[]) as h (fact_id, version, document) order by fact_id
    on conflict (fact_id) do update set (version, document) = (excluded.version, excluded.document) where fact.version < excluded.version
  )
  insert into place values ($4, $5, $6) on conflict (topic, partition) do update set next = excluded.next`;

interface Wire {
  readonly factid: string;
  readonly factversion: string;
}

async function apply({ batch }: EachBatchPayload): Promise<void> {
  const newest = new Map<string, { version: number; document: string }>();
  for (const { value } of batch.messages) {
    const document = (value ?? Buffer.alloc(0)).toString('utf8');
    const { factid, factversion } = JSON.parse(document) as Wire;
    const version = Number(factversion);
    if ((newest.get(factid)?.version ?? 0) < version) newest.set(factid, { version, document });
  }
  const facts = [...newest];
  await pool.query({
    name: 'merge',
    text: mergeSql,
    values: [
      facts.map(([id]) => id),
      facts.map(([, { version }]) => version),
      facts.map(([, { document }]) => document),
      batch.topic,
      batch.partition,
      Number(batch.lastOffset()) + 1,
    ],
  });
}

const consumer = new kafkajs.Kafka(kafkaOptions('limit')).consumer({
  groupId: `${process.argv[2]}.limit`,
  maxWaitTimeInMs: 250,
  maxBytesPerPartition: 1_048_576,
  maxBytes: 4 * 1_048_576,
});
await consumer.connect();
await consumer.subscribe({ topics: [topic], fromBeginning: true });
await untilTold();
consumer.on(consumer.events.GROUP_JOIN, () => process.send?.('ready'));
await consumer.run({ eachBatch: apply, partitionsConsumedConcurrently: 6 });

stopWhenAsked(async () => {
  await consumer.disconnect();
  await pool.end();
});
