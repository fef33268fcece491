import { heldDigests, ownCaller } from '@timpora/exchange';
import kafkajs from 'kafkajs';

import { eventually } from '../eventually.js';
import { testStack } from '../stack/test-stack.js';
import { anExchange, type TestExchange } from './an-exchange.js';

const { Kafka, logLevel } = kafkajs;
const clientOf = (user: string, password: string) =>
  new Kafka({
    brokers: [...testStack().kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username: user, password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
  });

describe('a fact on its way', () => {
  let x: TestExchange;
  const digests = async (name: 'imigrasi' | 'polres' | 'disdik') =>
    (await heldDigests(x.members[name].exchange.db, name)).find(({ kind }) => kind === 'note');

  beforeAll(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterAll(() => x.stop());

  it('reaches every entitled member, as bytes that nobody changed', async () => {
    const { factId } = await x.take('hello');
    await eventually(async () => (await x.members.polres.view())[factId], '1 hello');
    await eventually(async () => (await x.members.disdik.view())[factId], '1 hello');
    const documents = await Promise.all(
      Object.values(x.members).map(
        async (member) => (await member.query<{ document: string }>('select document from fact where fact_id = $1', [factId]))[0]?.document,
      ),
    );
    expect(new Set(documents).size).toBe(1);
  });

  it('keeps the highest version at every member, and digests show that all hold the same', async () => {
    const { factId } = await x.take('one');
    for (const text of ['two', 'three', 'four']) await x.change(factId, { text });
    await eventually(async () => (await x.members.polres.view())[factId], '4 four');
    await eventually(() => digests('polres'), await digests('imigrasi'));
    await eventually(() => digests('disdik'), await digests('imigrasi'));
  });

  it('takes the body away everywhere when the fact is retracted', async () => {
    const { factId } = await x.take('to be retracted');
    await x.members.imigrasi.exchange.unitOfWork.run(ownCaller('test'), async (tx) =>
      tx.retract(x.contracts.NoteTaken, await tx.get(x.contracts.Note, factId), 'MISTAKE'),
    );
    await eventually(async () => (await x.members.disdik.view())[factId], '2 -');
  });

  it('goes to one member alone where only that one may know it', async () => {
    const hint = await x.members.polres.exchange.unitOfWork.run(ownCaller('test'), (tx) =>
      tx.state(x.contracts.HintGiven, { text: 'for imigrasi', state: 'OPEN' }),
    );
    await eventually(() => x.members.imigrasi.query(`select fact_id from fact where kind = 'hint'`), [{ fact_id: hint.factId }]);
    expect(await x.members.disdik.query(`select 1 from fact where kind = 'hint'`)).toEqual([]);
  });

  it('cannot be read on the broker by a member that is not entitled, nor be written by one that does not own it', async () => {
    const [event] = x.contracts.catalogue.events;
    const stranger = clientOf('kemenag', 'kemenag-secret').admin();
    await stranger.connect();
    await expect(stranger.fetchTopicMetadata({ topics: [event?.name ?? ''] })).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await stranger.disconnect();
    const reader = clientOf('polres', 'polres-secret').producer();
    await reader.connect();
    await expect(reader.send({ topic: event?.name ?? '', messages: [{ value: 'forged' }] })).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await reader.disconnect();
  });

  it('is used once and in order after its reader was away', async () => {
    await x.members.disdik.stop();
    const { factId } = await x.take('while you were away');
    await x.change(factId, { text: 'changed meanwhile' });
    await x.members.disdik.start();
    await eventually(async () => (await x.members.disdik.view())[factId], '2 changed meanwhile');
    await eventually(() => digests('disdik'), await digests('imigrasi'));
  });

  it('is not lost when its owner ends between commit and Kafka', async () => {
    const taking = Promise.all(Array.from({ length: 20 }, (_, n) => x.take(`waiting ${n}`)));
    const taken = await taking;
    await x.members.imigrasi.stop();
    await x.members.imigrasi.start();
    await eventually(async () => {
      const view = await x.members.polres.view();
      return taken.filter(({ factId }) => view[factId]).length;
    }, 20);
  });

  it('cannot be stated while nobody can say what its owner told before', async () => {
    await x.members.imigrasi.exchange.stop();
    await expect(x.take('too early')).rejects.toMatchObject({ problem: { code: 'exchange.in-doubt' } });
    await x.members.imigrasi.exchange.close();
    await x.members.imigrasi.start();
    await x.take('in time');
  });

  it('harms only itself when it is junk: others go on, and the junk is kept as evidence', async () => {
    const [event] = x.contracts.catalogue.events;
    const forger = clientOf('imigrasi', 'imigrasi-secret').producer();
    await forger.connect();
    await forger.send({
      topic: event?.name ?? '',
      messages: [
        { value: '{"not":"ours"}' },
        { key: 'x', value: null },
        { value: Buffer.from([0xff]), headers: { generation: '1', sequence: '1' } },
      ],
    });
    await forger.disconnect();
    const { factId } = await x.take('after the junk');
    await eventually(async () => (await x.members.polres.view())[factId], '1 after the junk');
    await eventually(async () => (await x.members.polres.query('select 1 from unverified')).length, 3);
  });

  it('is not skipped when it was begun first and committed last', async () => {
    const { unitOfWork } = x.members.imigrasi.exchange;
    let commit = (): void => undefined;
    const held = new Promise<void>((resolve) => (commit = resolve));
    const slow = unitOfWork.run(ownCaller('slow'), async (tx) => {
      const note = await tx.state(x.contracts.NoteTaken, { text: 'begun first', state: 'OPEN' });
      await tx.find(x.contracts.Note, note.factId);
      await held;
      return note;
    });
    const fast = await x.take('committed first');
    await eventually(async () => (await x.members.polres.view())[fast.factId], '1 committed first');
    commit();
    const { factId } = await slow;
    await eventually(async () => (await x.members.polres.view())[factId], '1 begun first');
  });

  it('is not skipped in a thousand interleavings of commits', async () => {
    const { unitOfWork } = x.members.imigrasi.exchange;
    const before = Object.keys(await x.members.imigrasi.view()).length;
    const turns = (n: number): Promise<void> =>
      n > 0 ? new Promise<void>((resolve) => setImmediate(resolve)).then(() => turns(n - 1)) : Promise.resolve();
    const one = (n: number) =>
      unitOfWork.run(ownCaller('many'), async (tx) => {
        const note = await tx.state(x.contracts.NoteTaken, { text: `interleaved ${n % 100}`, state: 'OPEN' });
        await tx.find(x.contracts.Note, note.factId);
        await turns((n * 7919) % 40);
      });
    for (let round = 0; round < 50; round++) await Promise.all(Array.from({ length: 20 }, (_, n) => one(round * 20 + n)));
    await eventually(async () => Object.keys(await x.members.polres.view()).length, before + 1_000, 60_000);
    await eventually(() => digests('polres'), await digests('imigrasi'));
  });

  it('is published by one of two instances, and heard once', async () => {
    const twin = await x.members.imigrasi.open();
    twin.start();
    const taken = await Promise.all(Array.from({ length: 30 }, (_, n) => x.take(`two relays ${n}`)));
    await eventually(async () => {
      const view = await x.members.polres.view();
      return taken.every(({ factId }) => view[factId]);
    }, true);
    const [epochs] = await x.members.imigrasi.query<{ sum: string }>('select sum(sequence) - sum(acked_sequence) as sum from stream_head');
    expect(epochs?.sum).toBe('0');
    await twin.stop();
    await twin.close();
  });
});
