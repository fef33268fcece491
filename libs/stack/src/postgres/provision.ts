import pg from 'pg';

import type { Stack } from '../stack.js';

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

/** A database and the one role that may enter it, both by the same name. Nothing happens where they are. */
export async function provisionDatabase(admin: pg.Client, { name, password }: { name: string; password: string }): Promise<void> {
  const quoted = pg.escapeLiteral(password);
  const { rowCount: hasRole } = await admin.query('select from pg_roles where rolname = $1', [name]);
  await admin.query(`${hasRole ? 'alter' : 'create'} role ${identifier(name)} login password ${quoted}`);
  const { rowCount: hasDatabase } = await admin.query('select from pg_database where datname = $1', [name]);
  if (!hasDatabase) await admin.query(`create database ${identifier(name)} owner ${identifier(name)}`);
  await admin.query(`revoke connect, temporary on database ${identifier(name)} from public`);
}
