import 'reflect-metadata';

import { ClientKafka } from '@nestjs/microservices';
import pg from 'pg';
import { firstValueFrom } from 'rxjs';

import { serve, untilTold } from '../load.js';
import { outboxAuthor, schema } from './outbox.js';
import { databaseOptions, kafkaOptions, topic } from './place.js';

/** P1, the tutorial way: the outbox is polled every 500 ms, and each row is emitted by Nest's client. */
const pool = new pg.Pool({ ...databaseOptions(), max: 20 });
await pool.query(schema);
const client = new ClientKafka({ client: kafkaOptions('tutorial-relay'), producerOnlyMode: true });
await client.connect();
let polling = Promise.resolve();

async function poll(): Promise<void> {
  const { rows } = await pool.query<{ id: string; fact_id: string; document: string }>(
    'select id, fact_id, document from outbox order by id limit 1000',
  );
  for (const { id, fact_id, document } of rows) {
    await firstValueFrom(client.emit(topic, { key: fact_id, value: document }));
    await pool.query('delete from outbox where id = $1', [id]);
  }
}

await untilTold();
const timer = setInterval(() => void (polling = polling.then(poll)), 500);
serve(
  outboxAuthor(pool, {
    onCommitted: () => undefined,
    stop: async () => {
      clearInterval(timer);
      await polling;
      await client.close();
      await pool.end();
    },
  }),
);
