import { newId } from '@timpora/exchange';
import kafkajs, { type IHeaders, type KafkaMessage } from 'kafkajs';

import { testStack } from '../stack/test-stack.js';

const { Kafka, logLevel } = kafkajs;

/** Kafka as one login sees it. */
export const kafkaAs = (username: string, password: string) =>
  new Kafka({
    brokers: [...testStack().kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: logLevel.NOTHING,
    retry: { retries: 2 },
  });

/** Kafka as it is to an administrator, who may do everything. */
export const kafkaAsAdmin = () => {
  const { user, password } = testStack().kafka.admin;
  return kafkaAs(user, password);
};

/** A record as it lies in a topic. */
export interface BrokerRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: IHeaders;
  readonly appendedMs: number;
}

/** All that a topic's only partition has now, in its order. */
export async function recordsIn(topic: string): Promise<readonly BrokerRecord[]> {
  const admin = kafkaAsAdmin().admin();
  await admin.connect();
  const [range] = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  return range && range.high !== range.low ? readTo(topic, Number(range.high)) : [];
}

async function readTo(topic: string, end: number): Promise<readonly BrokerRecord[]> {
  const consumer = kafkaAsAdmin().consumer({ groupId: `test.${newId()}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    return await new Promise((resolve, reject) => {
      const records: BrokerRecord[] = [];
      const take = ({ key, value, headers = {}, timestamp, offset }: KafkaMessage): void => {
        records.push({ key: String(key), value: String(value), headers, appendedMs: Number(timestamp) });
        if (Number(offset) === end - 1) resolve(records);
      };
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      void consumer.run({ eachMessage: async ({ message }) => take(message) });
    });
  } finally {
    await consumer.disconnect();
  }
}
