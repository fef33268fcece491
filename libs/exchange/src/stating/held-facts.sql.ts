import { ofKindApart, searchExpression, type AnyFact, type Day, type ReferenceValueBody, type StatedValues } from '@timpora/contracts';
import type { EntityManager } from 'typeorm';

import type { Held } from './held.js';

interface FactRow {
  issuer: string;
  kind: string;
  fact_id: string;
  version: string;
  change: Held['change'];
  event: string;
  event_id: string;
  subject_ref: string | null;
  reason: string | null;
  occurred_at: Date;
  recorded_at: Date;
  body: never;
}

const columns = 'issuer, kind, fact_id, version, change, event, event_id, subject_ref, reason, occurred_at, recorded_at, body';

const held = <F extends AnyFact>(row: FactRow): Held<F> => ({
  issuer: row.issuer,
  kind: row.kind,
  factId: row.fact_id,
  version: Number(row.version),
  change: row.change,
  event: row.event,
  eventId: row.event_id,
  subjectRef: row.subject_ref,
  reason: row.reason,
  occurredAt: row.occurred_at.toISOString(),
  recordedAt: row.recorded_at.toISOString(),
  body: row.body,
});

export async function findHeld<F extends AnyFact>(
  db: EntityManager,
  fact: F,
  { issuer, factId }: { issuer: string; factId: string },
): Promise<Held<F> | null> {
  const [row] = await db.query<FactRow[]>(`select ${columns} from fact where (fact_id, issuer, kind) = ($1, $2, $3)`, [
    factId,
    issuer,
    fact.kind,
  ]);
  return row ? held<F>(row) : null;
}

/** Until the transaction ends. Taken before reading, in a statement of its own, so that what is read is what the last holder left. `~lock` says which lock it is. */
const lockOn = (text: string, from = ''): string =>
  `select l.key::text as "~lock", pg_advisory_xact_lock(l.key) from (select hashtextextended(${text}, 0) as key ${from} offset 0) l`;

/** A person's lock is that of the reference that stands for all. */
const lockOnPerson = lockOn(
  '$1::text || (case when m.yes then canonical_of($2::uuid) else $2::uuid end)::text',
  'from in_merge($2::uuid) m (yes)',
);

/** Waits for whoever decides about this resident, under whatever reference. */
export const lockSubject = (db: EntityManager, subjectRef: string): Promise<unknown> => db.query(lockOnPerson, ['', subjectRef]);

/** Waits for whoever decides about facts of the kind with these values. */
export function lockCriteria(db: EntityManager, fact: AnyFact, criteria: Criteria): Promise<unknown> {
  const { [fact.subject ?? '']: subject, ...others } = criteria;
  const what = JSON.stringify([fact.kind, others]);
  return subject === undefined ? db.query(lockOn('$1::text'), [what]) : db.query(lockOnPerson, [what, subject]);
}

/** Every reference of the person, this one included. */
export async function referencesOf(db: EntityManager, subjectRef: string): Promise<References> {
  const rows = await db.query<{ ref: string }[]>(
    `select a.ref::text as ref from in_merge($1::uuid) m (yes)
      cross join lateral unnest(case when m.yes then array(select aliases_of($1::uuid)) else array[$1::uuid] end) a (ref)`,
    [subjectRef],
  );
  return rows.map(({ ref }) => ref);
}

/** All references of one person. */
export type References = readonly string[];

/** Nearly everybody has one: asked for by equality, which is planned for one resident, and not for a list of unknown length. */
const isOf = (references: References, parameter: number): string =>
  references.length === 1 ? `subject_ref = $${parameter}::uuid` : `subject_ref = any ($${parameter}::uuid[])`;
const one = (references: References): unknown => (references.length === 1 ? references[0] : references);

/** What is held of a kind about one resident, under every reference of the same person, retracted facts left out. */
export async function heldOfSubject<F extends AnyFact>(db: EntityManager, fact: F, references: References): Promise<readonly Held<F>[]> {
  const rows = await db.query<FactRow[]>(
    `select ${columns} from fact where ${isOf(references, 1)} and ${ofKindApart(fact.kind)} and change <> 'retracted' order by recorded_at, fact_id`,
    [one(references)],
  );
  return rows.map((row) => held<F>(row));
}

/** The settings and holidays that members stated, as they are held here, retracted ones left out. */
export async function statedValues(db: Pick<EntityManager, 'query'>): Promise<StatedValues> {
  const rows = await db.query<{ issuer: string; body: ReferenceValueBody }[]>(
    `select issuer, body from fact where kind = 'reference-value' and change <> 'retracted' and body->>'list' in ('SETTING', 'HOLIDAY')`,
  );
  const known = valuesIn.get(rows);
  if (known) return known;
  const values = rows.map(({ issuer, body }) => ({ issuer, ...body }));
  valuesIn.set(rows, values);
  return values;
}

/** Commands that share a transaction are answered with the same rows. */
const valuesIn = new WeakMap<readonly object[], StatedValues>();

/** Fields that must have these values; names count as equal in any case and composition. A field inside another is named with a dot: `about.factId`. */
export type Criteria = Readonly<Record<string, string>>;

function conditionOf(fact: AnyFact, field: string, parameter: number): string {
  const isName = fact.searched[field] === 'contains';
  if (field.includes('.')) return `body #>> '{${field.replaceAll('.', ',')}}' = $${parameter}`;
  return isName ? `${searchExpression(field, 'contains')} = search_text($${parameter})` : `body->>'${field}' = $${parameter}`;
}

/** What this member itself holds of a kind with these values, whoever owns it, retracted facts left out; of one resident, if `references` are given. */
export async function heldWith<F extends AnyFact>(
  db: EntityManager,
  fact: F,
  { criteria, references }: { readonly criteria: Criteria; readonly references: References | null },
): Promise<readonly Held<F>[]> {
  const fields = Object.keys(criteria).filter((field) => field !== fact.subject);
  const conditions = fields.map((field, at) => conditionOf(fact, field, at + 1));
  const isFoundByIndex = references !== null || fact.toldApartBy.some((field) => fields.includes(field));
  const kind = isFoundByIndex ? ofKindApart(fact.kind) : `kind = '${fact.kind}'`;
  const where = [kind, `change <> 'retracted'`, ...conditions, ...(references ? [isOf(references, fields.length + 1)] : [])];
  const parameters = [...fields.map((field) => criteria[field]), ...(references ? [one(references)] : [])];
  const rows = await db.query<FactRow[]>(
    `select ${columns} from fact where ${where.join(' and ')} order by recorded_at, fact_id`,
    parameters,
  );
  return rows.map((row) => held<F>(row));
}

/** The kind that says when a resident was born, and its field. */
export interface Birth {
  readonly kind: string;
  readonly field: string;
}

/** When a resident was born, null where it is not held; undefined of whom no fact held here names. */
export async function birthDayOf(db: EntityManager, subjectRef: string, { kind, field }: Birth): Promise<Day | null | undefined> {
  const [row] = await db.query<{ born_on: Day | null }[]>(
    `select (select f.body->>$3::text from fact f where f.subject_ref = $1::uuid and f.kind = $2::text and f.change <> 'retracted' limit 1) as born_on
      where exists (select from fact f where f.subject_ref = $1::uuid)`,
    [subjectRef, kind, field],
  );
  return row?.born_on;
}
