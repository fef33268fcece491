import { newId, ownCaller, type Exchange, type Held, type Reaction } from '@timpora/exchange';
import type { Member } from '@timpora/contracts';
import { appendRecord } from '@timpora/stack';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, withAnExchange, type TestExchange, type TestMember } from '../an-exchange.js';
import { allAgree } from '../holding.js';
import { recordsIn } from '../on-the-broker.js';

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

describe('P3: applying is exact: the highest version of each fact, once, and reactions once', () => {
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

  it('keeps the highest version at every member, and digests show that all hold the same', async () => {
    const { factId } = await x.take('one');
    for (const text of ['two', 'three', 'four']) await x.change(factId, { text });
    await eventually(async () => (await x.members.polres.view())[factId], '4 four');
    await eventually(() => allAgree(x), true);
  });

  it('takes the body away everywhere when the fact is retracted', async () => {
    const { factId } = await x.take('to be retracted');
    await x.members.imigrasi.exchange.unitOfWork.run(ownCaller('test'), async (tx) =>
      tx.retract(x.contracts.NoteTaken, await tx.get(x.contracts.Note, factId), 'MISTAKE'),
    );
    await eventually(async () => (await x.members.disdik.view())[factId], '2 -');
  });

  it('changes nothing when a record comes again', async () => {
    const { imigrasi, polres } = x.members;
    const { factId } = await x.take('sent twice');
    await eventually(() => allAgree(x), true);
    const topic = x.contracts.NoteTaken.name;
    const again = (await recordsIn(topic)).filter(({ key }) => key === factId);
    const standing = 'select issuer, topic, generation, sequence, head from stream_position order by issuer, topic';
    const before = await polres.query(standing);
    for (const record of again) await appendRecord(testStack(), topic, record);
    const next = String((await recordsIn(topic)).length);
    const isRead = (member: TestMember): Promise<void> =>
      eventually(() => member.query('select next_offset from partition_position where topic = $1', [topic]), [{ next_offset: next }]);
    for (const member of [imigrasi, polres]) await isRead(member);
    expect(await polres.query(standing)).toEqual(before);
    expect(await polres.query('select 1 from unverified union all select 1 from parked')).toEqual([]);
    expect(await imigrasi.query('select 1 from own_evidence')).toEqual([]);
  });

  describe('by two instances of each agency, which', () => {
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

    it('have one relay; when it ends the other takes over', async () => {
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

    it('fence a relay out that was paused past its lease: it seals nothing before it holds it again', () =>
      // Long leases: the relay does not find out by itself that another took its own.
      withAnExchange({ waits: { TIMPORA_LEASE_MS: '60000' } }, async ({ members: { imigrasi, polres }, take }) => {
        await imigrasi.start();
        await polres.start();
        await imigrasi.query('update relay_lease set epoch = epoch + 1, holder = $1', [newId()]);
        const { factId } = await take('by the one that was paused');
        await eventually(() => imigrasi.log.includes('relay.trying-again'), true);
        expect(await imigrasi.query('select (select count(*) from outbox) as waiting, (select count(*) from journal) as sealed')).toEqual([
          { waiting: '1', sealed: '0' },
        ]);
        await imigrasi.query(`update relay_lease set expires_at = '-infinity'`);
        await eventually(async () => (await polres.view())[factId], '1 by the one that was paused', 60_000);
      }));
  });
});
