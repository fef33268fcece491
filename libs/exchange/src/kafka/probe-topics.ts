import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import type { Admin } from 'kafkajs';

import { isTopicFault, kafkaClient, withDeadline } from './kafka-client.js';

export interface Probed {
  readonly usable: readonly string[];
  /** Deleted, or no authority. */
  readonly bad: readonly string[];
}

const answerWithinMs = 15_000;

/** Which topics this login can use now: kafkajs only says that one of them is wrong, not which. */
export async function probeTopics(
  { settings, log }: { readonly settings: Settings; readonly log: Logger },
  topics: readonly string[],
): Promise<Probed> {
  const admin = kafkaClient(settings, 'probe', log).admin();
  try {
    await withDeadline(admin.connect(), answerWithinMs);
    if (await areUsable(admin, topics)) return { usable: topics, bad: [] };
    const usable: string[] = [];
    for (const topic of topics) if (await areUsable(admin, [topic])) usable.push(topic);
    return { usable, bad: topics.filter((topic) => !usable.includes(topic)) };
  } finally {
    await withDeadline(admin.disconnect(), 3_000).catch(() => undefined);
  }
}

async function areUsable(admin: Admin, topics: readonly string[]): Promise<boolean> {
  try {
    await withDeadline(admin.fetchTopicMetadata({ topics: [...topics] }), answerWithinMs);
    return true;
  } catch (error) {
    if (isTopicFault(error)) return false;
    throw error;
  }
}
