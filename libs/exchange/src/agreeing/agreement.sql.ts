import type { DataSource, EntityManager } from 'typeorm';

/** What the last comparison of one kind gave. */
export interface Agreed {
  readonly member: string;
  readonly issuer: string;
  readonly kind: string;
  readonly state: 'equal' | 'unequal' | 'later';
  readonly facts: number;
  readonly at: Date;
}

export const noteAgreed = (db: DataSource, { member, issuer, kind, state, facts }: Omit<Agreed, 'at'>): Promise<unknown> =>
  db.query(
    `insert into agreement (member, issuer, kind, state, facts) values ($1, $2, $3, $4, $5)
     on conflict (member, issuer, kind) do update set (state, facts, at) = (excluded.state, excluded.facts, clock_timestamp())`,
    [member, issuer, kind, state, facts],
  );

export const listAgreed = (db: DataSource): Promise<Agreed[]> =>
  db.query<Agreed[]>('select member, issuer, kind, state, facts::int as facts, at from agreement order by kind, issuer, member');

/** Current documents of own facts, to be told again. */
export async function currentDocuments(
  db: EntityManager,
  issuer: string,
  which: { readonly kind: string; readonly factIds: readonly string[] },
): Promise<readonly { factId: string; version: number; topic: string; partition: number; document: string }[]> {
  const rows = await db.query<{ fact_id: string; version: string; topic: string; partition: number; document: string }[]>(
    `select fact_id, version, topic, partition, document from fact where issuer = $1 and kind = $2 and fact_id = any ($3::uuid[]) order by fact_id for update`,
    [issuer, which.kind, which.factIds],
  );
  return rows.map(({ fact_id, version, ...row }) => ({ factId: fact_id, version: Number(version), ...row }));
}
