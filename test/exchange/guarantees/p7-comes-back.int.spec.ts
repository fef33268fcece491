import { heldDigests } from '@timpora/exchange';

import { eventually } from '../../eventually.js';
import { anExchange, type TestExchange, type TestMember } from '../an-exchange.js';

describe('P7: who was away, or lost something, comes back to the same view by itself', () => {
  let x: TestExchange;
  const digest = async ({ exchange, name }: TestMember) => (await heldDigests(exchange.db, name)).find(({ kind }) => kind === 'note');
  const allAgree = async (): Promise<boolean> => {
    // What waits to be sealed is in no digest yet: everybody would agree about what was before it.
    if ((await x.members.imigrasi.query('select 1 from outbox')).length > 0) return false;
    const [own, ...copies] = await Promise.all([x.members.imigrasi, x.members.polres, x.members.disdik].map(digest));
    return copies.every((copy) => copy?.digest === own?.digest && copy?.facts === own?.facts);
  };
  const texts = async (member: TestMember): Promise<readonly string[]> =>
    Object.values(await member.view())
      .map((each) => each.replace(/^\d+ /, ''))
      .sort();
  const generation = async (): Promise<number> =>
    Number((await x.members.imigrasi.query<{ g: string }>(`select max(generation) as g from stream_head`))[0]?.g ?? 1);

  beforeEach(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterEach(() => x.stop());

  it('heals when a member is restored from a backup: it reads again by itself', async () => {
    const { factId } = await x.take('before');
    await eventually(allAgree, true);
    await x.members.polres.stop();
    await x.backUp('polres');
    await x.members.polres.start();
    await x.change(factId, { text: 'after' });
    await x.take('also after');
    await eventually(allAgree, true);
    await x.members.polres.stop();
    await x.restore('polres');
    await x.members.polres.start();
    await eventually(() => texts(x.members.polres), ['after', 'also after']);
    await eventually(allAgree, true);
  });

  it('heals when an owner is restored and Kafka continues its chain: it takes its own past over', async () => {
    const { factId } = await x.take('before');
    await x.members.imigrasi.stop();
    await x.backUp('imigrasi');
    await x.members.imigrasi.start();
    await x.change(factId, { text: 'after' });
    await x.take('forgotten by the backup');
    await eventually(allAgree, true);
    await x.members.imigrasi.stop();
    await x.restore('imigrasi');
    await x.members.imigrasi.start();
    expect(await texts(x.members.imigrasi)).toEqual(['after', 'forgotten by the backup']);
    expect(await generation()).toBe(1);
    await x.change(factId, { text: 'and on' });
    await eventually(() => texts(x.members.polres), ['and on', 'forgotten by the backup']);
    await eventually(allAgree, true);
  });

  it('heals when a broker lost a topic before a member had read it, with no later event: the owner is asked to send again', async () => {
    await x.take('everybody has it');
    await eventually(allAgree, true);
    await x.members.polres.stop();
    await x.take('lost on the broker');
    await eventually(() => texts(x.members.disdik), ['everybody has it', 'lost on the broker']);
    await x.loseTopic(x.contracts.NoteTaken);
    await x.members.polres.start();
    await eventually(() => texts(x.members.polres), ['everybody has it', 'lost on the broker'], 40_000);
    await eventually(allAgree, true);
  });

  it('heals when an owner is restored and Kafka lost what members had heard: it opens a new generation', async () => {
    await x.take('in the backup');
    await eventually(allAgree, true);
    await x.members.imigrasi.stop();
    await x.backUp('imigrasi');
    await x.members.imigrasi.start();
    const { factId } = await x.take('only members know it');
    await eventually(async () => (await x.members.polres.view())[factId], '1 only members know it');
    await eventually(async () => (await x.members.disdik.view())[factId], '1 only members know it');
    await heardByImigrasi(x, 2);
    await x.members.imigrasi.stop();
    await x.loseTopic(x.contracts.NoteTaken);
    await x.restore('imigrasi');
    await x.members.imigrasi.start();
    await eventually(generation, 2, 40_000);
    await x.take('in the new generation');
    await eventually(() => texts(x.members.polres), ['in the backup', 'in the new generation', 'only members know it'], 40_000);
  });
});

/** Until the owner has heard the members say that they are at this sequence. */
async function heardByImigrasi(x: TestExchange, sequence: number): Promise<void> {
  const places = () =>
    x.members.imigrasi.query<{ member: string; sequence: string }>(
      `select member, sequence from member_position where issuer = 'imigrasi' and member <> issuer order by member`,
    );
  await eventually(places, [
    { member: 'disdik', sequence: String(sequence) },
    { member: 'polres', sequence: String(sequence) },
  ]);
}
