import { few } from '../launch/eventually.js';
import type { MeasuredExchange } from './exchange.js';
import { extend, type Permit } from './permits.js';
import { hearers, untilHeld } from './views.js';

/** All who may know permits stand still while these are extended; tells how long they take to catch up once they go on. */
export async function measureBacklog(exchange: MeasuredExchange, permits: readonly Permit[]): Promise<string> {
  for (const agency of hearers) exchange.signal(agency, 'SIGSTOP');
  try {
    await few([...permits.entries()], 8, async ([at, permit]) => {
      if (!(await extend(exchange, permit, `backlog-${at}`))) throw new Error('an extension was refused');
    });
  } finally {
    for (const agency of hearers) exchange.signal(agency, 'SIGCONT');
  }
  const startedAt = performance.now();
  await untilHeld(exchange, { factIds: permits.map(({ factId }) => factId), version: 2 });
  const ms = performance.now() - startedAt;
  const eventsASecond = Math.round((permits.length * 1_000) / ms);
  return `\nA backlog of ${permits.length} events into ${hearers.length} views that had stood still: ${(ms / 1_000).toFixed(2)} s, ${eventsASecond} events a second into each.`;
}
