import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { clientCommands, ClientsProblem, manageClientsOf } from '@timpora/access';
import { settingsFrom, SettingsError, type Settings } from '@timpora/config';
import { findRunningStack, membership, StackProblem } from '@timpora/stack';

import { folder } from './launch/options.js';

/** What an operator does with the systems that get their own tokens at one agency. */
const [member = '', ...args] = process.argv.slice(2);
try {
  console.log(await manageClientsOf(await placeOf(member), args));
} catch (error) {
  const isForeseen = [ClientsProblem, StackProblem, SettingsError].some((kind) => error instanceof kind);
  console.error(isForeseen ? (error as Error).message : error);
  process.exitCode = 1;
}

/** As its own service sees it, when the environment says so; else on the stack that runs. */
async function placeOf(member: string): Promise<Pick<Settings, 'member' | 'database'>> {
  if (process.env['TIMPORA_DATABASE_HOST']) return settingsFrom(process.env, member);
  const { admitted } = membership(folder);
  if (admitted.length === 0) throw new StackProblem('There is no exchange yet; start it with `npm start`.');
  if (!admitted.includes(member)) {
    const usage = clientCommands.replace(/^(?=[a-z])/gm, 'npm run credentials -- <agency> ');
    throw new StackProblem(
      `${member ? `${member} is no member of this exchange` : 'Say whose clients'}; members are ${admitted.join(', ')}.\n${usage}`,
    );
  }
  const { postgres } = await findRunningStack(folder);
  const file = join(folder, 'secrets', `database-${member}`);
  if (!existsSync(file))
    throw new StackProblem(`${file} is missing: the password of its database is kept elsewhere; set TIMPORA_DATABASE_*.`);
  const password = readFileSync(file, 'utf8').trim();
  const { host, port } = postgres;
  return { member, database: { host, port, name: member, user: member, password, poolSize: 1, tls: false } };
}
