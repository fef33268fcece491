import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { assertDockerAnswers, startWithCompose } from './docker.js';
import { startBroker } from './kafka/broker.js';
import { canRunKafka, kafkaJars, kafkaVersion } from './kafka/jars.js';
import { startPostgres } from './postgres/server.js';
import { keptPassword } from './secrets.js';
import { StackProblem, type Stack, type StackOptions } from './stack.js';

/**
 * Finds a Kafka and a PostgreSQL, or starts them: what the environment names, else local processes, else Docker.
 * @throws {StackProblem} in one sentence that says what to install or to free
 */
export async function findOrStartStack(options: StackOptions): Promise<Stack> {
  const named = fromEnvironment(process.env);
  if (named) return named;
  if (!options.docker && (await canRunKafka())) return startLocally(options);
  await assertDockerAnswers(options);
  return (options.startContainers ?? startWithCompose)(options);
}

/** Servers that somebody else runs. Logins and their passwords are theirs to make; topics, ACLs and databases are made with the admin login. */
function fromEnvironment(environment: Readonly<Record<string, string | undefined>>): Stack | null {
  const brokers = environment['TIMPORA_STACK_KAFKA_BROKERS'];
  const host = environment['TIMPORA_STACK_POSTGRES_HOST'];
  if (!brokers && !host) return null;
  const read = (name: string, fallback?: string): string => {
    const value = environment[name] ?? fallback;
    if (value === undefined)
      throw new StackProblem(
        `${name} is missing: an existing Kafka and PostgreSQL need TIMPORA_STACK_KAFKA_BROKERS, _KAFKA_ADMIN_USER, _KAFKA_ADMIN_PASSWORD, _POSTGRES_HOST, _POSTGRES_PORT, _POSTGRES_ADMIN_USER and _POSTGRES_ADMIN_PASSWORD.`,
      );
    return value;
  };
  return {
    source: 'environment',
    kafka: {
      brokers: read('TIMPORA_STACK_KAFKA_BROKERS').split(','),
      admin: { user: read('TIMPORA_STACK_KAFKA_ADMIN_USER'), password: read('TIMPORA_STACK_KAFKA_ADMIN_PASSWORD') },
    },
    postgres: {
      host: read('TIMPORA_STACK_POSTGRES_HOST'),
      port: Number(read('TIMPORA_STACK_POSTGRES_PORT', '5432')),
      admin: { user: read('TIMPORA_STACK_POSTGRES_ADMIN_USER'), password: read('TIMPORA_STACK_POSTGRES_ADMIN_PASSWORD') },
    },
    stop: () => Promise.resolve(),
  };
}

async function startLocally(options: StackOptions): Promise<Stack> {
  const { folder, ports, logins, onProgress, throwaway = false } = options;
  mkdirSync(folder, { recursive: true });
  const kafkaAdmin = { user: 'admin', password: keptPassword(join(folder, 'secrets', 'kafka-admin')) };
  const postgresAdmin = { user: 'timpora_admin', password: keptPassword(join(folder, 'secrets', 'postgres-admin')) };
  const jars = await kafkaJars(options.jars ?? join(folder, `kafka-libs-${kafkaVersion}`), onProgress);
  onProgress('Starting Kafka and PostgreSQL');
  const [broker, server] = await Promise.all([
    startBroker({ folder, jars, ports, admin: kafkaAdmin, logins, onProgress }),
    startPostgres({ folder, port: ports.postgres, admin: postgresAdmin, throwaway }),
  ]);
  return {
    source: 'local processes',
    kafka: { brokers: [`127.0.0.1:${ports.kafka}`], admin: kafkaAdmin },
    postgres: { host: '127.0.0.1', port: ports.postgres, admin: postgresAdmin },
    stop: async () => {
      await Promise.all([broker.stop(), server.stop()]);
    },
  };
}
