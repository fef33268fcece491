import { ownCaller } from '@timpora/exchange';
import { provisionKafka } from '@timpora/stack';
import { grantsOf, topicSpecs } from '@timpora/contracts';
import kafkajs from 'kafkajs';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, type TestExchange } from '../an-exchange.js';
import { kafkaAsAdmin } from '../on-the-broker.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, CompressionTypes, ResourcePatternTypes } = kafkajs;

describe('P6: one bad record or event', () => {
  let x: TestExchange;
  const topic = () => x.contracts.NoteTaken.name;
  const evidence = async () =>
    Number((await x.members.polres.query<{ sum: string }>('select sum(unverified_count) as sum from partition_position'))[0]?.sum);
  async function throwIn(
    messages: { key?: string; value: Buffer | string | null; headers?: Record<string, string> }[],
    compression = CompressionTypes.None,
  ): Promise<void> {
    const producer = kafkaAsAdmin().producer();
    await producer.connect();
    await producer.send({ topic: topic(), messages, compression });
    await producer.disconnect();
  }
  const goesOn = async (text: string): Promise<void> => {
    await eventually(() => x.members.imigrasi.exchange.mayState(), true);
    const { factId } = await x.take(text);
    await eventually(async () => (await x.members.polres.view())[factId], `1 ${text}`, 60_000);
  };

  beforeAll(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    await goesOn('before the junk');
  });
  afterAll(() => x.stop());

  it.each([
    ['a null value', 1, [{ key: 'x', value: null }]],
    ['no JSON at all', 1, [{ value: 'hello' }]],
    ['no text', 1, [{ value: Buffer.from([0xff]), headers: { generation: '1', sequence: '1' } }]],
    ['a thousand headers', 1, [{ value: '{}', headers: Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`h${n}`, 'x'])) }]],
    [
      'a name that pollutes prototypes',
      1,
      [{ value: '{"__proto__":{"x":1},"source":"timpora/imigrasi"}', headers: { generation: '1', sequence: '2' } }],
    ],
  ])('harms only itself when it is %s', async (_, count, messages) => {
    const before = await evidence();
    await throwIn(messages);
    await goesOn(`after it: ${String(_)}`);
    await eventually(evidence, before + count);
  });

  // 9 bytes a record uncompressed: more than this is refused by the broker, because the topic keeps nothing compressed.
  it('harms only itself when it is a compressed batch of 55,000 empty records; they are counted, and few are kept', async () => {
    const before = await evidence();
    await throwIn(
      Array.from({ length: 55_000 }, () => ({ value: '' })),
      CompressionTypes.GZIP,
    );
    await goesOn('after the bomb');
    await eventually(evidence, before + 55_000, 60_000);
    const [kept] = await x.members.polres.query<{ count: string }>('select count(*) from unverified');
    expect(Number(kept?.count)).toBeLessThanOrEqual(2_000);
  });

  it('stops only one topic when it is a right that was withdrawn, and that one goes on when it is given back', async () => {
    await eventually(() => x.members.imigrasi.exchange.mayState(), true);
    const { factId } = await x.take('in the topic that will be closed');
    await eventually(async () => (await x.members.polres.view())[factId], '1 in the topic that will be closed');
    const admin = kafkaAsAdmin().admin();
    await admin.connect();
    const right = {
      resourceType: AclResourceTypes.TOPIC,
      resourceName: topic(),
      resourcePatternType: ResourcePatternTypes.LITERAL,
      principal: 'User:polres',
      host: '*',
      operation: AclOperationTypes.READ,
      permissionType: AclPermissionTypes.ALLOW,
    };
    await admin.deleteAcls({ filters: [right] });
    await admin.disconnect();
    // A fetch that the broker had let in may still bring a record: polres itself has to have noticed.
    await eventually(() => x.members.polres.query(`select about from alarm where code = 'topic-refused'`), [{ about: topic() }], 60_000);
    const hidden = await x.take('not to be read by polres');
    await x.change(factId, { text: 'by the other topic' });
    await eventually(async () => (await x.members.polres.view())[factId], '2 by the other topic', 90_000);
    expect((await x.members.polres.view())[hidden.factId]).toBeUndefined();
    const { catalogue } = x.contracts;
    await provisionKafka(testStack(), { topics: topicSpecs(catalogue), grants: grantsOf(catalogue), withdrawOthers: false });
    await eventually(async () => (await x.members.polres.view())[hidden.factId], '1 not to be read by polres', 90_000);
  });

  it('is parked when a service is older than the contracts, shown, and used after the update', async () => {
    await x.members.polres.stop();
    const [event] = x.contracts.catalogue.events;
    const { NoteTaken } = x.contracts;
    const later = { ...NoteTaken, type: `${event?.name ?? ''}.v2` };
    expect(later.type).not.toBe(NoteTaken.type);
    const note = await x.members.imigrasi.exchange.unitOfWork.run(ownCaller('test'), (tx) =>
      tx.state(later as typeof NoteTaken, { text: 'of a later contract', state: 'OPEN' }),
    );
    await x.members.polres.start();
    await eventually(
      () => x.members.polres.query('select reason, fact_id from parked where closed_at is null'),
      [{ reason: 'unknown-type', fact_id: note.factId }],
      60_000,
    );
    await goesOn('after the unknown type');
    await x.members.imigrasi.exchange.unitOfWork.run({ ...ownCaller('test') }, async (tx) =>
      tx.revise(NoteTaken, await tx.get(x.contracts.Note, note.factId), { text: 'said again as before' }),
    );
    await eventually(
      () => x.members.polres.query('select closed_as from parked where fact_id = $1', [note.factId]),
      [{ closed_as: 'superseded' }],
    );
  });

  it('is closed at once when it cannot be used and comes after a later version', async () => {
    const { Note, NoteTaken, NoteChanged } = x.contracts;
    const states = x.members.imigrasi.exchange.unitOfWork;
    await x.shutOut('polres', NoteTaken);
    await eventually(
      () => x.members.polres.query(`select about from alarm where code = 'topic-refused' and cleared_at is null`),
      [{ about: topic() }],
      60_000,
    );
    const later = { ...NoteTaken, type: `${NoteTaken.name}.v2` } as unknown as typeof NoteTaken;
    const note = await states.run(ownCaller('test'), (tx) => tx.state(later, { text: 'of a later contract', state: 'OPEN' }));
    await states.run(ownCaller('test'), async (tx) => tx.revise(NoteChanged, await tx.get(Note, note.factId), { text: 'changed since' }));
    await eventually(async () => (await x.members.polres.view())[note.factId], '2 changed since', 90_000);
    await x.makeRight();
    await eventually(
      () => x.members.polres.query('select reason, version, closed_as from parked where fact_id = $1', [note.factId]),
      [{ reason: 'unknown-type', version: '1', closed_as: 'superseded' }],
      90_000,
    );
  });

  it('is a contradiction, and stays one, when it could be used after an update and other content is held under its version', async () => {
    const { polres } = x.members;
    const { factId } = await x.take('as it was told');
    await eventually(async () => (await polres.view())[factId], '1 as it was told');
    const [parked] = await polres.query<{ id: string }>(
      `insert into parked (issuer, topic, partition, generation, sequence, kind, fact_id, version, event, reason, problem, document, document_hash)
       select issuer, topic, partition, generation, sequence, kind, fact_id, version, event, 'breaks-contract', 'of an older contract', convert_to(document, 'UTF8'), document_hash
         from fact where fact_id = $1 returning id::text as id`,
      [factId],
    );
    await polres.query(`update fact set document_hash = sha256('other content') where fact_id = $1`, [factId]);
    expect(await polres.exchange.retryParked(parked?.id ?? '')).toBe('contradicts');
    expect(await polres.query('select reason, closed_at from parked where id = $1', [parked?.id])).toEqual([
      { reason: 'contradicts', closed_at: null },
    ]);
    expect(await polres.exchange.retryParked(parked?.id ?? '')).toBe('still-parked');
  });
});
