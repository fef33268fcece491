import type { DataSource } from 'typeorm';

import { leafSql } from './holding.sql.js';

/** What a member holds of one kind from one issuer, as one value. */
export interface HeldDigest {
  readonly issuer: string;
  readonly kind: string;
  readonly facts: number;
  /** SHA-256, hex. Equal digests: the same versions with the same bytes. */
  readonly digest: string;
}

const summed = `select issuer, kind, count(*) as facts, encode(sha256(string_agg(leaf, ''::bytea order by leaf)), 'hex') as digest`;

/**
 * Digests of everything held: of each fact the higher version of used and parked, because parked facts are held too. Own facts count as told,
 * once they are sealed.
 */
export async function heldDigests(db: DataSource, member: string): Promise<readonly HeldDigest[]> {
  const rows = await db.query<{ issuer: string; kind: string; facts: string; digest: string }[]>(
    `with held as (
       select issuer, kind, fact_id, version, document_hash from fact where issuer <> $1
       union all
       select issuer, kind, fact_id, version, document_hash from parked where closed_at is null and fact_id is not null and reason <> 'contradicts'
       union all
       select $1, kind, fact_id, version, document_hash from sealed_fact
     ), newest as (
       select distinct on (fact_id, issuer, kind) issuer, kind, ${leafSql('issuer')} as leaf from held order by fact_id, issuer, kind, version desc
     )
     ${summed} from newest group by issuer, kind order by issuer, kind`,
    [member],
  );
  return rows.map(({ issuer, kind, facts, digest }) => ({ issuer, kind, facts: Number(facts), digest }));
}
