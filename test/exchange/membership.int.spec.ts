import { readFileSync } from 'node:fs';

import { topicsOf, type Member } from '@timpora/contracts';
import { newId, ownCaller, type Registry } from '@timpora/exchange';
import { canLogIn, letLeave, membership } from '@timpora/stack';

import { eventually } from '../eventually.js';
import { testStack } from '../stack/test-stack.js';
import { anExchange, type TestExchange, type TestMember } from './an-exchange.js';
import { kafkaAs } from './on-the-broker.js';

/** Somebody whom neither Kafka nor PostgreSQL nor the registry knows yet. */
const guest = `guest-${newId().slice(-12)}` as Member;

describe('membership of an exchange that runs', () => {
  let x: TestExchange;
  let member: TestMember;

  const registry = (): Registry => JSON.parse(readFileSync(x.keys.registry, 'utf8')) as Registry;
  const mayLogIn = (): Promise<boolean> => canLogIn(testStack().kafka.brokers, guest, `${guest}-secret`);
  const hintsAt = async (at: TestMember): Promise<readonly string[]> =>
    (await at.query<{ text: string }>(`select body->>'text' as text from fact where kind = 'hint' and issuer = $1`, [guest])).map(
      ({ text }) => text,
    );

  beforeAll(async () => {
    x = await anExchange({ guests: [guest] });
    await x.members.imigrasi.start();
    await x.take('a note before anybody joined');
  }, 60_000);
  afterAll(() => x.stop());

  it('is not there before somebody is admitted', async () => {
    expect([membership(x.folder).admitted.includes(guest), await mayLogIn()]).toEqual([false, false]);
  });

  it('begins with one act: what the guest then states is heard by those at work, without a restart', async () => {
    member = await x.admit(guest);
    expect([membership(x.folder).admitted.includes(guest), await mayLogIn()]).toEqual([true, true]);
    await member.start();
    await member.exchange.unitOfWork.run(ownCaller('test'), (tx) => tx.state(x.contracts.HintGiven, { text: 'a hint', state: 'OPEN' }));
    await eventually(() => hintsAt(x.members.imigrasi), ['a hint']);
  });

  it('gives no right that no contract names', async () => {
    const admin = kafkaAs(guest, `${guest}-secret`).admin();
    await admin.connect();
    const foreign = topicsOf(x.contracts.catalogue).filter(({ readers }) => !readers.includes(guest));
    for (const { name } of foreign)
      await expect(admin.fetchTopicMetadata({ topics: [name] })).rejects.toMatchObject({ type: 'TOPIC_AUTHORIZATION_FAILED' });
    await admin.disconnect();
    expect([foreign.length > 0, await member.view()]).toEqual([true, {}]);
  });

  it('is given twice without a change: the same keys, the same entry', async () => {
    const before = [readFileSync(x.keys.registry, 'utf8'), readFileSync(x.keys.signingKey(guest).keyFile, 'utf8')];
    await (await x.admit(guest)).stop();
    expect([readFileSync(x.keys.registry, 'utf8'), readFileSync(x.keys.signingKey(guest).keyFile, 'utf8')]).toEqual(before);
  });

  it('ends: what was published keeps counting up to its last place, the login is gone, and nobody comes back under the name', async () => {
    await member.stop();
    await letLeave(testStack(), { folder: x.folder, catalogue: x.contracts.catalogue, withdrawOthers: false }, guest);
    expect(registry().members[guest]?.ends).toEqual({ [`${x.contracts.HintGiven.name}.${guest}/0`]: { generation: 1, sequence: 1 } });
    expect([membership(x.folder).left, await mayLogIn()]).toEqual([[guest], false]);
    expect(await hintsAt(x.members.imigrasi)).toEqual(['a hint']);
    const again = letLeave(testStack(), { folder: x.folder, catalogue: x.contracts.catalogue, withdrawOthers: false }, guest);
    await expect(again).rejects.toThrow(`${guest} is no member of this exchange.`);
  });

  it('of the others goes on', async () => {
    await x.members.polres.start();
    await x.take('a note after somebody left');
    await eventually(
      async () => Object.values(await x.members.polres.view()),
      ['1 a note before anybody joined', '1 a note after somebody left'],
    );
  });
});
