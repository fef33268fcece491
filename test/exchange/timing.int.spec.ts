import { addDays, type Member } from '@timpora/contracts';
import { Clock, newId, ownCaller, type Exchange, type Timer } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import { anExchange, withAnExchange, type NoteBody, type SomeContracts, type TestExchange, type TestMember } from './an-exchange.js';

const { instant } = new Clock();
const today = new Clock().legalDay();
const inDays = (days: number): string => addDays(today, days);
const fivePast = (day: string): string => `${day}T00:05:00+07:00`;

/** An open note is done by itself on the day after its last one; some notes cannot be done for a while. */
const doneByItself =
  (name: string, fails: (text: string) => boolean = () => false) =>
  ({ Note, NoteChanged }: SomeContracts, member: () => TestMember): readonly Timer[] => [
    {
      name,
      fact: Note,
      next: ({ state, dueOn }: NoteBody) => (state === 'OPEN' && dueOn !== undefined ? addDays(dueOn, 1) : null),
      run: (factId, caller) =>
        member().exchange.unitOfWork.run(caller, async (tx) => {
          const note = await tx.get(Note, factId);
          const { dueOn = today, state, text } = note.body as NoteBody;
          if (fails(text) || state !== 'OPEN' || dueOn >= member().clock.legalDay()) throw new Error('not yet');
          await tx.revise(NoteChanged, note, { state: 'DONE' });
        }),
    },
  ];

describe('what is to be done on a day', () => {
  let x: TestExchange;
  let isBroken = true;
  const twins: Exchange<Member>[] = [];
  const imigrasi = (): TestMember => x.members.imigrasi;
  const look = async (factId: string) => (await imigrasi().query<{ at: Date }>('select at from next_look where key = $1', [factId]))[0]?.at;
  const done = async (...factIds: readonly string[]): Promise<readonly string[]> => {
    const rows = await imigrasi().query<{ fact_id: string }>(
      `select fact_id from fact where fact_id = any ($1) and body->>'state' = 'DONE' order by known_at`,
      [factIds],
    );
    return rows.map(({ fact_id }) => fact_id);
  };
  const version = async (factId: string) => (await imigrasi().view())[factId]?.split(' ')[0];

  beforeAll(async () => {
    x = await anExchange({ timers: doneByItself('note-due', (text) => isBroken && text === 'cannot be done') });
    await Promise.all(Object.values(x.members).map((member) => member.start()));
  });
  beforeEach(() => imigrasi().clock.moveTo(instant.call(new Clock())));
  afterAll(async () => {
    for (const twin of twins) {
      await twin.stop();
      await twin.close();
    }
    await x.stop();
  });

  it('is noted with the fact, moves with it, and goes with it', async () => {
    const { factId } = await x.take('moved', { dueOn: inDays(5) });
    expect(await look(factId)).toEqual(new Date(fivePast(inDays(6))));
    await x.change(factId, { dueOn: inDays(9) });
    expect(await look(factId)).toEqual(new Date(fivePast(inDays(10))));
    await x.change(factId, { state: 'DONE' });
    expect(await look(factId)).toBeUndefined();
    await x.change(factId, { state: 'OPEN' });
    expect(await look(factId)).toEqual(new Date(fivePast(inDays(10))));
    await imigrasi().exchange.unitOfWork.run(ownCaller('test'), async (tx) =>
      tx.retract(x.contracts.NoteChanged, await tx.get(x.contracts.Note, factId), 'MISTAKE'),
    );
    expect(await look(factId)).toBeUndefined();
  });

  it('is not done at 00:04, is done at 00:05 in Jakarta, and reaches who may know it', async () => {
    const { factId } = await x.take('on its day', { dueOn: inDays(1) });
    const { factId: first } = await x.take('the day before', { dueOn: inDays(0) });
    imigrasi().clock.moveTo(`${inDays(2)}T00:04:00+07:00`);
    await eventually(() => done(first, factId), [first]);
    imigrasi().clock.moveTo(fivePast(inDays(2)));
    await eventually(() => done(factId), [factId]);
    await eventually(async () => (await x.members.polres.view())[factId], '2 on its day');
    expect(await look(factId)).toBeUndefined();
  });

  it('is done at once when the day has passed already', async () => {
    const { factId } = await x.take('too late', { dueOn: inDays(-40) });
    await eventually(() => done(factId), [factId]);
  });

  it('is asked of the fact again: what was noted wrongly is put right', async () => {
    const { factId } = await x.take('noted wrongly', { dueOn: inDays(30) });
    await imigrasi().query(`update next_look set at = '2026-01-01' where key = $1`, [factId]);
    await eventually(() => look(factId), new Date(fivePast(inDays(31))));
    expect(await version(factId)).toBe('1');
  });

  it('stops nothing else when it fails, is tried again, and an operator hears of it', async () => {
    const { factId: bad } = await x.take('cannot be done', { dueOn: inDays(-9) });
    const { factId: good } = await x.take('can be done', { dueOn: inDays(-8) });
    await eventually(() => done(bad, good), [good]);
    await eventually(() => imigrasi().query(`select 1 as there from alarm where code = 'timer-fails'`), [{ there: 1 }], 40_000);
    expect(imigrasi().log).toContain('timer.failed');
    isBroken = false;
    await imigrasi().query(`update next_look set not_before = '-infinity' where key = $1`, [bad]);
    await eventually(() => done(bad), [bad]);
  });

  it('is made up for at the next start, in the order of the days', async () => {
    const days = [12, 11, 15, 13, 14];
    const notes = await Promise.all(days.map(async (days) => ({ days, ...(await x.take(`missed ${days}`, { dueOn: inDays(days) })) })));
    const inOrder = notes.sort((one, other) => one.days - other.days).map(({ factId }) => factId);
    await imigrasi().stop();
    imigrasi().clock.moveTo(fivePast(inDays(40)));
    await imigrasi().start();
    await eventually(() => done(...inOrder), inOrder);
  });

  it('is done once by two instances', async () => {
    const twin = await imigrasi().open();
    twin.start();
    twins.push(twin);
    const notes = await Promise.all(Array.from({ length: 60 }, (_, n) => x.take(`shared ${n}`, { dueOn: inDays(n % 3) })));
    imigrasi().clock.moveTo(fivePast(inDays(4)));
    const ids = notes.map(({ factId }) => factId).sort();
    await eventually(async () => [...(await done(...ids))].sort(), ids);
    expect(new Set(await Promise.all(ids.map(version)))).toEqual(new Set(['2']));
    expect(await imigrasi().query('select 1 from next_look where key = any ($1)', [ids])).toEqual([]);
  });

  it('is left by an instance that crashed to the others', async () => {
    const { factId } = await x.take('taken by one that is gone', { dueOn: inDays(1) });
    // What a crash between taking and doing leaves behind.
    await imigrasi().query(`update next_look set tries = 1, not_before = clock_timestamp() + interval '2 seconds' where key = $1`, [
      factId,
    ]);
    imigrasi().clock.moveTo(fivePast(inDays(2)));
    await eventually(() => done(factId), [factId]);
  });
});

