import type { IHeaders } from 'kafkajs';

import type { Stack } from '../stack.js';
import { adminKafka, asKafkaAdmin } from './admin.js';

/** What an administrator of the broker can do to a topic whatever the access rights say; for tests and demonstrations of what then happens. */
export const deleteTopic = (stack: Pick<Stack, 'kafka'>, topic: string): Promise<void> =>
  asKafkaAdmin(stack, (admin) => admin.deleteTopics({ topics: [topic] }));

/** Appends a record in anybody's name to partition 0. @returns its offset */
export async function appendRecord(
  stack: Pick<Stack, 'kafka'>,
  topic: string,
  record: { readonly key: string; readonly value: string; readonly headers: IHeaders },
): Promise<number> {
  const producer = adminKafka(stack).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    const [appended] = await producer.send({ topic, acks: -1, messages: [{ ...record, partition: 0 }] });
    return Number(appended?.baseOffset ?? -1);
  } finally {
    await producer.disconnect();
  }
}

/** How many records a topic's partition 0 has. */
export const recordsIn = (stack: Pick<Stack, 'kafka'>, topic: string): Promise<number> =>
  asKafkaAdmin(stack, async (admin) => {
    const [first] = await admin.fetchTopicOffsets(topic);
    return Number(first?.high ?? 0) - Number(first?.low ?? 0);
  });
