import kafkajs, { type Admin as KafkaAdmin } from 'kafkajs';

import type { Stack } from '../stack.js';

const { Kafka, logLevel } = kafkajs;

/** A client with the rights of the broker's administrator. */
export const adminKafka = ({ kafka }: Pick<Stack, 'kafka'>, retries = 8): InstanceType<typeof Kafka> =>
  new Kafka({
    clientId: 'timpora-provision',
    brokers: [...kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username: kafka.admin.user, password: kafka.admin.password },
    logLevel: logLevel.NOTHING,
    retry: { retries, initialRetryTime: 200 },
  });

/** Does some work with an administrator's connection, and closes it. */
export async function asKafkaAdmin<T>(stack: Pick<Stack, 'kafka'>, work: (admin: KafkaAdmin) => Promise<T>): Promise<T> {
  const admin = adminKafka(stack).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
