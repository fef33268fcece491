import { setTimeout as sleep } from 'node:timers/promises';

import kafkajs from 'kafkajs';
import pg from 'pg';

import { partitions } from '../facts.js';
import { serve, untilTold } from '../load.js';
import { outboxAuthor, schema } from './outbox.js';
import { databaseOptions, kafkaOptions, topic } from './place.js';

/** P4, the hand-written limit: an outbox, a relay that does nothing but carry, no duty at all. */
const pool = new pg.Pool({ ...databaseOptions(), max: 20 });
await pool.query(schema);
const producer = new kafkajs.Kafka(kafkaOptions('limit-relay')).producer({ idempotent: false, maxInFlightRequests: 1 });
await producer.connect();

const pauseMs = Number(process.env['BENCH_RELAY_PAUSE_MS'] ?? 0);
let stopping = false;
let wake: () => void = () => undefined;

async function relay(): Promise<void> {
  while (!stopping) {
    const { rows } = await pool.query<{ id: string; fact_id: string; document: string }>({
      name: 'read',
      text: 'select id, fact_id, document from outbox order by id limit 500',
    });
    if (rows.length === 0) {
      await Promise.race([sleep(20), new Promise<void>((resolve) => (wake = resolve))]);
      continue;
    }
    await producer.send({
      topic,
      acks: -1,
      messages: rows.map(({ fact_id, document }) => ({
        key: fact_id,
        value: document,
        partition: parseInt(fact_id.slice(-8), 16) % partitions,
      })),
    });
    await pool.query({ name: 'sent', text: 'delete from outbox where id = any($1::bigint[])', values: [rows.map(({ id }) => id)] });
    if (pauseMs > 0) await sleep(pauseMs);
  }
}

await untilTold();
const running = relay();
serve(
  outboxAuthor(pool, {
    onCommitted: () => wake(),
    stop: async () => {
      stopping = true;
      wake();
      await running;
      await producer.disconnect();
      await pool.end();
    },
  }),
);
