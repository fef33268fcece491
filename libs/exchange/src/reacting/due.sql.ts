import type { DataSource, EntityManager } from 'typeorm';

export interface Mark {
  readonly id: string;
  /** The kind of fact that left it. */
  readonly kind: string;
}

/** Residents, and organisations, with marks, those who wait longest first. */
export async function whatIsDue(db: DataSource, limit: number): Promise<readonly string[]> {
  const rows = await db.query<{ key: string }[]>(
    'select key from due where not_before <= clock_timestamp() group by key order by min(id) limit $1',
    [limit],
  );
  return rows.map(({ key }) => key);
}

export const marksOf = (db: DataSource | EntityManager, subjectRef: string): Promise<Mark[]> =>
  db.query<Mark[]>('select id, kind from due where key = $1 order by id', [subjectRef]);

/** Only the marks that were seen before the look: one that came meanwhile calls for another. */
export const deleteMarks = (db: DataSource | EntityManager, marks: readonly Mark[]): Promise<unknown> =>
  db.query('delete from due where id = any ($1::bigint[])', [marks.map(({ id }) => id)]);

export const lookLater = (db: DataSource, subjectRef: string, afterMs: number): Promise<unknown> =>
  db.query('update due set not_before = clock_timestamp() + make_interval(secs => $2 / 1000.0) where key = $1', [subjectRef, afterMs]);
