import type { EntityManager } from 'typeorm';

/** Whom a changed fact without a subject concerns: the organisation that it names now, and the one that it named before. */
export const organisationsOf = (changed: string): string => `
  cross join lateral (
    select ${changed}.document::jsonb -> 'data' ->> 'organisationKey' as key
    union
    select f.body ->> 'organisationKey' from fact f where (f.fact_id, f.issuer, f.kind) = (${changed}."factId", ${changed}.issuer, ${changed}.kind)
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
