import { join } from 'node:path';

import kafkajs from 'kafkajs';

import { writeSecret } from '../secrets.js';
import { StackProblem, type Logins, type StackPlace } from '../stack.js';
import { toolSettings } from './broker-settings.js';

/** Commands with Kafka's tools for who runs it; they hold passwords and go to a file that only its owner can read. @returns the file */
function writeCommands({ kafka, folder }: Pick<StackPlace, 'kafka' | 'folder'>, name: string, changes: readonly string[]): string {
  const [login, script] = [join(folder, 'kafka-admin.properties'), join(folder, name)];
  writeSecret(login, toolSettings(kafka.admin));
  const change = `kafka-configs.sh --bootstrap-server '${kafka.brokers.join(',')}' --command-config '${login}' --alter --entity-type users`;
  writeSecret(script, changes.map((each) => `${change} ${each}\n`).join(''));
  return script;
}

/**
 * Makes sure that a Kafka which somebody else runs knows the logins. What is missing is written down as commands for its administrator,
 * because kafkajs has no call that makes a SCRAM login.
 * @throws {StackProblem} that names the users and the file
 */
export async function assertLogins({ kafka, folder }: Pick<StackPlace, 'kafka' | 'folder'>, logins: Logins): Promise<void> {
  const answers = await Promise.all(
    Object.entries({ [kafka.admin.user]: kafka.admin.password, ...logins }).map(async ([user, password]) => ({
      user,
      isKnown: await canLogIn(kafka.brokers, user, password),
    })),
  );
  const unknown = answers.filter(({ isKnown }) => !isKnown).map(({ user }) => user);
  if (unknown.length === 0) return;
  if (unknown.includes(kafka.admin.user))
    throw new StackProblem('Kafka refuses the login of TIMPORA_STACK_KAFKA_ADMIN_USER; correct it or its password.');
  const script = writeCommands(
    { kafka, folder },
    'make-kafka-logins.sh',
    unknown.map((user) => `--entity-name '${user}' --add-config 'SCRAM-SHA-512=[password=${logins[user] ?? ''}]'`),
  );
  throw new StackProblem(
    `Kafka does not know ${unknown.join(', ')} with the passwords of this folder: run \`sh ${script}\` with the bin folder of Kafka in PATH, then do the same again.`,
  );
}

/** @throws {StackProblem} that names the file with the command, because somebody else runs this Kafka */
export async function assertNoLogin(
  { kafka, folder }: Pick<StackPlace, 'kafka' | 'folder'>,
  user: string,
  password: string,
): Promise<void> {
  if (!(await canLogIn(kafka.brokers, user, password))) return;
  const script = writeCommands({ kafka, folder }, 'drop-kafka-logins.sh', [`--entity-name '${user}' --delete-config 'SCRAM-SHA-512'`]);
  throw new StackProblem(`Kafka still knows ${user}: run \`sh ${script}\` with the bin folder of Kafka in PATH, then do the same again.`);
}

/** Does the broker accept this login? @throws {StackProblem} when no broker answers */
export async function canLogIn(brokers: readonly string[], username: string, password: string): Promise<boolean> {
  const admin = new kafkajs.Kafka({
    clientId: 'timpora-provision',
    brokers: [...brokers],
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3_000,
    retry: { retries: 1 },
  }).admin();
  try {
    await admin.connect();
    return true;
  } catch (error) {
    if (error instanceof kafkajs.KafkaJSSASLAuthenticationError) return false;
    throw new StackProblem(`Kafka does not answer at ${brokers.join(',')}; start it, or correct TIMPORA_STACK_KAFKA_BROKERS.`);
  } finally {
    await admin.disconnect();
  }
}
