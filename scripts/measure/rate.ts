import { setTimeout as sleep } from 'node:timers/promises';

import type { MeasuredExchange } from './exchange.js';
import { extend, type Permit } from './permits.js';
import { committed, hearers, untilHeld } from './views.js';

/** Extends permits at a rate a second, and tells how long each took to the slowest view. */
export async function measureRate(
  exchange: MeasuredExchange,
  { rate, permits }: { rate: number; permits: readonly Permit[] },
): Promise<string> {
  const startedAt = performance.now();
  const sent: Promise<boolean>[] = [];
  for (const [at, permit] of permits.entries()) {
    const waitMs = startedAt + (at * 1_000) / rate - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    sent.push(extend(exchange, permit, `rate-${rate}-${at}`));
  }
  const refused = (await Promise.all(sent)).filter((accepted) => !accepted).length;
  const answeredAfter = (performance.now() - startedAt) / 1_000;
  if (refused > 0) throw new Error(`${refused} of ${permits.length} extensions were refused`);
  const wanted = { factIds: permits.map(({ factId }) => factId), version: 2 };
  await untilHeld(exchange, wanted);
  const [own, ...views] = await Promise.all((['imigrasi', ...hearers] as const).map((agency) => committed(exchange, agency, wanted)));
  const slowest = wanted.factIds.map((id) => Math.max(...views.map((view) => view.get(id) ?? NaN)) - (own?.get(id) ?? NaN));
  return `  ${String(rate).padStart(3)}/s  ${describe(slowest)}  (${permits.length} extensions, all answered after ${answeredAfter.toFixed(1)} s)`;
}

export function describe(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): string => String(sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)]).padStart(4);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)}`;
}
