import type { DataSource, EntityManager } from 'typeorm';

import type { Leaf } from '../protocol/digest.js';

/** What the last comparison of one kind gave. */
export interface Agreed {
  readonly member: string;
  readonly issuer: string;
  readonly kind: string;
  readonly state: 'equal' | 'unequal' | 'later';
  readonly facts: number;
  readonly at: Date;
}

/** A fact that a member holds and its owner does not know. */
export interface Incident {
  readonly member: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
  readonly documentHash: string;
  readonly foundAt: Date;
}

export const noteAgreed = (db: DataSource, { member, issuer, kind, state, facts }: Omit<Agreed, 'at'>): Promise<unknown> =>
  db.query(
    `insert into agreement (member, issuer, kind, state, facts) values ($1, $2, $3, $4, $5)
     on conflict (member, issuer, kind) do update set (state, facts, at) = (excluded.state, excluded.facts, clock_timestamp())`,
    [member, issuer, kind, state, facts],
  );

export const noteIncidents = (db: DataSource, member: string, kind: string, leaves: readonly Leaf[]): Promise<unknown> =>
  db.query(
    `insert into incident (member, kind, fact_id, version, document_hash)
     select $1, $2, "factId", version, decode("documentHash", 'hex') from json_to_recordset($3::json) as l ("factId" uuid, "version" bigint, "documentHash" text)
     on conflict do nothing`,
    [member, kind, JSON.stringify(leaves)],
  );

export const listAgreed = (db: DataSource): Promise<Agreed[]> =>
  db.query<Agreed[]>('select member, issuer, kind, state, facts::int as facts, at from agreement order by kind, issuer, member');

/** Incidents that still stand: the owner does not hold that version yet. */
export const listIncidents = (db: DataSource, member: string): Promise<Incident[]> =>
  db.query<Incident[]>(
    `select i.member, i.kind, i.fact_id as "factId", i.version::text as version, encode(i.document_hash, 'hex') as "documentHash", i.found_at as "foundAt"
       from incident i left join fact f on (f.fact_id, f.kind, f.issuer) = (i.fact_id, i.kind, $1)
      where coalesce(f.version, 0) < i.version or (f.version = i.version and f.document_hash <> i.document_hash)
      order by i.found_at`,
    [member],
  );

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
