import { createRequire } from 'node:module';

import { systemNow } from '../clock.js';

interface RequestQueue {
  throttledUntil: number;
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

let isQuiet = false;

/**
 * kafkajs 2.2.4 re-arms a timer per connection for ever, about 900 wake-ups a second (tulios/kafkajs#1556). It is needed only while
 * something waits or the broker throttles.
 */
export function quietRequestQueues(): void {
  if (isQuiet) return;
  isQuiet = true;
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const arm = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function quiet(this: RequestQueue): void {
    if (this.pending.length > 0 || this.throttledUntil > systemNow()) arm.call(this);
  };
}
