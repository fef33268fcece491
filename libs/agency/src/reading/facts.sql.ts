import { searchExpression, type AnyFact } from '@timpora/contracts';
import { plannedAnew } from '@timpora/exchange';
import type { DataSource } from 'typeorm';

/** A fact as it is read through the API. */
export interface ShownFact {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  /** Decimal text: never rounded by a client. */
  readonly version: string;
  readonly change: string;
  readonly event: string;
  readonly eventId: string;
  readonly subjectRef: string | null;
  readonly reason: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  /** Since when this agency holds this version. */
  readonly knownAt: Date;
  readonly body: Readonly<Record<string, unknown>> | null;
}

export const factColumns = `issuer, kind, fact_id as "factId", version::text as version, change, event, event_id as "eventId", subject_ref as "subjectRef", reason,
  occurred_at as "occurredAt", recorded_at as "recordedAt", known_at as "knownAt", body`;

/** One condition on a searched field. */
export interface Condition {
  readonly field: string;
  readonly compare: 'contains' | 'equals' | 'points-to' | 'from' | 'to';
  readonly value: string;
}

const literal = (value: string): string => value.replace(/[\\%_]/g, '\\$&');

function sqlOf({ field, compare }: Condition, parameter: number): string {
  if (compare === 'contains') return `${searchExpression(field, 'contains')} like '%' || search_text($${parameter}) || '%'`;
  if (compare === 'equals' || compare === 'points-to') return `${searchExpression(field, compare)} = $${parameter}`;
  return `${searchExpression(field, 'range')} ${compare === 'from' ? '>=' : '<='} iso_date($${parameter})`;
}

export interface Page {
  readonly limit: number;
  /** The last fact of the page before, or null for the first page. */
  readonly after: { readonly factId: string; readonly issuer: string } | null;
}

/** Facts of a kind that are held now, retracted ones left out, in the order of their ids. */
export function listFacts(
  db: DataSource,
  fact: AnyFact,
  { conditions, page }: { conditions: readonly Condition[]; page: Page },
): Promise<ShownFact[]> {
  const where = conditions.map((condition, at) => `and ${sqlOf(condition, at + 4)}`).join(' ');
  const values = conditions.map(({ compare, value }) => (compare === 'contains' ? literal(value) : value));
  return db.query<ShownFact[]>(
    `${plannedAnew} select ${factColumns} from fact where kind = '${fact.kind}' and change <> 'retracted'
        and ($1::uuid is null or (fact_id, issuer) > ($1::uuid, $2::text)) ${where}
      order by fact_id, issuer limit $3`,
    [page.after?.factId ?? null, page.after?.issuer ?? null, page.limit, ...values],
  );
}

/** The fact that the stating system knows by this number of its own. */
export function factsByReference(db: DataSource, kind: string, reference: string): Promise<ShownFact[]> {
  return db.query<ShownFact[]>(
    `select ${factColumns} from fact where kind = $1 and fact_id in (select fact_id from own_reference where kind = $1 and reference = $2)`,
    [kind, reference],
  );
}

export async function findFact(
  db: DataSource,
  kind: string,
  { issuer, factId }: { issuer: string; factId: string },
): Promise<ShownFact | null> {
  const [row] = await db.query<ShownFact[]>(`select ${factColumns} from fact where (fact_id, issuer, kind) = ($1, $2, $3)`, [
    factId,
    issuer,
    kind,
  ]);
  return row ?? null;
}

/** Everything that this agency may know about one resident, under every reference of the same person. */
export function factsAbout(db: DataSource, subjectRef: string): Promise<ShownFact[]> {
  return db.query<ShownFact[]>(
    `select ${factColumns} from fact where subject_ref = any (array(select aliases_of($1::uuid))) and change <> 'retracted' order by kind, recorded_at, fact_id`,
    [subjectRef],
  );
}

/** One version of an own fact. */
export interface ShownVersion {
  readonly version: string;
  readonly change: string;
  readonly event: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  /** Null, as its sequence, of a version that has left the journal. */
  readonly sealedAt: Date | null;
  readonly topic: string;
  readonly sequence: string | null;
  /** Absent once the fact is retracted: then only ids, versions and reasons stay. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/**
 * What was told about an own fact, oldest first; each version once, although a new generation tells it again. Versions that have left the journal
 * are gone, save the newest one.
 */
export function historyOf(db: DataSource, kind: string, { issuer, factId }: { issuer: string; factId: string }): Promise<ShownVersion[]> {
  return db.query<ShownVersion[]>(
    `select distinct on (j.version) j.version::text as version, d.doc ->> 'change' as change, d.doc ->> 'type' as event, d.doc ->> 'time' as "occurredAt",
            d.doc ->> 'recordedtime' as "recordedAt", j.sealed_at as "sealedAt", j.topic, j.sequence::text as sequence,
            case when f.change = 'retracted' then null else d.doc -> 'data' end as body
       from (select fact_id, kind, version, topic, sequence, sealed_at, document from journal
             union all
             select f.fact_id, f.kind, f.version, f.topic, null, null, f.document
               from fact f join sealed_fact s on (s.fact_id, s.kind, s.version) = (f.fact_id, f.kind, f.version) where f.issuer = $3) j
       join fact f on (f.fact_id, f.kind, f.issuer) = (j.fact_id, j.kind, $3), lateral (select j.document::jsonb as doc) d
      where j.fact_id = $1 and j.kind = $2 order by j.version, j.sealed_at nulls last`,
    [factId, kind, issuer],
  );
}
