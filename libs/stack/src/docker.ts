import { join } from 'node:path';

import { composeWith, environmentFile } from './compose.js';
import { run, untilOpen } from './processes.js';
import { keptPassword, writeSecret } from './secrets.js';
import { StackProblem, type Stack, type StackOptions, type StackPlace } from './stack.js';
import { stackAt } from './stack-at.js';

const nothingToRunWith =
  'There is nothing to run Kafka with: install Java 17 or later with Maven, or Docker, or name an existing Kafka and PostgreSQL with TIMPORA_STACK_KAFKA_BROKERS and TIMPORA_STACK_POSTGRES_HOST.';

/** @throws {StackProblem} when no Docker engine answers, saying what else would do */
export async function assertDockerAnswers({ docker }: StackOptions): Promise<void> {
  if ((await run('docker', ['info'])).code === 0) return;
  throw new StackProblem(docker ? 'The Docker engine does not answer; start it, or start without --docker.' : nothingToRunWith);
}

/** Kafka and PostgreSQL as containers of `docker-compose.yml`. Not tried yet on a machine with a Docker engine. @throws {StackProblem} */
export async function startWithCompose({ folder, ports, logins, onProgress }: StackOptions): Promise<Stack> {
  const kafkaAdmin = { user: 'admin', password: keptPassword(join(folder, 'secrets', 'kafka-admin')) };
  const postgresAdmin = { user: 'timpora_admin', password: keptPassword(join(folder, 'secrets', 'postgres-admin')) };
  const environment = {
    TIMPORA_FOLDER: folder,
    TIMPORA_STACK_KAFKA_PORT: String(ports.kafka),
    TIMPORA_STACK_KAFKA_ADMIN_PASSWORD: kafkaAdmin.password,
    TIMPORA_STACK_KAFKA_SCRAM: Object.entries(logins)
      .map(([user, password]) => `--add-scram SCRAM-SHA-512=[name=${user},password=${password}]`)
      .join(' '),
    TIMPORA_STACK_POSTGRES_PORT: String(ports.postgres),
    TIMPORA_STACK_POSTGRES_ADMIN_PASSWORD: postgresAdmin.password,
  };
  // Kept, so that the services' profile can be started by hand on the same servers.
  writeSecret(
    environmentFile(folder),
    Object.entries(environment)
      .map(([name, value]) => `${name}='${value}'\n`)
      .join(''),
  );
  const compose = composeWith(folder);
  if ((await compose('version')).code !== 0)
    throw new StackProblem('Docker has no Compose; install its compose plugin, or start without --docker.');
  onProgress('Starting Kafka and PostgreSQL with Docker');
  const { code } = await compose('up', '-d', '--wait', 'kafka', 'postgres');
  if (code !== 0) throw new StackProblem('Docker could not start Kafka and PostgreSQL; `docker compose -p timpora logs` tells why.');
  await untilOpen(ports.kafka, { what: 'Kafka', log: '`docker compose -p timpora logs kafka`', isAlive: () => true });
  const place: StackPlace = {
    source: 'docker',
    folder,
    kafka: { brokers: [`127.0.0.1:${ports.kafka}`], admin: kafkaAdmin },
    postgres: { host: '127.0.0.1', port: ports.postgres, admin: postgresAdmin },
  };
  return {
    ...stackAt(place),
    stop: async () => {
      await compose('stop');
    },
  };
}
