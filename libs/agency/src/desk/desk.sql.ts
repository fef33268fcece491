import { searchExpression } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import { factColumns, type ShownFact } from '../reading/facts.sql.js';

/** A fact that was taken back: what it said is not kept. */
export interface TakenBack {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  readonly reason: string | null;
  readonly recordedAt: Date;
  readonly knownAt: Date;
}

/** What was once said about a resident and is taken back: whoever saw it sees why it is gone. */
export const takenBackAbout = (db: DataSource, subjectRef: string): Promise<TakenBack[]> =>
  db.query<TakenBack[]>(
    `select issuer, kind, fact_id as "factId", reason, recorded_at as "recordedAt", known_at as "knownAt" from fact
      where subject_ref = any (array(select aliases_of($1::uuid))) and change = 'retracted' order by recorded_at desc`,
    [subjectRef],
  );

/** When each other member was last heard, whatever it said. */
export async function lastHeard(db: DataSource): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.query<{ member: string; heardAt: Date }[]>(`select member, heard_at as "heardAt" from member_statement`);
  return new Map(rows.map(({ member, heardAt }) => [member, heardAt]));
}

/** What is held of these kinds about these residents. */
export const factsOfKinds = (db: DataSource, subjectRefs: readonly string[], kinds: readonly string[]): Promise<ShownFact[]> =>
  db.query<ShownFact[]>(
    `select ${factColumns} from fact where subject_ref = any($1::uuid[]) and kind = any($2) and change <> 'retracted' order by kind, recorded_at`,
    [subjectRefs, kinds],
  );

const pointsTo = searchExpression('about', 'points-to');

const pointingTo = (db: DataSource, factIds: readonly string[]): Promise<ShownFact[]> =>
  db.query<ShownFact[]>(
    ['record-query', 'review']
      .map((kind) => `select ${factColumns} from fact where kind = '${kind}' and ${pointsTo} = any($1) and change <> 'retracted'`)
      .join(' union all ') + ' order by "recordedAt"',
    [factIds],
  );

/** Questions about these facts with their answers, and findings about them: only who holds the facts understands them. */
export async function followUpsTo(db: DataSource, factIds: readonly string[]): Promise<ShownFact[]> {
  const direct = await pointingTo(db, factIds);
  const questions = direct.filter(({ kind }) => kind === 'record-query').map(({ factId }) => factId);
  return [...direct, ...(questions.length > 0 ? await pointingTo(db, questions) : [])];
}
