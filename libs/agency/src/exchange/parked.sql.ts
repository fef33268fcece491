import type { DataSource } from 'typeorm';

/** A parked event without its content: an operator sees no residents. */
export interface ParkedShown {
  readonly id: string;
  readonly issuer: string;
  readonly topic: string;
  readonly sequence: string;
  readonly kind: string | null;
  readonly factId: string | null;
  readonly version: string | null;
  readonly reason: string;
  readonly problem: string;
  readonly parkedAt: Date;
}

export const listParked = (db: DataSource): Promise<ParkedShown[]> =>
  db.query<ParkedShown[]>(
    `select id::text as id, issuer, topic, sequence::text as sequence, kind, fact_id as "factId", version::text as version, reason, problem, parked_at as "parkedAt"
       from parked where closed_at is null order by parked.id limit 500`,
  );
