import { searchExpression, type AnyFact } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

/** A resident that a search found: which field of which fact matched, with its value, for the officer to recognise. */
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

/** Residents whose name contains the text, in any case and composition of letters. */
export async function residentsByName(
  db: DataSource,
  names: readonly NameField[],
  { text, limit }: { text: string; limit: number },
): Promise<FoundResident[]> {
  if (names.length === 0) return [];
  const parts = names.map(
    ({ fact, field }) => `(select subject_ref, kind, issuer, body->>'${field}' as name from fact
       where kind = '${fact.kind}' and change <> 'retracted' and subject_ref is not null and ${searchExpression(field, 'contains')} like '%' || search_text($1) || '%' limit $2)`,
  );
  return db.query<FoundResident[]>(
    `select distinct on (subject_ref) subject_ref as "subjectRef", 'name' as "foundBy", kind, issuer, name from (${parts.join(' union all ')}) n order by subject_ref, kind limit $2`,
    [literal(text), limit],
  );
}

/** Residents of the facts that the own system knows by this number. */
export const residentsByReference = (db: DataSource, reference: string): Promise<FoundResident[]> =>
  db.query<FoundResident[]>(
    `select distinct on (f.subject_ref) f.subject_ref as "subjectRef", 'own-reference' as "foundBy", f.kind, f.issuer, null as name
       from own_reference r join fact f on f.fact_id = r.fact_id and f.kind = r.kind where r.reference = $1 and f.subject_ref is not null and f.change <> 'retracted'`,
    [reference],
  );

export const residentByRef = (db: DataSource, subjectRef: string): Promise<FoundResident[]> =>
  db.query<FoundResident[]>(
    `select subject_ref as "subjectRef", 'subject-reference' as "foundBy", kind, issuer, null as name from fact where subject_ref = $1 and change <> 'retracted' limit 1`,
    [subjectRef],
  );
