import { catalogue } from '@timpora/contracts';
import { createLogger, createMetrics } from '@timpora/observing';
import type { DataSource, EntityManager } from 'typeorm';

import { eventually } from '../../../../test/eventually.js';
import { anExchange, type TestExchange } from '../../../../test/exchange/an-exchange.js';
import { Alarms } from '../alarms.js';
import { fold, type PartitionState } from '../applying/fold.js';
import { mergeFacts, nothingToMerge } from '../applying/merge-facts.sql.js';
import { partitionKey, readPositions } from '../applying/positions.sql.js';
import { newId } from '../ids.js';
import { anEvent, exchangeId, Writer } from '../protocol/a-writer.kit.js';
import { sha256 } from '../protocol/chain.js';
import { writeDocument, type FactDocument } from '../protocol/document.js';
import { streamsToSettle } from './past.sql.js';
import { settlePast } from './settle-past.js';

describe('settling the past of an own stream', () => {
  let x: TestExchange;
  let db: DataSource;
  let writer: Writer;
  let alarms: Alarms;

  beforeEach(async () => {
    x = await anExchange();
    ({ db } = x.members.imigrasi.exchange);
    writer = new Writer();
    const log = createLogger({ member: 'imigrasi', level: 'silent', destination: { write: () => undefined } });
    alarms = new Alarms(db, log, createMetrics('imigrasi'));
  });
  afterEach(async () => {
    await alarms.written();
    await x.stop();
  });

  /** The member reads in Kafka what it had published and does not know any more. */
  async function readBack(...events: readonly FactDocument[]): Promise<void> {
    const { topic, partition } = writer.stream;
    const state = (await readPositions(db, [{ topic, partition }])).get(partitionKey({ topic, partition })) as PartitionState;
    const reader = { member: 'imigrasi', catalogue, trust: writer.trust } as const;
    await mergeFacts(db, fold(reader, state, { topic, partition, records: writer.write(...events) }));
  }
  const settle = (): Promise<void> =>
    db.transaction((manager) =>
      settlePast({ db: manager, exchangeId, epoch: 0, alarms, now: '2026-11-25T06:00:00.000Z', timers: [] }, writer.stream, true),
    );
  /** Settles while another transaction is open that settling has to wait for; then that one commits. */
  async function settleDuring(other: (manager: EntityManager) => Promise<unknown>, meanwhile: () => Promise<void>): Promise<void> {
    let settling: Promise<void> = Promise.resolve();
    await db.transaction(async (manager) => {
      await other(manager);
      settling = settle();
      settling.catch(() => undefined);
      const waits = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await eventually(async () => (await db.query<unknown[]>(waits)).length, 1);
      await meanwhile();
    });
    await settling;
  }
  const view = async (): Promise<readonly string[]> =>
    (await db.query<{ says: string }[]>(`select version || ' ' || (body->>'purposeGroup') as says from fact order by says`)).map(
      ({ says }) => says,
    );

  it('leaves what is found meanwhile for the next time', async () => {
    await readBack(anEvent());
    await settleDuring(
      (manager) => manager.query('select from relay_lease for update'),
      () => readBack(anEvent({ id: newId(), factId: newId() })),
    );
    expect(await view()).toEqual(['1 WORK']);
    expect(await streamsToSettle(db.manager, 'imigrasi')).toEqual([{ topic: 'permit-issued', partition: 0 }]);
    await settle();
    expect(await view()).toEqual(['1 WORK', '1 WORK']);
    expect(await streamsToSettle(db.manager, 'imigrasi')).toEqual([]);
  });

  it('begins again when the same version was committed meanwhile, and then answers it with the next', async () => {
    const ours = anEvent({ id: newId(), body: { ...anEvent().body, purposeGroup: 'FAMILY' } });
    const text = writeDocument(ours);
    const fact = {
      document: ours,
      text,
      documentHash: sha256(Buffer.from(text)),
      place: { ...writer.stream, generation: null, sequence: null },
    };
    await readBack(anEvent());
    const settling = settleDuring(
      (manager) => mergeFacts(manager, { ...nothingToMerge, facts: [fact] }),
      () => Promise.resolve(),
    );
    await expect(settling).rejects.toMatchObject({ name: 'Overtaken' });
    await settle();
    expect(await view()).toEqual(['2 FAMILY']);
    expect(await db.query('select version from outbox')).toEqual([{ version: '2' }]);
  });
});
