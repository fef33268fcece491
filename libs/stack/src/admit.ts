import { join } from 'node:path';

import { grantsOf, topicSpecs, topicsStatedBy, type Catalogue, type Member } from '@timpora/contracts';

import { agencyEnvironment } from './agency-environment.js';
import { lastPlacesIn } from './kafka/last-places.js';
import { provisionKafka } from './kafka/provision.js';
import { endMembership, membership, prepareKeys } from './keys.js';
import { adminClient, provisionDatabase } from './postgres/provision.js';
import { keptPassword, writeSecret } from './secrets.js';
import { StackProblem, type Stack } from './stack.js';

/** An exchange as whoever administers it sees it. */
export interface Administered {
  /** Where keys, passwords and the registry are kept. */
  readonly folder: string;
  readonly catalogue: Catalogue;
  /** Takes away whatever the contracts do not allow; false where several exchanges share one broker, as in tests. */
  readonly withdrawOthers: boolean;
}

export interface Admission extends Administered {
  /** Who is admitted; nothing changes for those that are members already. */
  readonly members: readonly Member[];
  /** Of the registry, when it is made now. */
  readonly exchangeId: string;
  /** Port of the first agency. */
  readonly basePort: number;
  /** Modules with the contracts of members elsewhere, for the services' environment. */
  readonly contracts?: readonly string[];
  /** Kept in the folder and made at the first use when absent. */
  readonly passwordOf?: (member: Member, server: 'kafka' | 'database') => string;
  /** The member's own name when absent. */
  readonly databaseOf?: (member: Member) => string;
}

/** The environment variables of each member's service. */
export type Environments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Makes members of an exchange, running or not: login, signing key, id secret, entry in the registry, topics and access rights of the contracts,
 * database and role. Others hear of them at run time. Whatever is there already stays as it is.
 * @throws {StackProblem} in one sentence that says what to do
 */
export async function admit(stack: Stack, admission: Admission): Promise<Environments> {
  const { folder, exchangeId, members, basePort, contracts = [] } = admission;
  const { passwordOf = keptIn(folder), databaseOf = (member: Member) => member } = admission;
  const gone = members.find((member) => membership(folder).left.includes(member));
  if (gone) throw new StackProblem(`${gone} has left this exchange, and what it signs counts no more; it comes back under another name.`);
  await stack.makeLogins(Object.fromEntries(members.map((member) => [member, passwordOf(member, 'kafka')])));
  const keys = await prepareKeys(folder, exchangeId, members);
  await provideRights(stack, admission);
  const admin = await adminClient(stack);
  for (const member of members) await provisionDatabase(admin, { name: databaseOf(member), password: passwordOf(member, 'database') });
  await admin.end();
  return Object.fromEntries(
    members.map((member) => [
      member,
      agencyEnvironment({
        ...{ member, stack, keys, basePort, contracts, database: databaseOf(member) },
        kafkaPassword: passwordOf(member, 'kafka'),
        databasePassword: passwordOf(member, 'database'),
      }),
    ]),
  );
}

/**
 * Ends a membership: nothing may be read or written any more, what was published until now keeps counting, the login is gone. The database is
 * left to its agency.
 * @throws {StackProblem} when there is no such member, or the login is somebody else's to drop
 */
export async function letLeave(stack: Stack, administered: Administered, member: Member): Promise<void> {
  const { folder, catalogue } = administered;
  if (!membership(folder).admitted.includes(member)) throw new StackProblem(`${member} is no member of this exchange.`);
  await provideRights(stack, administered, member);
  const topics = topicsStatedBy(catalogue, member).map(({ name }) => name);
  endMembership(folder, member, await lastPlacesIn(stack, member, topics));
  await stack.dropLogin(member);
}

/** Topics of all contracts; rights of those who are admitted. */
function provideRights(stack: Stack, { folder, catalogue, withdrawOthers }: Administered, ...leaving: readonly Member[]): Promise<void> {
  const { admitted, left } = membership(folder);
  const leavers = [...left, ...leaving];
  const grants = grantsOf(catalogue).filter(({ user }) => admitted.includes(user) && !leavers.includes(user));
  return provisionKafka(stack, { topics: topicSpecs(catalogue), grants, leavers, withdrawOthers });
}

const keptIn =
  (folder: string) =>
  (member: Member, server: 'kafka' | 'database'): string =>
    keptPassword(join(folder, 'secrets', `${server}-${member}`));

/** Writes a member's variables for `node --env-file`. @returns the file, which its owner alone can read */
export function writeEnvironment(folder: string, member: string, environment: Readonly<Record<string, string>>): string {
  const file = join(folder, 'members', `${member}.env`);
  writeSecret(
    file,
    Object.entries(environment)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  return file;
}
