import { searchExpression, type AnyFact, type Day, type ReferenceValueBody, type StatedValues } from '@timpora/contracts';
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

/** What is held of a kind about one resident, under every reference of the same person, retracted facts left out. */
export async function heldOfSubject<F extends AnyFact>(db: EntityManager, fact: F, subjectRef: string): Promise<readonly Held<F>[]> {
  const rows = await db.query<FactRow[]>(
    `select ${columns} from fact where subject_ref = any (array(select aliases_of($1::uuid))) and kind = $2 and change <> 'retracted' order by recorded_at, fact_id`,
    [subjectRef, fact.kind],
  );
  return rows.map((row) => held<F>(row));
}

/** The settings and holidays that members stated, as they are held here, retracted ones left out. */
export async function statedValues(db: Pick<EntityManager, 'query'>): Promise<StatedValues> {
  const rows = await db.query<{ issuer: string; body: ReferenceValueBody }[]>(
    `select issuer, body from fact where kind = 'reference-value' and change <> 'retracted' and body->>'list' in ('SETTING', 'HOLIDAY')`,
  );
  return rows.map(({ issuer, body }) => ({ issuer, ...body }));
}

/** Fields that must have these values; names count as equal in any case and composition. A field inside another is named with a dot: `about.factId`. */
export type Criteria = Readonly<Record<string, string>>;

function conditionOf(fact: AnyFact, field: string, parameter: number): string {
  if (field === fact.subject) return `subject_ref = any (array(select aliases_of($${parameter}::uuid)))`;
  const isName = fact.searched[field] === 'contains';
  if (field.includes('.')) return `body #>> '{${field.replaceAll('.', ',')}}' = $${parameter}`;
  return isName ? `${searchExpression(field, 'contains')} like search_text($${parameter})` : `body->>'${field}' = $${parameter}`;
}

const literal = (value: string): string => value.replace(/[\\%_]/g, '\\$&');

/** What this member itself holds of a kind with these values, whoever owns it, retracted facts left out. A resident is meant under every reference. */
export async function heldWith<F extends AnyFact>(db: EntityManager, fact: F, criteria: Criteria): Promise<readonly Held<F>[]> {
  const fields = Object.keys(criteria);
  const where = fields.map((field, at) => ` and ${conditionOf(fact, field, at + 1)}`).join('');
  const values = fields.map((field) => (fact.searched[field] === 'contains' ? literal(criteria[field] ?? '') : criteria[field]));
  const rows = await db.query<FactRow[]>(
    `select ${columns} from fact where kind = '${fact.kind}' and change <> 'retracted'${where} order by recorded_at, fact_id`,
    values,
  );
  return rows.map((row) => held<F>(row));
}

/** The kind that says when a resident was born, and its field. */
export interface Birth {
  readonly kind: string;
  readonly field: string;
}

/** Of those residents whom a fact held here names: the day of birth, null where it is not held. */
export async function birthDaysOf(
  db: EntityManager,
  subjectRefs: readonly string[],
  { kind, field }: Birth,
): Promise<ReadonlyMap<string, Day | null>> {
  if (subjectRefs.length === 0) return new Map();
  const rows = await db.query<{ subject_ref: string; born_on: Day | null }[]>(
    `select s.subject_ref, (select f.body->>$3::text from fact f where f.subject_ref = s.subject_ref and f.kind = $2 and f.change <> 'retracted' limit 1) as born_on
       from unnest($1::uuid[]) as s (subject_ref)
      where exists (select from fact f where f.subject_ref = s.subject_ref)`,
    [subjectRefs, kind, field],
  );
  return new Map(rows.map(({ subject_ref, born_on }) => [subject_ref, born_on]));
}
