import { randomBytes } from 'node:crypto';

import { stackAt, type Stack, type StackOptions } from '@timpora/stack';
import { DockerComposeEnvironment, Wait } from 'testcontainers';

/** The stack of `docker-compose.yml` as throwaway containers. Not tried yet on a machine with a Docker engine. */
export async function startContainers({ folder, logins, ports }: StackOptions): Promise<Stack> {
  const [kafkaPassword, postgresPassword] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const scram = Object.entries(logins).map(([user, password]) => `--add-scram SCRAM-SHA-512=[name=${user},password=${password}]`);
  const running = await new DockerComposeEnvironment('.', 'docker-compose.yml')
    .withEnvironment({
      TIMPORA_STACK_KAFKA_PORT: String(ports.kafka),
      TIMPORA_STACK_KAFKA_ADMIN_PASSWORD: kafkaPassword,
      TIMPORA_STACK_KAFKA_SCRAM: scram.join(' '),
      TIMPORA_STACK_POSTGRES_PORT: String(ports.postgres),
      TIMPORA_STACK_POSTGRES_ADMIN_PASSWORD: postgresPassword,
    })
    .withWaitStrategy('kafka-1', Wait.forHealthCheck())
    .withWaitStrategy('postgres-1', Wait.forHealthCheck())
    .up(['kafka', 'postgres']);
  return {
    ...stackAt({
      source: 'docker',
      folder,
      kafka: { brokers: [`127.0.0.1:${ports.kafka}`], admin: { user: 'admin', password: kafkaPassword } },
      postgres: { host: '127.0.0.1', port: ports.postgres, admin: { user: 'timpora_admin', password: postgresPassword } },
    }),
    stop: async () => {
      await running.down({ removeVolumes: true });
    },
  };
}
