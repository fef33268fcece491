import type { Stack } from '../stack.js';
import { asKafkaAdmin } from './admin.js';
import { aclDifferences, inWords, topicDifferences, type Wanted } from './differences.js';

/** How a broker differs from what the contracts say, in words; nothing is changed. */
export interface KafkaFindings {
  readonly brokers: number;
  readonly missingTopics: readonly string[];
  /** A topic, and what is other than wanted. */
  readonly otherTopics: readonly string[];
  readonly missingRights: readonly string[];
  readonly surplusRights: readonly string[];
}

export const inspectKafka = (stack: Pick<Stack, 'kafka'>, wanted: Wanted): Promise<KafkaFindings> =>
  asKafkaAdmin(stack, async (admin) => {
    const [{ brokers }, topics, rights] = [
      await admin.describeCluster(),
      await topicDifferences(admin, wanted.topics),
      await aclDifferences(admin, wanted),
    ];
    return {
      brokers: brokers.length,
      missingTopics: topics.missing.map(({ name }) => name),
      otherTopics: topics.other.map(
        ({ topic, partitions, settings }) =>
          `${topic.name} (${[...(partitions === topic.partitions ? [] : [`${partitions} partitions`]), ...settings].join(', ')})`,
      ),
      missingRights: rights.missing.map(inWords),
      surplusRights: rights.surplus.map(inWords),
    };
  });
