import { IdentityQuestion, Review, searchExpression, type ForeignNationalBody, type IdentityQuestionBody } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

/** A question whether references are one person, to which there is no answer. */
export interface OpenSuspicion {
  readonly factId: string;
  readonly issuer: string;
  readonly body: IdentityQuestionBody;
}

/** Those that name a resident, under whatever reference, and whose references are not known to be one person. */
export const openSuspicionsAbout = (db: EntityManager, subjectRef: string): Promise<OpenSuspicion[]> =>
  db.query<OpenSuspicion[]>(
    `select fact_id as "factId", issuer, body from fact
      where kind = '${IdentityQuestion.kind}' and ${searchExpression('questionKind', 'equals')} = 'SAME_PERSON' and change <> 'retracted'
        and body->'suspectedRefs' ?| array(select aliases_of($1::uuid)::text)
        and (select count(distinct canonical_of(r.ref::uuid)) from jsonb_array_elements_text(body->'suspectedRefs') r (ref)) > 1
        and not exists (select from fact r where r.kind = '${Review.kind}' and ${searchExpression('about', 'points-to').replace('body', 'r.body')} = fact.fact_id::text
                           and r.change <> 'retracted')`,
    [subjectRef],
  );

/** The identities under these very references, each with its documents as `issuing state/number`. */
export const identitiesOf = (
  db: EntityManager,
  references: readonly string[],
): Promise<{ readonly body: ForeignNationalBody; readonly documents: readonly string[] }[]> =>
  db.query(
    `select f.body, array(select d.body->>'issuingState' || '/' || (d.body->>'documentNumber') from fact d
                           where d.kind = 'travel-document' and d.subject_ref = f.subject_ref and d.change <> 'retracted') as documents
       from fact f where f.kind = 'foreign-national' and f.subject_ref = any ($1::uuid[]) and f.change <> 'retracted'`,
    [references],
  );
