import { searchExpression, type AnyFact } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

/** A resident that a search found, by the reference that stands for all: which field of which fact matched, with its value, for the officer to recognise. */
export interface FoundResident {
  readonly subjectRef: string;
  readonly foundBy: 'name' | 'own-reference' | 'subject-reference';
  readonly kind: string;
  readonly issuer: string;
  readonly name: string | null;
}

export interface NameField {
  readonly fact: AnyFact;
  readonly field: string;
}

const literal = (value: string): string => value.replace(/[\\%_]/g, '\\$&');

/** Where a word of a name begins. */
const beginnings = ['', '% ', '%-', "%''"];

/**
 * Where in a name the text may be. One or two letters have no trigram of their own inside a word, so all names would be read: of Latin ones words are
 * found that begin with them, as in a list. A syllable or an ideograph says more, and is found anywhere.
 */
const placesOf = (text: string): readonly string[] => ([...text].length < 3 && /^\p{Script=Latin}+$/u.test(text) ? beginnings : ['%']);

/**
 * Residents whose name contains the text, in any case and composition of letters. `materialized`, because PostgreSQL would rather read all names until
 * it has enough than look into the index of their trigrams; rows are taken from it as they are wanted all the same.
 */
export async function residentsByName(
  db: DataSource,
  names: readonly NameField[],
  { text, limit }: { text: string; limit: number },
): Promise<FoundResident[]> {
  if (names.length === 0) return [];
  const matches = (expression: string): string =>
    placesOf(text)
      .map((before) => `${expression} like '${before}' || search_text($1) || '%'`)
      .join(' or ');
  const parts = names.map(
    ({ fact, field }) => `(with named as materialized (
         select subject_ref, kind, issuer, body->>'${field}' as name from fact
          where kind = '${fact.kind}' and change <> 'retracted' and subject_ref is not null and (${matches(searchExpression(field, 'contains'))}))
         select * from named limit $2)`,
  );
  return db.query<FoundResident[]>(
    `select distinct on (canonical_of(subject_ref)) canonical_of(subject_ref) as "subjectRef", 'name' as "foundBy", kind, issuer, name
       from (${parts.join(' union all ')}) n order by canonical_of(subject_ref), kind limit $2`,
    [literal(text), limit],
  );
}

/** Residents of the facts that the own system knows by this number. */
export const residentsByReference = (db: DataSource, reference: string): Promise<FoundResident[]> =>
  db.query<FoundResident[]>(
    `select distinct on (canonical_of(f.subject_ref)) canonical_of(f.subject_ref) as "subjectRef", 'own-reference' as "foundBy", f.kind, f.issuer, null as name
       from own_reference r join fact f on f.fact_id = r.fact_id and f.kind = r.kind where r.reference = $1 and f.subject_ref is not null and f.change <> 'retracted'`,
    [reference],
  );

export const residentByRef = (db: DataSource, subjectRef: string): Promise<FoundResident[]> =>
  db.query<FoundResident[]>(
    `select canonical_of($1::uuid) as "subjectRef", 'subject-reference' as "foundBy", kind, issuer, null as name from fact
      where subject_ref = any (array(select aliases_of($1::uuid))) and change <> 'retracted' limit 1`,
    [subjectRef],
  );

/** All references of one person. */
export interface References {
  /** The one that stands for all. */
  readonly subjectRef: string;
  /** The others: their facts are this person's, too. */
  readonly aliases: readonly string[];
}

export async function referencesOf(db: DataSource, subjectRef: string): Promise<References> {
  const [row] = await db.query<References[]>(
    `select canonical_of($1::uuid) as "subjectRef", array(select a.ref::text from aliases_of($1::uuid) a (ref) where a.ref <> canonical_of($1::uuid) order by 1) as aliases`,
    [subjectRef],
  );
  return row ?? { subjectRef, aliases: [] };
}
