import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import { Kafka, logLevel, type KafkaConfig } from 'kafkajs';

import { quietRequestQueues } from './quiet-queue.js';

/** A new client for this member's login. Clients are thrown away after a crash, never reused. */
export function kafkaClient({ kafka, member }: Settings, role: string, log: Logger): Kafka {
  quietRequestQueues();
  const config: KafkaConfig = {
    clientId: `${member}.${role}`,
    brokers: [...kafka.brokers],
    ssl: kafka.tls,
    sasl: { mechanism: 'scram-sha-512', username: kafka.user, password: kafka.password },
    connectionTimeout: 5_000,
    authenticationTimeout: 10_000,
    requestTimeout: 15_000,
    enforceRequestTimeout: true,
    // Said explicitly, because kafkajs has other defaults under NODE_ENV=test. Our loops above it retry without end.
    retry: {
      initialRetryTime: 100,
      maxRetryTime: 2_000,
      retries: 3,
      factor: 0.2,
      multiplier: 2,
      restartOnFailure: () => Promise.resolve(false),
    },
    logLevel: logLevel.WARN,
    // Their texts may carry group and topic names only, but nobody promises it: the code is enough.
    logCreator:
      () =>
      ({ namespace }) =>
        log.debug('kafka.client', { code: namespace }),
  };
  return new Kafka(config);
}

/** What Kafka or its client calls the fault, without its text. */
export const faultCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const cause = 'cause' in error && error.cause instanceof Error ? error.cause : error;
  return 'type' in cause && typeof cause.type === 'string' ? cause.type : cause.name;
};

const topicFaults = new Set(['TOPIC_AUTHORIZATION_FAILED', 'UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']);

/** Is this the fault of one topic (deleted, no authority), which must not stop the others? */
export const isTopicFault = (error: unknown): boolean => topicFaults.has(faultCode(error));

/** Waits no longer than `ms`: kafkajs may never settle when a socket dies (tulios/kafkajs#918). */
export async function withDeadline<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new DeadlineExceeded()), ms);
  });
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

export class DeadlineExceeded extends Error {
  override readonly name = 'DeadlineExceeded';
}
