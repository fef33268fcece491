import { exchangeStatus } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { anExchange, type TestExchange, type TestMember } from './an-exchange.js';
import { alarmsAt } from './holding.js';

describe('a member that falls behind', () => {
  let x: TestExchange;

  beforeEach(async () => {
    x = await anExchange({ waits: { TIMPORA_LAG_MS: '1000' } });
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterEach(() => x.stop());

  /** Nothing of a topic can be applied meanwhile: another session holds the row that says how far it is read. */
  async function standsStill({ exchange }: TestMember, topic: string, meanwhile: () => Promise<void>): Promise<void> {
    await exchange.db.transaction(async (db) => {
      await db.query('set local idle_in_transaction_session_timeout = 0');
      await db.query('select from partition_position where topic = $1 for update', [topic]);
      await meanwhile();
    });
  }
  const heardBy = async ({ exchange, name }: TestMember): Promise<readonly number[]> =>
    (await exchangeStatus(exchange.db, name)).heard.map(({ sequence }) => sequence);
  const deliveryOf = async (factId: string): Promise<readonly unknown[]> =>
    (await x.members.imigrasi.exchange.deliveryOf('note', factId)).map(({ member, state }) => [member, state]);

  it('is seen by itself and by the owner, in alarms and in what they answer, and by nobody else once it has caught up', async () => {
    const { imigrasi, polres, disdik } = x.members;
    const { name: topic } = x.contracts.NoteTaken;
    const behind = [`lag polres hears imigrasi/${topic}/0`];
    await x.take('heard by all');
    await eventually(() => Promise.all([heardBy(polres), heardBy(disdik)]), [[1], [1]]);
    let last = '';
    await standsStill(polres, topic, async () => {
      await x.take('while it stands still');
      ({ factId: last } = await x.take('and more'));
      await eventually(() => alarmsAt(polres), behind);
      await eventually(() => alarmsAt(imigrasi), behind);
      await eventually(() => heardBy(disdik), [3]);
      expect(await alarmsAt(disdik)).toEqual([]);
      expect(await heardBy(polres)).toEqual([1]);
      await eventually(
        () => deliveryOf(last),
        [
          ['disdik', 'has it'],
          ['polres', 'not yet'],
        ],
      );
    });
    await eventually(() => heardBy(polres), [3]);
    await eventually(() => Promise.all([alarmsAt(polres), alarmsAt(imigrasi)]), [[], []]);
    await eventually(
      () => deliveryOf(last),
      [
        ['disdik', 'has it'],
        ['polres', 'has it'],
      ],
    );
    expect(polres.log).toEqual(expect.arrayContaining(['alarm.lag', 'alarm.cleared']));
  });
});
