import { ForeignNational } from '@timpora/contracts';
import type { DataSource, EntityManager } from 'typeorm';

import { markOthers } from './alike.sql.js';

/** Somebody whom the national check took for one of some references. */
export interface MatchRow {
  readonly subject_ref: string;
  /** System time, unix ms. */
  readonly noted_ms: number;
}

/** Whether an identity is held of each. */
export async function areIdentified(db: DataSource, subjectRefs: readonly string[]): Promise<boolean> {
  const rows = await db.query<unknown[]>(
    `select distinct subject_ref from fact where subject_ref = any ($1) and kind = '${ForeignNational.kind}' and change <> 'retracted'`,
    [subjectRefs],
  );
  return rows.length === subjectRefs.length;
}

/** Notes what the national check says of two references, instead of what it said before; both are looked at again. */
export const noteMatch = (db: DataSource, [one, other]: readonly [string, string], isOnePerson: boolean): Promise<void> =>
  db.transaction(async (manager) => {
    await manager.query(
      isOnePerson
        ? 'insert into national_match (one, other) values (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid)) on conflict do nothing'
        : 'delete from national_match where (one, other) = (least($1::uuid, $2::uuid), greatest($1::uuid, $2::uuid))',
      [one, other],
    );
    await markOthers(manager, [one, other]);
  });

export const matchesOf = (db: DataSource | EntityManager, subjectRefs: readonly string[]): Promise<MatchRow[]> =>
  db.query<MatchRow[]>(
    `select other as subject_ref, extract(epoch from noted_at)::float8 * 1000 as noted_ms from national_match where one = any ($1)
     union all select one, extract(epoch from noted_at)::float8 * 1000 from national_match where other = any ($1)`,
    [subjectRefs],
  );
