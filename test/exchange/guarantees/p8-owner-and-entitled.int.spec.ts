import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Member } from '@timpora/contracts';
import { newId, ownCaller, type Registry } from '@timpora/exchange';
import { beginning, readDocument, seal, signedBatch, writeDocument } from '@timpora/exchange/protocol';
import { appendRecord } from '@timpora/stack';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, type TestExchange, type TestMember } from '../an-exchange.js';
import { kafkaAs } from '../on-the-broker.js';

describe('P8: only the owner can change a fact, only entitled members can read it', () => {
  let x: TestExchange;
  beforeAll(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterAll(() => x.stop());

  it('at the broker: who is not entitled does not see the topic, and who does not own it cannot write to it', async () => {
    const topic = x.contracts.NoteTaken.name;
    const stranger = kafkaAs('kemenag', 'kemenag-secret').admin();
    await stranger.connect();
    await expect(stranger.fetchTopicMetadata({ topics: [topic] })).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await stranger.disconnect();
    const reader = kafkaAs('polres', 'polres-secret').producer();
    await reader.connect();
    await expect(reader.send({ topic, messages: [{ value: 'forged' }] })).rejects.toMatchObject({
      type: 'TOPIC_AUTHORIZATION_FAILED',
    });
    await reader.disconnect();
  });

  it('at the writing end: nothing is stated of what another owns', async () => {
    const { factId } = await x.take('of imigrasi');
    await eventually(async () => (await x.members.polres.view())[factId], '1 of imigrasi');
    const { NoteTaken, NoteChanged, Note } = x.contracts;
    const { unitOfWork } = x.members.polres.exchange;
    const notOwn = { problem: { code: 'fact.not-own' } };
    await expect(unitOfWork.run(ownCaller('test'), (tx) => tx.state(NoteTaken, { text: 'a note', state: 'OPEN' }))).rejects.toMatchObject(
      notOwn,
    );
    const changing = unitOfWork.run(ownCaller('test'), async (tx) => tx.revise(NoteChanged, await tx.get(Note, factId), { text: 'mine' }));
    await expect(changing).rejects.toMatchObject({ problem: { code: 'fact.not-found' } });
  });

  it.each([
    ['a fact of a kind that its issuer may not own', 'issuer-may-not-own', 'disdik', 'NoteTaken'],
    ['an event in the topic of another', 'wrong-topic', 'imigrasi', 'NoteChanged'],
    ['a fact of a kind that the reader may not know', 'wrong-topic', 'disdik', 'HintGiven'],
  ] as const)('at the reading end: %s is refused, whatever the broker let through', async (_, reason, issuer, eventName) => {
    const { factId } = await x.take('a true one');
    await eventually(async () => (await x.members.polres.view())[factId], '1 a true one');
    const before = await x.members.polres.view();
    await sneakIn(x.members[issuer], x.contracts[eventName]);
    await eventually(async () => (await x.members.polres.query('select 1 from unverified where reason = $1', [reason])).length > 0, true);
    expect(await x.members.polres.view()).toEqual(before);
  });

  /** An event with a valid signature of its issuer, put into the topic of the notes by an administrator. */
  async function sneakIn({ name, settings, query }: TestMember, { type, fact }: { type: string; fact: { kind: string } }): Promise<void> {
    const topic = x.contracts.NoteTaken.name;
    const { exchangeId } = JSON.parse(readFileSync(x.keys.registry, 'utf8')) as Registry;
    const stream = { issuer: name, topic, partition: 0 };
    const [end] = await query<{ sequence: string; head: Buffer }>('select sequence, head from stream_head where topic = $1', [topic]);
    const place = end ? { generation: 1, sequence: Number(end.sequence), head: end.head.toString('hex') } : beginning(exchangeId, stream);
    const [example] = await x.members.imigrasi.query<{ document: string }>('select document from fact limit 1');
    const reading = readDocument(Buffer.from(example?.document ?? ''));
    if (!('document' in reading)) throw new Error('an own document cannot be read');
    const factId = newId();
    const document = writeDocument({ ...reading.document, id: newId(), issuer: name satisfies Member, type, kind: fact.kind, factId });
    const state = { place: () => place, sealedVersion: () => null };
    const sealed = seal(name, state, [{ outboxId: null, topic, partition: 0, kind: fact.kind, factId, version: 1, document }]);
    const { keyId, keyFile } = settings.signing;
    const batch = signedBatch({ exchangeId, issuer: name, keyId, key: createPrivateKey(readFileSync(keyFile)) }, sealed);
    for (const record of batch?.records ?? []) await appendRecord(testStack(), topic, record);
  }
});
