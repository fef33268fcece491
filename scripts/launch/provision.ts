import { join } from 'node:path';

import { agencies, catalogue, grantsOf, members, topicSpecs, type Agency } from '@timpora/contracts';
import { adminClient, agencyEnvironment, keptPassword, prepareKeys, provisionDatabase, provisionKafka, type Stack } from '@timpora/stack';

export type Environments = Readonly<Record<Agency, Readonly<Record<string, string>>>>;

/** Each member's password, kept in the folder. */
export function passwords(folder: string, of: 'kafka' | 'database'): Readonly<Record<string, string>> {
  return Object.fromEntries(members.map((member) => [member, keptPassword(join(folder, 'secrets', `${of}-${member}`))]));
}

/** Makes what is missing of topics, access rights, databases and keys. @returns the environment variables of each agency's service */
export async function provision(on: Stack, { folder, basePort }: { folder: string; basePort: number }): Promise<Environments> {
  const keys = await prepareKeys(folder, 'timpora-kabupaten-serang', members);
  const [kafkaPasswords, databasePasswords] = [passwords(folder, 'kafka'), passwords(folder, 'database')];
  await provisionKafka(on, { topics: topicSpecs(catalogue), grants: grantsOf(catalogue), withdrawOthers: true });
  const admin = await adminClient(on);
  for (const name of agencies) await provisionDatabase(admin, { name, password: databasePasswords[name] ?? '' });
  await admin.end();
  const environmentOf = (member: Agency): Readonly<Record<string, string>> =>
    agencyEnvironment({
      member,
      stack: on,
      keys,
      basePort,
      kafkaPassword: kafkaPasswords[member] ?? '',
      databasePassword: databasePasswords[member] ?? '',
    });
  return Object.fromEntries(agencies.map((member) => [member, environmentOf(member)])) as Record<Agency, Record<string, string>>;
}
