import type { DataSource, EntityManager } from 'typeorm';

import type { Look } from './timer.js';

/** A look whose time has come, taken by this instance for a while. */
export interface TakenLook {
  readonly name: string;
  /** A fact's id, or a resident's reference. */
  readonly key: string;
  /** How often it was taken, this time included. */
  readonly tries: number;
}

/**
 * Common table expressions that keep the looks of changed facts, to be added to a statement that has them as `looked (name, key, at)`.
 * A key is in one of both only, so that neither meets the row of the other.
 */
export const keptLooks = `
  dropped as (
    delete from next_look n using looked l where (n.name, n.key) = (l.name, l.key) and l.at is null
  ), kept as (
    insert into next_look (name, key, at) select name, key, at from looked where at is not null order by name, key
    on conflict (name, key) do update set at = excluded.at, not_before = '-infinity', tries = 0
  )`;

const looksOfJson = 'select name, key, at from json_to_recordset($1::json) as l ("name" text, "key" text, "at" timestamptz)';

/** Sets when to look at one thing. */
export const keepLooks = (db: EntityManager, key: string, looks: readonly Look[]): Promise<unknown> =>
  db.query(`with looked as materialized (${looksOfJson}), ${keptLooks} select 1`, [
    JSON.stringify(looks.map((look) => ({ ...look, key }))),
  ]);

/** Adds looks where there is none yet. */
export const addLooks = (db: EntityManager, looks: readonly (Look & { readonly key: string })[]): Promise<unknown> =>
  db.query(
    `insert into next_look (name, key, at) select * from (${looksOfJson}) as l where at is not null order by name, key on conflict (name, key) do nothing`,
    [JSON.stringify(looks)],
  );

/**
 * Takes the first looks in the order of their times. Nobody else takes them for `forMs`: long enough to do it; whoever crashes leaves them to the
 * others.
 */
export async function takeLooks(
  db: DataSource,
  { names, now, count, forMs }: { names: readonly string[]; now: string; count: number; forMs: number },
): Promise<readonly TakenLook[]> {
  const rows = await db.query<[(TakenLook & { at: Date })[], number]>(
    `update next_look l set not_before = clock_timestamp() + make_interval(secs => $4 / 1000.0), tries = l.tries + 1
       from (select name, key from next_look where at <= $2 and not_before <= clock_timestamp() and name = any ($1)
              order by at, name, key limit $3 for update skip locked) t
      where (l.name, l.key) = (t.name, t.key) returning l.name, l.key, l.at, l.tries`,
    [names, now, count, forMs],
  );
  return rows[0].sort((one, other) => one.at.getTime() - other.at.getTime() || (one.name < other.name ? -1 : 1));
}

/** Nobody changes the fact, and with it its looks, before the transaction ends. */
export const lockFact = (db: EntityManager, { issuer, kind, factId }: { issuer: string; kind: string; factId: string }): Promise<unknown> =>
  db.query('select 1 from fact where (fact_id, issuer, kind) = ($1, $2, $3) for share', [factId, issuer, kind]);

/** It is done, unless the fact has changed meanwhile: then its new look stays. */
export const endLook = (db: DataSource | EntityManager, { name, key, tries }: TakenLook): Promise<unknown> =>
  db.query('delete from next_look where (name, key, tries) = ($1, $2, $3)', [name, key, tries]);

export const postponeLook = (db: DataSource, { name, key, tries }: TakenLook, byMs: number): Promise<unknown> =>
  db.query(
    'update next_look set not_before = clock_timestamp() + make_interval(secs => $4 / 1000.0) where (name, key, tries) = ($1, $2, $3)',
    [...[name, key, tries], byMs],
  );

/** A resident is to be looked at by a reaction: the mark takes the place of the look. */
export const markLook = (db: DataSource, { name, key, tries }: TakenLook): Promise<unknown> =>
  db.query(
    `with ended as (delete from next_look where (name, key, tries) = ($1, $2, $3) returning name, key)
     insert into due (key, kind) select key, name from ended`,
    [name, key, tries],
  );
