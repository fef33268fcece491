import { ownCaller } from '@timpora/exchange';
import { appendRecord } from '@timpora/stack';

import { eventually } from '../../eventually.js';
import { testStack } from '../../stack/test-stack.js';
import { anExchange, type TestExchange, type TestMember } from '../an-exchange.js';
import { alarmsAt, allAgree, textsAt } from '../holding.js';
import { recordsIn, type BrokerRecord } from '../on-the-broker.js';

describe('P7: an owner of whom two relays or two databases were at work comes back to one past by itself', () => {
  let x: TestExchange;
  beforeEach(async () => {
    x = await anExchange();
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  afterEach(() => x.stop());

  const everybodyHolds = async (texts: readonly string[]): Promise<void> => {
    for (const member of Object.values(x.members)) await eventually(() => textsAt(member), [...texts].sort(), 60_000);
    await eventually(() => allAgree(x), true);
  };
  const isPublished = (): Promise<void> =>
    eventually(
      () => x.members.imigrasi.query('select 1 from stream_head where acked_sequence < sequence union all select 1 from outbox'),
      [],
    );
  const backUpImigrasi = async (): Promise<void> => {
    await eventually(() => allAgree(x), true);
    await x.members.imigrasi.stop();
    await x.backUp('imigrasi');
    await x.members.imigrasi.start();
  };
  const arriveLate = async (event: { readonly name: string }, records: readonly BrokerRecord[]): Promise<void> => {
    for (const record of records) await appendRecord(testStack(), event.name, record);
  };

  /**
   * Restores imigrasi to before what it did last, which a relay of an older epoch has sealed and sent. Kafka lost that before anybody read it: as
   * if it were still on its way. @returns what may arrive late
   */
  async function withOlderRelay(tell: () => Promise<void>): Promise<{ taken: readonly BrokerRecord[]; changed: readonly BrokerRecord[] }> {
    const { NoteTaken, NoteChanged } = x.contracts;
    const all = Object.values(x.members);
    await backUpImigrasi();
    await Promise.all([x.members.polres, x.members.disdik].map((member) => member.stop()));
    await tell();
    await isPublished();
    const late = { taken: await recordsIn(NoteTaken.name), changed: await recordsIn(NoteChanged.name) };
    await x.members.imigrasi.stop();
    await x.loseTopic(NoteTaken);
    await x.loseTopic(NoteChanged);
    await x.restore('imigrasi');
    await Promise.all(all.map((member) => member.start()));
    return late;
  }

  it('when a relay of an older epoch is heard late: all hold what either told, and of two contents what the owner holds', async () => {
    const { factId } = await x.take('known to all');
    const late = await withOlderRelay(async () => {
      await x.take('sealed by the older relay');
      await x.change(factId, { text: 'changed by the older relay' });
    });
    await x.change(factId, { text: 'changed by the newer relay' });
    await x.take('sealed by the newer relay');
    await everybodyHolds(['changed by the newer relay', 'sealed by the newer relay']);
    await arriveLate(x.contracts.NoteTaken, late.taken);
    await arriveLate(x.contracts.NoteChanged, late.changed);
    await everybodyHolds(['changed by the newer relay', 'sealed by the newer relay', 'sealed by the older relay']);
    for (const member of Object.values(x.members))
      await eventually(async () => (await member.view())[factId], '3 changed by the newer relay');
    const [taken, changed] = [`imigrasi/${x.contracts.NoteTaken.name}/0`, `imigrasi/${x.contracts.NoteChanged.name}/0`];
    expect(await alarmsAt(x.members.imigrasi)).toEqual(
      expect.arrayContaining([`adopted ${taken}`, `contradicts ${changed}`, `new-generation ${changed}`, `new-generation ${taken}`]),
    );
  });

  it('when more of an older relay is heard while the first is taken over', async () => {
    const [one, another] = [await x.take('one'), await x.take('another')];
    const late = await withOlderRelay(async () => {
      await x.change(one.factId, { text: 'one changed' });
      // Each in a batch of its own, with a signature of its own.
      await isPublished();
      await x.change(another.factId, { text: 'another changed' });
    });
    const { imigrasi } = x.members;
    const { NoteChanged } = x.contracts;
    // The older relay is taken over once the fact can be locked.
    const holder = imigrasi.exchange.db.createQueryRunner();
    await holder.startTransaction();
    await holder.query('select 1 from fact where fact_id = $1 for update', [one.factId]);
    await arriveLate(NoteChanged, late.changed.slice(0, 1));
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await eventually(async () => (await imigrasi.query(waiting)).length, 1);
    await arriveLate(NoteChanged, late.changed.slice(1));
    await eventually(async () => (await imigrasi.query('select 1 from own_evidence')).length, 2);
    await holder.commitTransaction();
    await holder.release();
    await everybodyHolds(['another changed', 'one changed']);
  });

  it('when its database fails over under it to one that is a little behind: nothing is stated before its past is taken over', async () => {
    await x.take('known to all');
    await backUpImigrasi();
    const { factId } = await x.take('not yet on the standby');
    await x.change(factId, { text: 'changed before the failover' });
    await eventually(() => allAgree(x), true);
    await x.failOver('imigrasi');
    const answers: string[] = [];
    const change = (): Promise<boolean> =>
      x.change(factId, { text: 'changed after the failover' }).then(
        () => true,
        (error: { problem?: { code: string }; code?: string }) => {
          answers.push(error.problem?.code ?? error.code ?? String(error));
          return false;
        },
      );
    await eventually(change, true, 60_000);
    // Not "fact.not-found": what the standby has forgotten is never answered from.
    expect([...new Set(answers)]).toEqual(['exchange.in-doubt']);
    await everybodyHolds(['changed after the failover', 'known to all']);
    expect((await x.members.polres.view())[factId]).toBe('3 changed after the failover');
  });

  it('when a standby that is a little behind is promoted while the old one still tells: it ends with what both told', async () => {
    await x.take('known to all');
    await backUpImigrasi();
    await x.take('not yet on the standby');
    await eventually(() => allAgree(x), true);
    const standby = await x.promote('imigrasi');
    standby.exchange.start();
    const told: string[] = ['known to all', 'not yet on the standby'];
    const tell = async ({ exchange }: TestMember, text: string): Promise<void> => {
      const stating = exchange.unitOfWork.run(ownCaller('test'), (tx) => tx.state(x.contracts.NoteTaken, { text, state: 'OPEN' }));
      await stating.then(
        () => told.push(text),
        (error: unknown) => expect(error).toMatchObject({ problem: { code: 'exchange.in-doubt' } }),
      );
    };
    for (let n = 0; n < 20; n++) {
      await tell(x.members.imigrasi, `by the old one ${n}`);
      await tell(standby, `by the promoted one ${n}`);
    }
    expect(told.length).toBeGreaterThanOrEqual(22);
    await isPublished();
    await x.members.imigrasi.stop();
    await eventually(() => standby.exchange.mayState(), true, 60_000);
    await tell(standby, 'at last');
    for (const member of [standby, x.members.polres, x.members.disdik])
      await eventually(async () => (await textsAt(member)).filter((text) => told.includes(text)).length, told.length);
    await eventually(() => textsAt(x.members.polres), [...told].sort());
    await standby.stop();
  });

  it('and states nothing while nobody can say what it told before', async () => {
    await x.members.imigrasi.exchange.stop();
    await expect(x.take('too early')).rejects.toMatchObject({ problem: { code: 'exchange.in-doubt' } });
    await x.members.imigrasi.exchange.close();
    await x.members.imigrasi.start();
    await x.take('in time');
  });
});
