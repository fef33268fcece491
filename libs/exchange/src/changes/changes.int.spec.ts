import type { DataSource } from 'typeorm';

import { eventually } from '../../../../test/eventually.js';
import { anExchange, type TestExchange } from '../../../../test/exchange/an-exchange.js';
import { cursorText, readCursor, type ChangeCursor } from './change-cursor.js';
import { changesAfter, enterEra, type ChangePage } from './changes.sql.js';

import.meta.jest.setTimeout(60_000);

describe('the changes of a view', () => {
  let x: TestExchange;
  let db: DataSource;

  beforeEach(async () => {
    x = await anExchange();
    await x.members.imigrasi.start();
    ({ db } = x.members.imigrasi.exchange);
  });
  afterEach(() => x.stop());

  const pageAfter = (after: ChangeCursor | null, limit = 100): Promise<ChangePage> => changesAfter(db, after, { kinds: null, limit });
  const told = ({ changes }: ChangePage): readonly string[] => changes.map(({ fact }) => `${String(fact.body?.['text'])} ${fact.version}`);
  /** Another transaction of the same server, a backup of another test, may hold everything up for a while. */
  const eventuallyTold = async (after: ChangeCursor | null, wanted: readonly string[]): Promise<ChangePage> => {
    await eventually(async () => told(await pageAfter(after)), wanted);
    return pageAfter(after);
  };

  it('are told in pages, each fact once, in its newest version', async () => {
    const [a] = [await x.take('a'), await x.take('b'), await x.take('c')];
    await eventuallyTold(null, ['a 1', 'b 1', 'c 1']);
    const first = await pageAfter(null, 2);
    expect([told(first), first.isNewest]).toEqual([['a 1', 'b 1'], false]);
    await x.change(a.factId, { state: 'DONE' });
    await eventuallyTold(first.next, ['c 1', 'a 2']);
    const rest = await pageAfter(readCursor(cursorText(first.next)));
    expect([rest.isNewest, rest.isReset]).toEqual([true, false]);
    expect(told(await pageAfter(rest.next))).toEqual([]);
  });

  it('that commit late are not skipped', async () => {
    const start = (await pageAfter(null)).next;
    const slow = db.createQueryRunner();
    await slow.startTransaction();
    await slow.query('select pg_current_xact_id()');
    await x.take('quick');
    const meanwhile = await pageAfter(start);
    expect(told(meanwhile)).toEqual([]);
    await slow.query(
      `insert into fact (fact_id, issuer, kind, version, change, event, event_id, document, document_hash, body, occurred_at, recorded_at, known_at)
       values (gen_random_uuid(), 'polres', 'note', 1, 'stated', 'x', gen_random_uuid(), '{}', '', '{"text":"slow"}', now(), now(), now())`,
    );
    await slow.commitTransaction();
    await slow.release();
    await eventuallyTold(meanwhile.next, ['slow 1', 'quick 1']);
  });

  it('begin anew for whoever read what a restored database does not know, and for nobody else', async () => {
    await x.take('kept');
    const { next: early } = await eventuallyTold(null, ['kept 1']);
    expect(early.xid).not.toBe('0');
    await x.members.imigrasi.stop();
    await x.backUp('imigrasi');
    await x.members.imigrasi.start();
    ({ db } = x.members.imigrasi.exchange);
    await x.take('lost');
    const { next: late } = await eventuallyTold(early, ['lost 1']);
    await x.members.imigrasi.stop();
    await x.loseTopic(x.contracts.NoteTaken);
    await x.restore('imigrasi');
    x.members.imigrasi.exchange = await x.members.imigrasi.open();
    ({ db } = x.members.imigrasi.exchange);

    await eventually(async () => {
      const page = await pageAfter(late);
      return [page.isReset, told(page)];
    }, [true, ['kept 1']]);
    expect([(await pageAfter(early)).isReset, told(await pageAfter(early))]).toEqual([false, []]);
    const stranger = await pageAfter({ ...early, era: 'ffffffffffff' });
    expect([stranger.isReset, told(stranger)]).toEqual([true, ['kept 1']]);
  });

  it('of a dump from a server that was further on are read all the same', async () => {
    await x.take('from afar');
    await db.query(`update fact set changed_in = '900000000000'`);
    expect(told(await pageAfter(null))).toEqual([]);
    await enterEra(db);
    await eventuallyTold(null, ['from afar 1']);
  });
});
