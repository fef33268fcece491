import { setTimeout as sleep } from 'node:timers/promises';

import type pg from 'pg';

import type { System } from './system.js';

interface Stand {
  readonly facts: number;
  readonly versions: number;
}

async function standOf(database: pg.Client): Promise<Stand> {
  const { rows } = await database.query<Stand>('select count(*)::int as facts, coalesce(sum(version), 0)::int as versions from fact');
  return rows[0] ?? { facts: 0, versions: 0 };
}

/** Until every view holds as much as the owner; the owner must be at rest. @throws when it takes too long */
export async function untilEqual({ owner, views }: System, withinMs = 600_000): Promise<void> {
  const wanted = await standOf(owner);
  const until = performance.now() + withinMs;
  for (const view of views)
    for (let stand = await standOf(view); stand.versions < wanted.versions || stand.facts < wanted.facts; stand = await standOf(view)) {
      if (performance.now() > until) throw new Error(`a view holds ${stand.versions} of ${wanted.versions} versions after ${withinMs} ms`);
      await sleep(200);
    }
}

/** The gate: a run whose views are not exactly what their owner stated is void. @throws */
export async function assertEqual({ owner, views, kind }: System): Promise<void> {
  const digestOf = async (database: pg.Client): Promise<string> => {
    const { rows } = await database.query<{ digest: string }>(
      `select md5(coalesce(string_agg(fact_id || '/' || version || '/' || md5(document), ',' order by fact_id), '')) as digest from fact`,
    );
    return rows[0]?.digest ?? '';
  };
  const [wanted, ...held] = await Promise.all([owner, ...views].map(digestOf));
  const different = held.filter((digest) => digest !== wanted).length;
  if (different > 0) throw new Error(`${kind.name}: ${different} of ${held.length} views differ from their owner; the run is void`);
}

/** When the newest version of each fact was committed, epoch ms. `pg_xact_commit_timestamp` of one server: one clock. */
async function committed(database: pg.Client, since: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await database.query<{ fact_id: string; at: number }>(
    `select fact_id, at from (select fact_id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at from fact) f where at >= $1`,
    [since],
  );
  return new Map(rows.map(({ fact_id, at }) => [fact_id, at]));
}

export interface Travelled {
  /** From the commit at the owner to the commit in the slowest view, ms, of the facts whose newest version was stated since; sorted. */
  readonly ms: readonly number[];
  /** From the last commit at the owner to the last one in a view, ms. */
  readonly drainMs: number;
  /** First and last commit in any view. */
  readonly lastAt: number;
}

export async function travelled({ owner, views }: System, since: number): Promise<Travelled> {
  const [own, ...held] = await Promise.all([owner, ...views].map((database) => committed(database, since)));
  const ms: number[] = [];
  let [lastOwn, lastHeld] = [0, 0];
  for (const [id, at] of own ?? []) {
    const slowest = Math.max(...held.map((view) => view.get(id) ?? NaN));
    ms.push(slowest - at);
    lastOwn = Math.max(lastOwn, at);
    lastHeld = Math.max(lastHeld, slowest);
  }
  return { ms: ms.sort((one, other) => one - other), drainMs: lastHeld - lastOwn, lastAt: lastHeld };
}

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
