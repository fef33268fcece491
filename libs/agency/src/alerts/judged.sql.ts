import {
  Alert,
  mayHold,
  PermitExpired,
  ResidenceDocumentExpired,
  type AlertBody,
  type Catalogue,
  type FactReference,
  type Member,
} from '@timpora/contracts';
import {
  asRead,
  isSameFact,
  judgedKinds,
  noFacts,
  type JudgedFacts,
  type JudgedKind,
  type KnownAlert,
  type Standing,
} from '@timpora/rules';
import type { DataSource, EntityManager } from 'typeorm';

import { isOpen } from './alert.policy.js';

interface Row {
  readonly issuer: string;
  readonly kind: string;
  readonly fact_id: string;
  readonly version: string;
  readonly change: Standing['change'];
  readonly event: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly known_ms: number;
  readonly was_gone: boolean;
}

/** What a member knows of one resident, as far as rules read it. */
export interface Known {
  readonly facts: JudgedFacts;
  /** Alerts of this member, whatever became of them. */
  readonly alerts: readonly (KnownAlert & { readonly rule: string })[];
  standingOf(ref: FactReference): Standing | null;
  /** When the newest of these kinds came from another member, system time, unix ms. */
  newestArrivalMs(kinds: readonly string[]): number | null;
}

const columns = `f.issuer, f.kind, f.fact_id, f.version, f.change, f.event, f.body, extract(epoch from f.known_at)::float8 * 1000 as known_ms,
  exists (select from alert_gone g where g.fact_id = f.fact_id) as was_gone`;

/** Everything that rules of this member read about a resident, under whatever reference: two small queries, by indexes. */
export async function knownOf(
  db: DataSource | EntityManager,
  { member, catalogue }: { readonly member: Member; readonly catalogue: Catalogue },
  subjectRef: string,
): Promise<Known> {
  const kinds = judgedKinds.filter((kind) => kind !== ofChildren && isHeld(catalogue, member, kind));
  const ofSubject = await db.query<Row[]>(
    `select ${columns} from fact f where f.subject_ref = any (array(select aliases_of($1::uuid))) and f.kind = any ($2) order by f.fact_id, f.issuer`,
    [subjectRef, [...kinds, Alert.kind]],
  );
  const organisations = [...new Set(ofSubject.flatMap(({ body }) => String(body?.['organisationKey'] ?? '') || []))];
  const plans =
    organisations.length === 0
      ? []
      : await db.query<Row[]>(
          `select ${columns} from fact f where f.kind = 'work-plan' and f.body->>'organisationKey' = any ($1) order by f.fact_id`,
          [organisations],
        );
  return known(member, [...ofSubject, ...plans]);
}

/** Events by which timers of owners say that a day has passed. */
const byTimers: readonly string[] = [PermitExpired, ResidenceDocumentExpired].map(({ type }) => type);

/** A child's registered residence is no fact of the exchange: whether it has its paper cannot be told here. */
const ofChildren: JudgedKind = 'minor-permit';

const isHeld = (catalogue: Catalogue, member: Member, kind: string): boolean => {
  const fact = catalogue.factByKind.get(kind);
  return fact !== undefined && mayHold(catalogue, member, fact);
};

const refOf = ({ kind, fact_id: factId, version, issuer: owner }: Row): FactReference => ({ kind, factId, version, owner });

function known(member: Member, rows: readonly Row[]): Known {
  const judged = rows.filter(({ kind }) => kind !== Alert.kind);
  const others = judged.filter(({ issuer }) => issuer !== member);
  return {
    facts: factsIn(judged),
    alerts: rows.filter(({ kind, issuer, body }) => kind === Alert.kind && issuer === member && body !== null).map(alertIn),
    standingOf: (ref) => {
      const row = judged.find((each) => isSameFact(refOf(each), ref));
      return row ? { version: row.version, change: row.change, isReal: row.change === 'stated' && !byTimers.includes(row.event) } : null;
    },
    newestArrivalMs: (kinds) => {
      const arrivals = others.filter(({ kind }) => kinds.includes(kind)).map(({ known_ms }) => known_ms);
      return arrivals.length === 0 ? null : Math.max(...arrivals);
    },
  };
}

function factsIn(rows: readonly Row[]): JudgedFacts {
  const facts: Record<string, unknown> = { ...noFacts };
  for (const row of rows) {
    if (row.change === 'retracted' || row.body === null) continue;
    const seen = { ref: refOf(row), body: asRead(row.kind as JudgedKind, row.body) };
    facts[row.kind] = [...(facts[row.kind] as readonly unknown[]), seen];
  }
  return facts as JudgedFacts;
}

function alertIn({ fact_id: factId, body, was_gone: wasGone }: Row): Known['alerts'][number] {
  const { ruleId: rule, branch, anchor, evidence, state } = body as unknown as AlertBody;
  return {
    rule,
    factId,
    anchor,
    evidence,
    wasGone,
    isOpen: isOpen({ state }),
    isResolved: state === 'RESOLVED',
    ...(branch && { branch }),
  };
}

/** Most looks find none: they ask nothing. */
export async function noteGone(db: EntityManager, factIds: readonly string[]): Promise<void> {
  if (factIds.length > 0) await db.query('insert into alert_gone select unnest($1::uuid[]) on conflict do nothing', [factIds]);
}

export async function forgetGone(db: EntityManager, factIds: readonly string[]): Promise<void> {
  if (factIds.length > 0) await db.query('delete from alert_gone where fact_id = any ($1::uuid[])', [factIds]);
}
