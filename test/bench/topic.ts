import type { Stack } from '@timpora/stack';
import kafkajs from 'kafkajs';

/** A topic that nobody's contracts know, for the peers. */
export async function createTopic({ kafka }: Pick<Stack, 'kafka'>, topic: string, partitions: number): Promise<void> {
  const admin = new kafkajs.Kafka({
    brokers: [...kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username: kafka.admin.user, password: kafka.admin.password },
    logLevel: kafkajs.logLevel.NOTHING,
  }).admin();
  await admin.connect();
  try {
    await admin.createTopics({ waitForLeaders: true, topics: [{ topic, numPartitions: partitions, replicationFactor: -1 }] });
  } finally {
    await admin.disconnect();
  }
}
