import { setTimeout as sleep } from 'node:timers/promises';

import { Random } from '../simulation/random.js';

/** A system's way of stating. A fact is named by its number; each call is one transaction. */
export interface Author {
  /** New facts, the next numbers. */
  state(facts: readonly number[]): Promise<void>;
  /** The next version of each. */
  revise(facts: readonly number[]): Promise<void>;
  stop(): Promise<void>;
}

export type Ask =
  | { readonly ask: 'fill'; readonly from: number; readonly count: number }
  /** Open loop, each event a transaction of its own; `from`: each fact once, from this number on. */
  | { readonly ask: 'single'; readonly rate: number; readonly seconds: number; readonly from: number }
  /** Open loop, what came due while one transaction ran is the next, at most 500 and not before 10 ms; facts by Zipf. */
  | { readonly ask: 'stream'; readonly rate: number; readonly seconds: number; readonly facts: number }
  /** As fast as possible, 500 a transaction; facts by Zipf. */
  | { readonly ask: 'burst'; readonly count: number; readonly facts: number }
  | { readonly ask: 'stop' };

export interface Answer {
  readonly stated: number;
  readonly ms: number;
  /** How late the last one began, against its time. */
  readonly lateMs: number;
}

const together = 500;
const tickMs = 10;
/** Of the transactions of one loader; more wait, and the load is late. */
const atOnce = 16;

const range = (from: number, count: number): readonly number[] => Array.from({ length: count }, (_, at) => from + at);

async function fill(author: Author, { from, count }: { from: number; count: number }): Promise<number> {
  for (let at = 0; at < count; at += together) await author.state(range(from + at, Math.min(together, count - at)));
  return count;
}

/** Ranks by Zipf with exponent 1 (inverse of the harmonic sum), drawn by seed. */
function zipf(facts: number): () => number {
  const random = new Random(42);
  return () => Math.min(facts - 1, Math.floor(Math.exp(random.next() * Math.log(facts + 1))) - 1);
}

/** So many different facts. */
function distinct(draw: () => number, count: number): readonly number[] {
  const drawn = new Set<number>();
  while (drawn.size < count) drawn.add(draw());
  return [...drawn];
}

async function burst(author: Author, { count, facts }: { count: number; facts: number }): Promise<number> {
  const draw = zipf(facts);
  for (let at = 0; at < count; at += together) await author.revise(distinct(draw, Math.min(together, count - at)));
  return count;
}

/** Begins each piece of work at its time, whether or not earlier ones have ended; @returns how late the last one began, ms */
async function openLoop(times: number, { everyMs, work }: { everyMs: number; work: (at: number) => Promise<void> }): Promise<number> {
  const startedAt = performance.now();
  const running = new Set<Promise<void>>();
  let lateMs = 0;
  for (let at = 0; at < times; at++) {
    const dueAt = startedAt + at * everyMs;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    while (running.size >= atOnce) await Promise.race(running);
    lateMs = performance.now() - dueAt;
    const run = work(at).finally(() => running.delete(run));
    running.add(run);
  }
  await Promise.all(running);
  return lateMs;
}

/** One connection that states what has come due since its last transaction began, facts by Zipf; @returns by how much it was behind at the end */
async function stream(
  author: Author,
  { rate, seconds, facts }: { rate: number; seconds: number; facts: number },
): Promise<Omit<Answer, 'ms'>> {
  const draw = zipf(facts);
  const [startedAt, all] = [performance.now(), rate * seconds];
  let stated = 0;
  while (stated < all) {
    const due = Math.min(all, Math.floor(((performance.now() - startedAt) * rate) / 1_000)) - stated;
    if (due === 0) await sleep(tickMs);
    else {
      const now = Math.min(due, together);
      await author.revise(distinct(draw, now));
      stated += now;
    }
  }
  return { stated, lateMs: performance.now() - startedAt - seconds * 1_000 };
}

async function answer(author: Author, asked: Exclude<Ask, { ask: 'stop' }>): Promise<Omit<Answer, 'ms'>> {
  switch (asked.ask) {
    case 'fill':
      return { stated: await fill(author, asked), lateMs: 0 };
    case 'burst':
      return { stated: await burst(author, asked), lateMs: 0 };
    case 'single': {
      const stated = asked.rate * asked.seconds;
      const lateMs = await openLoop(stated, { everyMs: 1_000 / asked.rate, work: (at) => author.revise([asked.from + at]) });
      return { stated, lateMs };
    }
    case 'stream':
      return stream(author, asked);
  }
}

/** Loaded, and waits for the parent to say that it should begin. */
export async function untilTold(): Promise<void> {
  const told = new Promise((resolve) => process.once('message', resolve));
  process.send?.('loaded');
  await told;
}

/** Whoever only hears is asked for nothing but to stop. */
export function stopWhenAsked(stop: () => Promise<void>): void {
  const end = (): void => void stop().then(() => process.exit(0));
  process.on('SIGTERM', end);
  process.on('message', end);
  process.on('disconnect', () => process.exit(0));
}

/** Serves the parent's wishes until it says stop. */
export function serve(author: Author): void {
  process.on('message', (asked: Ask) => {
    void (async () => {
      if (asked.ask === 'stop') {
        await author.stop();
        process.exit(0);
      }
      const startedAt = performance.now();
      const done = await answer(author, asked);
      process.send?.({ ...done, ms: performance.now() - startedAt } satisfies Answer);
    })().catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  });
  process.send?.('ready');
}
