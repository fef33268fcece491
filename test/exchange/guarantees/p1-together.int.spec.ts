import type { Member } from '@timpora/contracts';
import { ownCaller, type Transaction } from '@timpora/exchange';

import { eventually } from '../../eventually.js';
import { anExchange, type TestExchange } from '../an-exchange.js';

describe('P1: a change and its event are committed together, or not at all', () => {
  let x: TestExchange;
  const count = async (table: string): Promise<number> =>
    Number((await x.members.imigrasi.query<{ count: string }>(`select count(*) from ${table}`))[0]?.count);
  /** Events on their way: in the outbox, or sealed already. One statement, so that none is between two looks. */
  const told = async (): Promise<number> =>
    Number(
      (await x.members.imigrasi.query<{ n: string }>('select (select count(*) from outbox) + (select count(*) from journal) as n'))[0]?.n,
    );
  const state = <T>(work: (tx: Transaction<Member>) => Promise<T>): Promise<T> =>
    x.members.imigrasi.exchange.unitOfWork.run(ownCaller('test'), work);

  beforeAll(async () => {
    x = await anExchange();
    await x.members.imigrasi.start();
  });
  afterAll(() => x.stop());

  it('commits a fact and its outbox row together, or neither', async () => {
    await x.take('first');
    expect([await count('fact'), await told()]).toEqual([1, 1]);
    const failing = state(async (tx) => {
      await tx.state(x.contracts.NoteTaken, { text: 'never', state: 'OPEN' });
      throw new Error('the use case changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect([await count('fact'), await told()]).toEqual([1, 1]);
  });

  it('leaves nothing of either when the connection ends in the middle', async () => {
    const before = [await count('fact'), await told()];
    const ending = state(async (tx) => {
      const { factId } = await tx.state(x.contracts.NoteTaken, { text: 'half a command', state: 'OPEN' });
      // Written, and not committed.
      await tx.find(x.contracts.Note, factId);
      const working = `datname = $1 and state = 'idle in transaction' and pid <> pg_backend_pid()`;
      await x.admin.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${working}`, [
        x.members.imigrasi.settings.database.name,
      ]);
      await tx.state(x.contracts.NoteTaken, { text: 'the other half', state: 'OPEN' });
    });
    await expect(ending).rejects.toThrow();
    await eventually(async () => [await count('fact'), await told()], before);
  });

  it('lets one of two changes at the same time win, and tells the other', async () => {
    const { factId } = await x.take('race');
    const results = await Promise.allSettled(['a', 'b', 'c', 'd'].map((text) => x.change(factId, { text })));
    const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    const won = results.length - lost.length;
    expect(won).toBeGreaterThan(0);
    for (const reason of lost) expect(reason).toMatchObject({ problem: { code: 'version.stale' } });
    const [row] = await x.members.imigrasi.query<{ version: string }>('select version from fact where fact_id = $1', [factId]);
    expect(row?.version).toBe(String(won + 1));
  });

  it.each([
    ['U+0000', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800b'],
  ])('refuses %s before anything is committed', async (_, text) => {
    const before = await told();
    await expect(x.take(text)).rejects.toMatchObject({ problem: { code: 'contract.broken' } });
    expect(await told()).toBe(before);
  });

  it('states thousands of facts in one unit of work', async () => {
    const before = await count('fact');
    await state(async (tx) => {
      for (let n = 0; n < 3_000; n++) await tx.state(x.contracts.NoteTaken, { text: `bulk ${n % 100}`, state: 'OPEN' });
    });
    expect(await count('fact')).toBe(before + 3_000);
  });

  it('leaves no transaction and no lock behind when a use case fails', async () => {
    await Promise.allSettled(Array.from({ length: 20 }, () => state(() => Promise.reject(new Error('no')))));
    expect(
      await x.members.imigrasi.query(
        `select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
      ),
    ).toEqual([]);
  });
});
