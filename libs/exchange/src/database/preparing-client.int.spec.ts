import { newId } from '../ids.js';
import { testStack } from '../../../../test/stack/test-stack.js';
import { plannedAnew, PreparingClient } from './preparing-client.js';

const { host, port, admin } = testStack().postgres;
const connected = async (): Promise<PreparingClient> => {
  const client = new PreparingClient({ host, port, user: admin.user, password: admin.password, database: 'postgres' });
  await client.connect();
  return client;
};

describe('a connection that keeps plans', () => {
  const table = `planned_${newId().slice(-12)}`;
  const wanted = `select * from ${table} where id = $1`;
  let client: PreparingClient;

  beforeAll(async () => {
    client = await connected();
    await client.query(`create table ${table} (id int primary key)`);
  });
  afterAll(async () => {
    const last = await connected();
    await last.query(`drop table ${table}`);
    await last.end();
  });

  it('has each statement with parameters prepared once, however often it is run', async () => {
    for (let times = 0; times < 3; times++) await client.query(wanted, [times]);
    const { rows } = await client.query<{ plans: string }>(
      'select generic_plans + custom_plans as plans from pg_prepared_statements where statement = $1',
      [wanted],
    );
    expect(rows).toEqual([{ plans: '3' }]);
  });

  it('has a statement without parameters prepared when it only reads, and leaves alone several in one text and what is planned anew', async () => {
    const all = `select count(*)::int as count from ${table}`;
    for (let times = 0; times < 2; times++) expect((await client.query(all)).rows).toEqual([{ count: 0 }]);
    await client.query('select 1; select 2');
    await client.query(`${plannedAnew} ${wanted}`, [1]);
    const { rows } = await client.query('select statement from pg_prepared_statements where statement = any ($1)', [
      [all, 'select 1; select 2', `${plannedAnew} ${wanted}`],
    ]);
    expect(rows).toEqual([{ statement: all }]);
  });

  it('ends when a table was changed under its plans, so that the next connection goes on', async () => {
    const ended = new Promise((resolve) => client.once('end', resolve));
    await client.query(`alter table ${table} add column name text`);
    await expect(client.query(wanted, [1])).rejects.toMatchObject({ code: '0A000' });
    await ended;
    const next = await connected();
    expect((await next.query(wanted, [1])).rows).toEqual([]);
    await next.end();
  });
});
