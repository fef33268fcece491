import { setTimeout as sleep } from 'node:timers/promises';

import type { TopicSpec } from '@timpora/contracts';
import kafkajs, { type Admin as KafkaAdmin } from 'kafkajs';

import { StackProblem, type Stack } from '../stack.js';
import { asKafkaAdmin } from './admin.js';
import { aclDifferences, topicDifferences, type Wanted } from './differences.js';

const { ConfigResourceTypes, KafkaJSError } = kafkajs;

export interface Provision extends Wanted {
  /**
   * Take away whatever these logins may do beyond the grants, and whatever anybody else may do with these topics.
   * False where several exchanges share one broker, as in tests.
   */
  readonly withdrawOthers: boolean;
}

/** Brings topics, their settings and ACLs to what the contracts say. Quick when nothing changed. */
export const provisionKafka = (stack: Pick<Stack, 'kafka'>, wanted: Provision): Promise<void> =>
  asKafkaAdmin(stack, async (admin) => {
    await provideTopics(admin, wanted.topics);
    await provideAcls(admin, wanted);
  });

const entries = (settings: TopicSpec['settings']): { name: string; value: string }[] =>
  Object.entries(settings).map(([name, value]) => ({ name, value }));

async function provideTopics(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<void> {
  const { missing, other } = await topicDifferences(admin, topics);
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: false,
      topics: missing.map(({ name, partitions, settings }) => ({
        topic: name,
        numPartitions: partitions,
        replicationFactor: -1,
        configEntries: entries(settings),
      })),
    });
    await waitForLeaders(admin, missing);
  }
  // More partitions would send later events of a subject elsewhere than the earlier ones: never corrected, only told.
  const split = other.find(({ topic, partitions }) => partitions !== topic.partitions);
  if (split)
    throw new StackProblem(
      `The topic ${split.topic.name} has ${split.partitions} partitions where the contracts say ${split.topic.partitions}; use another Kafka, or forget the local one with: npm run reset`,
    );
  if (other.length === 0) return;
  await admin.alterConfigs({
    validateOnly: false,
    resources: other.map(({ topic: { name, settings } }) => ({ type: ConfigResourceTypes.TOPIC, name, configEntries: entries(settings) })),
  });
}

const leadersWithinMs = 60_000;

/** kafkajs's own waiting gives up when a broker has not heard of the topic yet. */
async function waitForLeaders(admin: KafkaAdmin, topics: readonly TopicSpec[]): Promise<void> {
  const deadline = Date.now() + leadersWithinMs;
  for (;;) {
    try {
      await admin.fetchTopicMetadata({ topics: topics.map(({ name }) => name) });
      return;
    } catch (error) {
      if (!(error instanceof KafkaJSError && error.retriable) || Date.now() > deadline) throw error;
      await sleep(100);
    }
  }
}

async function provideAcls(admin: KafkaAdmin, wanted: Provision): Promise<void> {
  const { missing, surplus } = await aclDifferences(admin, wanted);
  if (missing.length > 0) await admin.createAcls({ acl: [...missing] });
  const leavers = (wanted.leavers ?? []).map((user) => `User:${user}`);
  const withdrawn = surplus.filter(({ principal }) => wanted.withdrawOthers || leavers.includes(principal));
  if (withdrawn.length > 0) await admin.deleteAcls({ filters: withdrawn });
}
