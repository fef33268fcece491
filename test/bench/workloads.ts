import { cpuEach, cpuOf, type Cpu } from './cpu.js';
import type { System } from './system.js';
import { assertEqual, percentile, travelled, untilEqual } from './views.js';

export interface Latency {
  readonly rate: number;
  readonly events: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly cpu: Cpu;
}

const now = async ({ owner }: System): Promise<number> => {
  const { rows } = await owner.query<{ at: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as at');
  return rows[0]?.at ?? 0;
};

/** W2: open loop, each event a transaction of its own, each fact once; from the commit at the owner to the commit in the slowest view. */
export async function latencyAt(
  system: System,
  { rate, seconds, folder }: { rate: number; seconds: number; folder: string },
): Promise<Latency> {
  const [since, before] = [await now(system), cpuOf(system, folder)];
  const { stated } = await system.ask({ ask: 'single', rate, seconds, from: 0 });
  const after = cpuOf(system, folder);
  await untilEqual(system);
  const { ms } = await travelled(system, since);
  if (ms.length !== stated) throw new Error(`${stated} events were stated and ${ms.length} were found`);
  const at = (share: number): number => percentile(ms, share);
  return { rate, events: stated, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), cpu: cpuEach(before, after, stated) };
}

export interface Sustained {
  readonly rate: number;
  readonly holds: boolean;
  readonly p50: number;
  readonly p99: number;
  /** How late the load was at its end, and how long the slowest view needed after it, ms. */
  readonly lateMs: number;
  readonly drainMs: number;
  readonly cpu: Cpu;
}

/** What may be under way when the load ends: more is a backlog. */
const mostUnderWayMs = 1_000;

/** W3a: what came due while one transaction ran is the next, facts by Zipf; holds when neither the load nor the slowest view is a second behind at the end. */
export async function sustainedAt(
  system: System,
  { rate, seconds, facts, folder }: { rate: number; seconds: number; facts: number; folder: string },
): Promise<Sustained> {
  const [since, before] = [await now(system), cpuOf(system, folder)];
  const { stated, lateMs } = await system.ask({ ask: 'stream', rate, seconds, facts });
  const after = cpuOf(system, folder);
  await untilEqual(system);
  const { ms, drainMs } = await travelled(system, since);
  const holds = lateMs < mostUnderWayMs && drainMs < mostUnderWayMs;
  return { rate, holds, p50: percentile(ms, 0.5), p99: percentile(ms, 0.99), lateMs, drainMs, cpu: cpuEach(before, after, stated) };
}

/** The highest of these rates that holds, and every one that was tried. */
export async function sustained(
  system: System,
  { rates, ...load }: { rates: readonly number[]; seconds: number; facts: number; folder: string },
): Promise<readonly Sustained[]> {
  const tried: Sustained[] = [];
  for (const rate of rates) {
    const result = await sustainedAt(system, { ...load, rate });
    tried.push(result);
    if (!result.holds) break;
  }
  return tried;
}

export interface Backlog {
  readonly events: number;
  readonly eventsASecond: number;
  readonly cpu: Cpu;
}

/** W3b: nobody hears while so much is stated; then eight begin at once. Their coming into their groups counts. */
export async function backlogOf(
  system: System,
  { events, facts, folder }: { events: number; facts: number; folder: string },
): Promise<Backlog> {
  await system.stopHearers();
  const { stated } = await system.ask({ ask: 'burst', count: events, facts });
  await untilPublished(system);
  await system.loadHearers();
  const [startedAt, before] = [await now(system), cpuOf(system, folder)];
  await system.beginToHear();
  await untilEqual(system);
  const { lastAt } = await travelled(system, 0);
  return { events: stated, eventsASecond: (stated * 1_000) / (lastAt - startedAt), cpu: cpuEach(before, cpuOf(system, folder), stated) };
}

async function untilPublished({ owner }: System): Promise<void> {
  for (;;) {
    const { rows } = await owner.query<{ waiting: number }>('select count(*)::int as waiting from outbox');
    if (rows[0]?.waiting === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export interface Written {
  readonly facts: number;
  readonly factsASecond: number;
  readonly cpu: Cpu;
}

/** W1, its bulk form: 500 new facts a transaction, with relay and views at work. */
export async function writtenInBulk(system: System, { facts, folder }: { facts: number; folder: string }): Promise<Written> {
  const before = cpuOf(system, folder);
  const { ms } = await system.ask({ ask: 'fill', from: 0, count: facts });
  const after = cpuOf(system, folder);
  await untilEqual(system);
  await assertEqual(system);
  return { facts, factsASecond: (facts * 1_000) / ms, cpu: cpuEach(before, after, facts) };
}
