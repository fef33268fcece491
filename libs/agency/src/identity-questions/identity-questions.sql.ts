import type { IdentityQuestionBody } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

/** An own question with the newest answer to it. */
export interface AskedQuestion {
  readonly factId: string;
  readonly version: string;
  readonly body: IdentityQuestionBody;
  /** Of imigrasi's review; null while there is none. */
  readonly outcome: string | null;
}

export const ownQuestions = (db: DataSource, member: string): Promise<AskedQuestion[]> =>
  db.query<AskedQuestion[]>(
    `select q.fact_id as "factId", q.version::text as version, q.body,
            (select r.body->>'outcome' from fact r where r.kind = 'review' and r.issuer = 'imigrasi' and r.change <> 'retracted'
                and (r.body #>> '{about,factId}') = q.fact_id::text and r.body #>> '{about,kind}' = 'identity-question' limit 1) as outcome
       from fact q where q.kind = 'identity-question' and q.issuer = $1 and q.change <> 'retracted' order by q.recorded_at desc limit 100`,
    [member],
  );

/** Whom these references stand for, each by the one that stands for all; those of whom nothing is held are left out. */
export async function canonicalOf(db: DataSource, references: readonly string[]): Promise<readonly string[]> {
  const rows = await db.query<{ canonical: string }[]>(
    'select canonical_of(ref) as canonical from unnest($1::uuid[]) r (ref) where exists (select from fact f where f.subject_ref = ref)',
    [references],
  );
  return rows.map(({ canonical }) => canonical);
}