describe('a new timer', () => {
  it('is told of facts that were stated before it; one that is gone leaves nothing behind', async () => {
    let timers = doneByItself('first');
    await withAnExchange({ timers: (...known) => timers(...known) }, async ({ members: { imigrasi }, take }) => {
      await imigrasi.start();
      const { factId } = await take('stated before', { dueOn: inDays(5) });
      await imigrasi.stop();
      timers = doneByItself('second');
      await imigrasi.start();
      expect(await imigrasi.query('select name, key, at from next_look')).toEqual([
        { name: 'second', key: factId, at: new Date(fivePast(inDays(6))) },
      ]);
    });
  });
});

describe('an owner that lost its past', () => {
  it('notes what is to be done about the facts that it takes over, and about none that has moved on', async () => {
    await withAnExchange({ timers: doneByItself('note-due') }, async ({ members: { imigrasi, polres }, take, change, backUp, restore }) => {
      await imigrasi.start();
      await polres.start();
      const { factId: extended } = await take('extended after the backup', { dueOn: inDays(5) });
      await eventually(async () => (await polres.view())[extended], '1 extended after the backup');
      await imigrasi.stop();
      await backUp('imigrasi');
      await imigrasi.start();
      await change(extended, { dueOn: inDays(20) });
      const { factId: later } = await take('stated after the backup', { dueOn: inDays(7), subjectRef: newId() });
      await eventually(
        async () => [(await polres.view())[extended], (await polres.view())[later]],
        ['2 extended after the backup', '1 stated after the backup'],
      );
      await imigrasi.stop();
      await restore('imigrasi');
      imigrasi.clock.moveTo(fivePast(inDays(6)));
      await imigrasi.start();
      await eventually(
        () => imigrasi.query('select key, at from next_look order by at'),
        [
          { key: later, at: new Date(fivePast(inDays(8))) },
          { key: extended, at: new Date(fivePast(inDays(21))) },
        ],
      );
      expect((await imigrasi.view())[extended]).toBe('2 extended after the backup');
    });
  });
});
