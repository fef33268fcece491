import { newId, ownCaller, type Exchange, type Held, type Reaction } from '@timpora/exchange';
import type { Member } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import { anExchange, type TestExchange } from './an-exchange.js';

/** Notes once for each resident that both a note and a hint about it are held: a pair of causes that come by different ways. */
const pairs: Reaction = {
  name: 'pairs',
  kinds: ['note', 'hint'],
  react: async (db, subjectRef) => {
    await db.query(
      `insert into seen_pair select $1 where (select count(distinct kind) from fact where subject_ref = $1 and kind in ('note', 'hint')) = 2 on conflict do nothing`,
      [subjectRef],
    );
  },
};

describe('two instances of each agency', () => {
  let x: TestExchange;
  let twins: Exchange<Member>[] = [];

  beforeAll(async () => {
    x = await anExchange({ reactions: [pairs] });
    for (const member of Object.values(x.members)) await member.query('create table seen_pair (subject_ref uuid primary key)');
    await Promise.all(Object.values(x.members).map((member) => member.start()));
    twins = await Promise.all(Object.values(x.members).map((member) => member.open()));
    for (const twin of twins) twin.start();
  });
  afterAll(async () => {
    for (const twin of twins) {
      await twin.stop();
      await twin.close();
    }
    await x.stop();
  });

  it('apply every fact once, whichever reads a partition, while instances come and go', async () => {
    const taken: Held[] = [];
    for (let round = 0; round < 3; round++) {
      taken.push(...(await Promise.all(Array.from({ length: 15 }, (_, n) => x.take(`round ${round} note ${n}`)))));
      const [first] = twins.splice(1, 1);
      await first?.stop();
      await first?.close();
      const again = await x.members.polres.open();
      again.start();
      twins.splice(1, 0, again);
    }
    await eventually(
      async () => {
        const view = await x.members.polres.view();
        return taken.filter(({ factId }) => view[factId]).length;
      },
      taken.length,
      60_000,
    );
    expect(await x.members.polres.query('select 1 from unverified union all select 1 from parked')).toEqual([]);
  });

  it('have one relay; when it ends without a word the other takes over, and the old one is fenced out', async () => {
    const { factId } = await x.take('by the first');
    await x.members.imigrasi.stop();
    await eventually(() => twins[0]?.mayState(), true);
    const change = () =>
      twins[0]?.unitOfWork.run(ownCaller('test'), async (tx) =>
        tx.revise(x.contracts.NoteChanged, await tx.get(x.contracts.Note, factId), { text: 'by the second' }),
      );
    await change();
    await eventually(async () => (await x.members.polres.view())[factId], '2 by the second', 60_000);
    await x.members.imigrasi.start();
  });

  it('miss no reaction to a pair of causes that arrive at the same time', async () => {
    const subjects = Array.from({ length: 25 }, () => newId());
    await eventually(() => x.members.imigrasi.exchange.mayState(), true);
    await eventually(() => x.members.polres.exchange.mayState(), true);
    await Promise.all(
      subjects.flatMap((subjectRef) => [
        x.take('one cause', { subjectRef }),
        x.members.polres.exchange.unitOfWork.run(ownCaller('test'), (tx) =>
          tx.state(x.contracts.HintGiven, { subjectRef, text: 'the other', state: 'OPEN' }),
        ),
      ]),
    );
    await eventually(async () => (await x.members.imigrasi.query('select 1 from seen_pair')).length, subjects.length, 60_000);
    await eventually(() => x.members.imigrasi.query('select 1 from due'), []);
  });
});
