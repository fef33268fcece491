import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

import { assertDockerAnswers, startWithCompose } from './docker.js';
import { findNamedStack } from './environment.js';
import { startBroker, stopLeftBroker } from './kafka/broker.js';
import { canRunKafka, kafkaJars, kafkaVersion } from './kafka/jars.js';
import { startPostgres, stopLeftPostgres } from './postgres/server.js';
import { isOpen } from './processes.js';
import { keptPassword } from './secrets.js';
import { StackProblem, type Stack, type StackOptions, type StackPlace } from './stack.js';
import { notedStack, notePlace, stackAt } from './stack-at.js';

/** Kafka's jars, its data and PostgreSQL's need about 300 MB at the first start. */
const leastFreeBytes = 500e6;

/**
 * Finds a Kafka and a PostgreSQL, or starts them: what the environment names, else local processes, else Docker; `docker` asks for Docker.
 * @throws {StackProblem} in one sentence that says what to install or to free
 */
export async function findOrStartStack(options: StackOptions): Promise<Stack> {
  mkdirSync(options.folder, { recursive: true });
  const stack = await findOrStart(options);
  notePlace(stack);
  return stack;
}

async function findOrStart(options: StackOptions): Promise<Stack> {
  const named = options.docker ? null : await findNamedStack(process.env, options);
  if (named) return named;
  assertSpace(options.folder);
  if (!options.docker && (await canRunKafka())) return startLocally(options);
  await assertDockerAnswers(options);
  return (options.startContainers ?? startWithCompose)(options);
}

/**
 * The stack that runs: what the environment names, else what the launcher started on this folder.
 * @throws {StackProblem} when there is none, or it does not answer
 */
export async function findRunningStack(folder: string): Promise<Stack> {
  mkdirSync(folder, { recursive: true });
  const named = await findNamedStack(process.env, { folder, logins: {} });
  if (named) return named;
  const stack = notedStack(folder);
  const ports = stack.source === 'environment' ? [] : [Number(stack.kafka.brokers[0]?.split(':').at(-1)), stack.postgres.port];
  if (!(await Promise.all(ports.map(isOpen))).every(Boolean))
    throw new StackProblem('The exchange does not run; start it with `npm start`, and do the same in another terminal.');
  return stack;
}

/** Stops whatever a launcher or a test run that was killed left running on this folder. */
export async function stopLeftovers(folder: string): Promise<void> {
  await Promise.all([stopLeftBroker(folder), stopLeftPostgres(folder)]);
}

function assertSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < leastFreeBytes)
    throw new StackProblem(
      `Only ${Math.round((bavail * bsize) / 1e6)} MB of the disk are free where ${folder} is; free ${leastFreeBytes / 1e6} MB and start again.`,
    );
}

async function startLocally(options: StackOptions): Promise<Stack> {
  const { folder, ports, logins, onProgress, throwaway = false } = options;
  const kafkaAdmin = { user: 'admin', password: keptPassword(join(folder, 'secrets', 'kafka-admin')) };
  const postgresAdmin = { user: 'timpora_admin', password: keptPassword(join(folder, 'secrets', 'postgres-admin')) };
  const jars = await kafkaJars(options.jars ?? join(folder, `kafka-libs-${kafkaVersion}`), onProgress);
  onProgress('Starting Kafka and PostgreSQL');
  const servers = await bothOrNone([
    startBroker({ folder, jars, ports, admin: kafkaAdmin, logins, onProgress }),
    startPostgres({ folder, port: ports.postgres, admin: postgresAdmin, throwaway }),
  ]);
  const place: StackPlace = {
    source: 'local processes',
    folder,
    jars,
    kafka: { brokers: [`127.0.0.1:${ports.kafka}`], admin: kafkaAdmin },
    postgres: { host: '127.0.0.1', port: ports.postgres, admin: postgresAdmin },
  };
  return {
    ...stackAt(place),
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

interface Stoppable {
  stop(): Promise<void>;
}

/** When one cannot start, the other must not be left behind. */
async function bothOrNone(starting: readonly Promise<Stoppable>[]): Promise<readonly Stoppable[]> {
  const results = await Promise.allSettled(starting);
  const failed = results.find((result) => result.status === 'rejected');
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (!failed) return started;
  await Promise.all(started.map((server) => server.stop()));
  throw failed.reason;
}
