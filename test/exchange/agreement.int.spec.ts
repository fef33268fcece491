import { heldDigests, listAgreed, listIncidents } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { anExchange, type TestExchange } from './an-exchange.js';

describe('agreement between a member and an owner', () => {
  let x: TestExchange;
  const verdict = async (): Promise<string | undefined> =>
    (await listAgreed(x.members.polres.exchange.db)).find(({ issuer, kind }) => issuer === 'imigrasi' && kind === 'note')?.state;
  /** Asks until the owner gives this verdict: "later" is an answer while a part is still on its way. */
  const compareUntil = (wanted: string): Promise<void> =>
    eventually(async () => {
      await x.members.polres.exchange.seekAgreement();
      return verdict();
    }, wanted);
  const note = async (name: 'imigrasi' | 'polres') =>
    (await heldDigests(x.members[name].exchange.db, name)).find(({ kind }) => kind === 'note')?.digest;

  beforeAll(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterAll(() => x.stop());

  it('is shown while facts go on to be stated', async () => {
    const { factId } = await x.take('first');
    const stating = (async () => {
      for (let n = 0; n < 40; n++) await x.change(factId, { text: `text ${n}` });
    })();
    await compareUntil('equal');
    await stating;
    // Equal at the position the member had read: the last changes may still be on their way.
    await eventually(() => note('polres'), await note('imigrasi'));
    await compareUntil('equal');
  });

  it('finds a fact that a member lost, and heals it', async () => {
    const { factId } = await x.take('will be lost');
    await eventually(async () => (await x.members.polres.view())[factId], '1 will be lost');
    await x.members.polres.query('delete from fact where fact_id = $1', [factId]);
    await compareUntil('unequal');
    await eventually(async () => (await x.members.polres.view())[factId], '1 will be lost');
    await compareUntil('equal');
  });

  it('finds other content under the same version, and the owner states its own again', async () => {
    const { factId } = await x.take('the true text');
    await eventually(async () => (await x.members.polres.view())[factId], '1 the true text');
    await x.members.polres.query(
      `update fact set document = document || ' ', document_hash = sha256('x'), body = '{"text":"forged"}' where fact_id = $1`,
      [factId],
    );
    await compareUntil('unequal');
    await eventually(async () => (await x.members.polres.view())[factId], '2 the true text');
    await compareUntil('equal');
  });

  it('shows an operator of the owner what only a member knows, and changes nothing by itself', async () => {
    const { factId } = await x.take('known to both');
    await eventually(async () => (await x.members.polres.view())[factId], '1 known to both');
    await x.members.polres.query(`update fact set version = 7, document_hash = sha256('y') where fact_id = $1`, [factId]);
    await compareUntil('unequal');
    await eventually(
      async () => (await listIncidents(x.members.imigrasi.exchange.db, 'imigrasi')).map((each) => [each.member, each.factId, each.version]),
      [['polres', factId, '7']],
    );
    expect((await x.members.imigrasi.view())[factId]).toBe('1 known to both');
  });
});
