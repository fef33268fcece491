import type { Consumer } from 'kafkajs';

import type { ConsumerParts } from './consumer-parts.js';
import { kafkaClient } from './kafka-client.js';

/** A consumer that has not joined its group yet. */
export const newConsumer = ({ settings, log, groupId }: ConsumerParts): Consumer =>
  kafkaClient(settings, 'consumer', log).consumer({
    groupId,
    sessionTimeout: settings.periods.sessionMs,
    // A client that vanished while it joined holds up its whole group for so long.
    rebalanceTimeout: settings.periods.sessionMs * 2,
    heartbeatInterval: settings.periods.sessionMs / 10,
    // Short, because a rebalance waits for the fetch under way.
    maxWaitTimeInMs: 250,
    maxBytesPerPartition: 1_048_576,
    maxBytes: 4 * 1_048_576,
    allowAutoTopicCreation: false,
  });
