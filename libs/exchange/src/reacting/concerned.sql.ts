import { IdentityLink } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

/** Most facts concern their subject only: nothing more is asked about them. */
export const concernsOthers = (changed: string): string => `(${changed}."subjectRef" is null or ${changed}.kind = '${IdentityLink.kind}')`;

const listed = (field: string, data: string): string => `select jsonb_array_elements_text(${data} -> '${field}') as key`;

/**
 * Whom a changed fact concerns beside its own subject. A fact without one: the organisation that it names now, and the one that it named before;
 * the references that it lists; and those of the fact that it is about. One that merges references: all of them, now and before.
 */
export const alsoConcernedBy = (changed: string): string => `
  cross join lateral (
    with now (data) as (select ${changed}.document::jsonb -> 'data'), was (data) as (
      select f.body from fact f where (f.fact_id, f.issuer, f.kind) = (${changed}."factId", ${changed}.issuer, ${changed}.kind)
    ), asked (data, subject_ref) as (
      select f.body, f.subject_ref from now, fact f
       where ${changed}."subjectRef" is null and f.fact_id = (now.data #>> '{about,factId}')::uuid and f.kind = now.data #>> '{about,kind}'
    ), both_versions (data) as (select data from now union all select data from was)
    select data ->> 'organisationKey' as key from both_versions where ${changed}."subjectRef" is null
    union ${listed('mergedRefs', 'data')} from both_versions
    union ${listed('suspectedRefs', 'data')} from both_versions
    union ${listed('suspectedRefs', 'data')} from asked
    union select subject_ref::text from asked
  ) o`;

/** A mark is of an organisation when its key is no resident's reference. */
export const isOrganisation = (key: string): boolean => key.includes(':');

/** An organisation's marks become those of all residents whose facts name it. */
export async function markResidentsOf(db: EntityManager, organisationKey: string): Promise<true> {
  await db.query(
    `with taken as (delete from due where key = $1 returning kind)
     insert into due (key, kind)
     select distinct f.subject_ref::text, t.kind from (select distinct kind from taken) t, fact f
      where f.subject_ref is not null and f.body ->> 'organisationKey' = $1`,
    [organisationKey],
  );
  return true;
}
