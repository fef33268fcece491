import { parseArgs } from 'node:util';

import type { Settings } from '@timpora/config';
import { DataSource } from 'typeorm';

import { addClient, listClients, revokeClient, rotateClient, type Asks, type ClientSecret } from './clients.sql.js';

/** What cannot be done, in one sentence that says what to do instead. */
export class ClientsProblem extends Error {}

/** What an operator may ask for, as the end of a command line. */
export const clientCommands = `list
add <client>
rotate <client> [--overlap-hours 168]
revoke <client>
  client: 2 to 60 small letters, digits, dots and hyphens, such as registry-sync`;

interface Wish {
  readonly verb: string;
  readonly client: string;
  /** For so long the secret that is replaced goes on. */
  readonly overlapHours: number;
}

const verbs = ['list', 'add', 'rotate', 'revoke'];
const longestOverlapHours = 24 * 90;

/** What is wrong or missing in a wish. */
function faultIn({ verb, client, overlapHours }: Wish, isMore: boolean): string | null {
  const isList = verb === 'list';
  const faults: readonly (readonly [boolean, string])[] = [
    [verb === '', 'Say what to do.'],
    [!verbs.includes(verb), `There is no command ${verb}.`],
    [isMore || (isList && client !== ''), 'That is a name too many.'],
    [!isList && client === '', `Say which client to ${verb}.`],
    [!isList && !/^[a-z0-9][a-z0-9.-]{1,59}$/.test(client), `${client} is no name for a client.`],
    [!(overlapHours >= 0 && overlapHours <= longestOverlapHours), `--overlap-hours is a number from 0 to ${longestOverlapHours}.`],
  ];
  return faults.find(([is]) => is)?.[1] ?? null;
}

/** @throws {ClientsProblem} naming what is wrong or missing */
export function wishIn(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args);
  const [verb = '', client = '', more] = positionals;
  const wish = { verb, client, overlapHours: Number(values['overlap-hours'] || NaN) };
  const fault = faultIn(wish, more !== undefined);
  if (fault !== null) throw wrong(fault);
  return wish;
}

const wrong = (sentence: string): ClientsProblem => new ClientsProblem(`${sentence} The commands are:\n${clientCommands}`);

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { 'overlap-hours': { type: 'string', default: '168' } } });
  } catch (error) {
    throw wrong(`${String((error as Error).message).split('. ')[0]}.`);
  }
}

/** Does what was asked for with the systems that get their own tokens. @returns what is told; a secret is told here only */
export async function manageClients(db: Asks, { verb, client, overlapHours }: Wish): Promise<string> {
  if (verb === 'list') return listed(await listClients(db));
  if (verb === 'revoke') {
    if (!(await revokeClient(db, client))) throw new ClientsProblem(`There is no client ${client}; \`list\` names them.`);
    return `${client} gets no tokens any more; those that it holds end within seconds. A revoked name is not given again.`;
  }
  const secret = verb === 'add' ? await addClient(db, client) : await rotateClient(db, client, overlapHours);
  if (secret !== null) return told(client, secret, verb === 'add' ? null : overlapHours);
  throw new ClientsProblem(
    verb === 'add'
      ? `${client} is there already, or was revoked: rotate its secret, or add another name.`
      : `There is no client ${client}, or it was revoked: \`list\` names those that go on; add another.`,
  );
}

const told = (client: string, secret: string, overlapHours: number | null): string =>
  [
    `client id      ${client}`,
    `client secret  ${secret}`,
    'It is not shown again. Its system sends both to POST /api/token and gets a token for ten minutes.',
    ...(overlapHours === null
      ? []
      : [overlapHours > 0 ? `The secret before it ends in ${overlapHours} hours.` : 'The secret before it has ended.']),
  ].join('\n');

function listed(secrets: readonly ClientSecret[]): string {
  if (secrets.length === 0) return 'No client has a secret.';
  const shown = (at: Date | null, never: string): string => at?.toISOString() ?? never;
  return secrets
    .map(({ client, createdAt, endsAt, lastUsedAt }) =>
      [client, `made ${createdAt.toISOString()}`, `ends ${shown(endsAt, 'never')}`, `last used ${shown(lastUsedAt, 'never')}`].join('  '),
    )
    .join('\n');
}

/** The same on the database of a member. @throws {ClientsProblem} also when it does not answer, or its service never started */
export async function manageClientsOf(
  { member, database }: Pick<Settings, 'member' | 'database'>,
  args: readonly string[],
): Promise<string> {
  const wish = wishIn(args);
  const { host, port, name, user: username, password, tls } = database;
  const db = new DataSource({ type: 'postgres', host, port, database: name, username, password, ssl: tls && { rejectUnauthorized: true } });
  try {
    await db.initialize();
    return await manageClients(db, wish);
  } catch (error) {
    const { code } = error as { readonly code?: unknown };
    if (code === 'ECONNREFUSED')
      throw new ClientsProblem(`The database of ${member} does not answer at ${host}:${port}; start it and try again.`);
    if (code === '42P01') throw new ClientsProblem(`The service of ${member} makes its tables when it first starts; start it once.`);
    throw error;
  } finally {
    if (db.isInitialized) await db.destroy();
  }
}
