import { ownCaller } from '@timpora/exchange';

import { eventually } from '../../eventually.js';
import { anExchange, type TestExchange } from '../an-exchange.js';
import { allAgree } from '../holding.js';

describe('P2: every committed event reaches every member that may know it', () => {
  let x: TestExchange;
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

  it('goes to one member alone where only that one may know it', async () => {
    const hint = await x.members.polres.exchange.unitOfWork.run(ownCaller('test'), (tx) =>
      tx.state(x.contracts.HintGiven, { text: 'for imigrasi', state: 'OPEN' }),
    );
    await eventually(() => x.members.imigrasi.query(`select fact_id from fact where kind = 'hint'`), [{ fact_id: hint.factId }]);
    expect(await x.members.disdik.query(`select 1 from fact where kind = 'hint'`)).toEqual([]);
  });

  it('is used once and in order after its reader was away', async () => {
    await x.members.disdik.stop();
    const { factId } = await x.take('while you were away');
    await x.change(factId, { text: 'changed meanwhile' });
    await x.members.disdik.start();
    await eventually(async () => (await x.members.disdik.view())[factId], '2 changed meanwhile');
    await eventually(() => allAgree(x), true);
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
});
