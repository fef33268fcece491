import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';

import { isTopicFault, kafkaClient, withDeadline } from './kafka-client.js';
import type { Place } from './places.js';
import type { LogRange } from '../protocol/audit.js';

export interface EndOffset extends Place, LogRange {}

/** How far Kafka has some topics now. A topic that is gone or not allowed is left out: it has a way of its own. */
export async function endOffsets(settings: Settings, log: Logger, topics: readonly string[]): Promise<readonly EndOffset[]> {
  const admin = kafkaClient(settings, 'ends', log).admin();
  try {
    await withDeadline(admin.connect(), 15_000);
    const ends: EndOffset[] = [];
    for (const topic of topics) {
      const partitions = await withDeadline(admin.fetchTopicOffsets(topic), 15_000).catch((error: unknown) => {
        if (isTopicFault(error)) return [];
        throw error;
      });
      ends.push(...partitions.map(({ partition, low, high }) => ({ topic, partition, start: Number(low), end: Number(high) })));
    }
    return ends;
  } finally {
    await withDeadline(admin.disconnect(), 3_000).catch(() => undefined);
  }
}
