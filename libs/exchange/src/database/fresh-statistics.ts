import type { DataSource, EntityManager } from 'typeorm';

/** So many facts are few enough to be read whole. */
const leastFacts = 1_000;
/** Each look makes all kept plans anew, so there are few: a plan for a quarter of the facts still goes by the right index. */
const growth = 4;

/** A small sample tells a thousand facts from a million; autovacuum takes the usual one, which cost a tenth of a first load. */
async function look(db: EntityManager): Promise<void> {
  await db.query('set local default_statistics_target = 20');
  await db.query('analyze (skip_locked) fact, journal, sealed_fact');
}

/**
 * What PostgreSQL knows of its facts when many come at once. Autovacuum looks once a minute; until then statements go by plans for the table of
 * before, and read all facts of a kind where one is wanted: at the first load each line cost as much as all lines before it.
 */
export class FreshStatistics {
  private known = 0;
  private added = 0;

  constructor(private readonly db: DataSource) {}

  /** Called after each commit. When it fails, the next growth or autovacuum does it. */
  async grew(count: number): Promise<void> {
    this.added += count;
    if (this.added < Math.max(leastFacts, this.known * (growth - 1))) return;
    this.known += this.added;
    this.added = 0;
    await this.db.transaction(look).catch(() => undefined);
  }
}
