import pg from 'pg';

import { StackProblem, type Stack } from '../stack.js';

const identifier = (name: string): string => `"${name.replace(/"/g, '""')}"`;

/** A client with the rights of the server's administrator; the caller ends it. */
export async function adminClient({ postgres }: Pick<Stack, 'postgres'>, database = 'postgres'): Promise<pg.Client> {
  const client = new pg.Client({
    host: postgres.host,
    port: postgres.port,
    user: postgres.admin.user,
    password: postgres.admin.password,
    database,
  });
  await client.connect();
  return client;
}

/**
 * A database and the one role that may enter it, both by the same name. Nothing happens where they are.
 * @throws {StackProblem} when the server could not find names that are not written in Latin letters
 */
export async function provisionDatabase(admin: pg.Client, { name, password }: { name: string; password: string }): Promise<void> {
  const quoted = pg.escapeLiteral(password);
  const { rowCount: hasRole } = await admin.query('select from pg_roles where rolname = $1', [name]);
  await admin.query(`${hasRole ? 'alter' : 'create'} role ${identifier(name)} login password ${quoted}`);
  const { rowCount: hasDatabase } = await admin.query('select from pg_database where datname = $1', [name]);
  if (!hasDatabase) {
    await assertLetters(admin, 'template0');
    await admin.query(`create database ${identifier(name)} owner ${identifier(name)} template template0 encoding 'UTF8'`);
  } else await assertLetters(admin, name);
  await admin.query(`revoke connect, temporary on database ${identifier(name)} from public`);
}

/** pg_trgm asks the C library what a letter is, whatever provider compares texts: with LC_CTYPE C it drops all but ASCII (seen with icu and builtin). */
async function assertLetters(admin: pg.Client, database: string): Promise<void> {
  const { rows } = await admin.query<{ datctype: string }>('select datctype from pg_database where datname = $1', [database]);
  if (rows.every(({ datctype }) => !['C', 'POSIX'].includes(datctype))) return;
  throw new StackProblem(
    'This PostgreSQL has the plain C locale, in which Chinese, Korean and Arabic names are not found; initialise it with a UTF-8 locale such as C.UTF-8.',
  );
}
