import { Alert, ForeignNational, IdentityQuestion, Review, searchExpression, TravelDocument } from '@timpora/contracts';
import { perhapsTheSamePerson } from '@timpora/rules';
import type { DataSource, EntityManager } from 'typeorm';

import { openStates, type JudgedRow, judgedColumns } from './judged-row.js';

type Db = DataSource | EntityManager;

/** An identity of somebody else, with the documents that lead to it. */
export interface AlikeRow extends JudgedRow {
  /** Each as `issuing state/number`. */
  readonly documents: readonly string[];
  /** The newest of the identity and its documents, system time, unix ms. */
  readonly newest_ms: number;
}

/** What others' identities are looked for by. */
export interface Wanted {
  readonly self: readonly string[];
  readonly identities: readonly { readonly birthDate: string; readonly nationality: string }[];
  readonly documents: readonly { readonly documentNumber: string; readonly issuingState: string }[];
  /** Identities that are wanted whether or not they are alike: what own alerts point to. */
  readonly named: readonly string[];
  /** References whose identities are wanted whatever they say. */
  readonly matched: readonly string[];
}

const ofRule = `a.kind = '${Alert.kind}' and ${searchExpression('ruleId', 'equals').replace('body', 'a.body')} = '${perhapsTheSamePerson.id}'`;

/**
 * Identities of others with the same birth date and nationality, with the same document, or matched elsewhere. PostgreSQL takes a JSON list for a
 * hundred rows and would rather read all of a kind than look a hundred times into an index; `offset 0` lets it look.
 */
export const alikeTo = (db: Db, { self, identities, documents, named, matched }: Wanted): Promise<AlikeRow[]> =>
  db.query<AlikeRow[]>(
    `with found (fact_id) as (
       select f.fact_id from json_to_recordset($2::json) as o ("birthDate" text, nationality text), lateral (
         select f.fact_id from fact f
          where f.kind = '${ForeignNational.kind}' and f.body->>'birthDate' = o."birthDate" and f.body->>'nationality' = o.nationality offset 0) f
       union
       select f.fact_id from json_to_recordset($3::json) as o ("documentNumber" text, "issuingState" text), lateral (
         select d.subject_ref from fact d
          where d.kind = '${TravelDocument.kind}' and d.body->>'documentNumber' = o."documentNumber" and d.body->>'issuingState' = o."issuingState" offset 0) d
         join fact f on f.subject_ref = d.subject_ref and f.kind = '${ForeignNational.kind}'
       union select unnest($4::uuid[])
       union select f.fact_id from fact f where f.subject_ref = any ($5) and f.kind = '${ForeignNational.kind}'
     )
     select ${judgedColumns}, d.documents, greatest(extract(epoch from f.known_at), d.known)::float8 * 1000 as newest_ms
       from found, lateral (select * from fact f where f.fact_id = found.fact_id and f.kind = '${ForeignNational.kind}' offset 0) f, lateral (
         select coalesce(array_agg(d.body->>'issuingState' || '/' || (d.body->>'documentNumber')), '{}') as documents, max(extract(epoch from d.known_at)) as known
           from fact d where d.subject_ref = f.subject_ref and d.kind = '${TravelDocument.kind}' and d.change <> 'retracted') d
      where f.subject_ref <> all ($1::uuid[])`,
    [self, JSON.stringify(identities), JSON.stringify(documents), named, matched],
  );

/** Who else has an open alert that points to one of these identities. */
export async function whoseAlertsName(
  db: Db,
  member: string,
  { self, identityIds }: { self: readonly string[]; identityIds: readonly string[] },
): Promise<readonly string[]> {
  const rows = await db.query<{ subject_ref: string }[]>(
    `select distinct a.subject_ref from fact a, jsonb_array_elements(a.body->'evidence') e
      where ${ofRule} and a.issuer = $1 and a.body->>'state' = any ($2) and a.subject_ref <> all ($3::uuid[]) and e->>'factId' = any ($4)`,
    [member, openStates, self, identityIds],
  );
  return rows.map(({ subject_ref }) => subject_ref);
}

/** What is known of a reference beside those of a resident. */
export interface Beside {
  readonly subject_ref: string;
  /** The one that stands for all of that person. */
  readonly canonical: string;
  /** Officers found that they are two persons. */
  readonly is_another: boolean;
  /** That person's alert points to one of these identities. */
  readonly has_alert: boolean;
}

export const besideOthers = (
  db: Db,
  member: string,
  { self, identityIds, others }: { self: readonly string[]; identityIds: readonly string[]; others: readonly string[] },
): Promise<Beside[]> =>
  db.query<Beside[]>(
    `select o.ref as subject_ref, canonical_of(o.ref) as canonical,
            exists (select from fact q join fact r on r.kind = '${Review.kind}' and ${searchExpression('about', 'points-to').replace('body', 'r.body')} = q.fact_id::text
                      and r.change <> 'retracted' and r.body->>'outcome' = 'UNFOUNDED'
                     where q.issuer = $1 and q.kind = '${IdentityQuestion.kind}' and q.change <> 'retracted'
                       and q.body->'suspectedRefs' ?| $2::text[] and q.body->'suspectedRefs' ?| array(select aliases_of(o.ref)::text)) as is_another,
            exists (select from fact a, jsonb_array_elements(a.body->'evidence') e
                     where ${ofRule} and a.issuer = $1 and a.subject_ref = o.ref and e->>'factId' = any ($3)) as has_alert
       from unnest($4::uuid[]) o (ref)`,
    [member, self, identityIds, others],
  );

/** Others are looked at again, too. */
export async function markOthers(db: EntityManager, subjectRefs: readonly string[]): Promise<void> {
  if (subjectRefs.length > 0)
    await db.query(`insert into due (key, kind) select unnest($1::text[]), '${ForeignNational.kind}'`, [subjectRefs]);
}
