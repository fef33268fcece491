import type { DataSource } from 'typeorm';

/** A document beside the birth date of its holder and its key, which may be missing. */
export interface KeyedDocument {
  readonly factId: string;
  readonly subjectRef: string;
  readonly issuingState: string;
  readonly documentNumber: string;
  readonly birthDate: string;
  readonly keyId: string | null;
  readonly matchKey: string | null;
}

/** Own documents after this one, in the order of their ids. */
export const documentsWithKeys = (db: DataSource, after: string | null, limit: number): Promise<KeyedDocument[]> =>
  db.query<KeyedDocument[]>(
    `select d.fact_id as "factId", d.subject_ref as "subjectRef", d.body->>'issuingState' as "issuingState", d.body->>'documentNumber' as "documentNumber",
            p.body->>'birthDate' as "birthDate", k.body->>'keyId' as "keyId", k.body->>'matchKey' as "matchKey"
       from fact d
       join lateral (select body from fact where kind = 'foreign-national' and subject_ref = d.subject_ref and change <> 'retracted'
                      order by recorded_at, fact_id limit 1) p on true
       left join fact k on k.kind = 'identity-key' and k.subject_ref = d.subject_ref and k.change <> 'retracted'
                       and k.body #>> '{documentFact,factId}' = d.fact_id::text
      where d.kind = 'travel-document' and d.change <> 'retracted' and ($1::uuid is null or d.fact_id > $1) order by d.fact_id limit $2`,
    [after, limit],
  );
