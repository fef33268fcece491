import {
  Alert,
  IdentityLink,
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
import { judgedColumns, refOf, type JudgedRow } from './judged-row.js';
import { nobodySuspected, suspectedWith, type Comparing, type Suspected } from './suspicions.js';

interface Row extends JudgedRow {
  readonly was_gone: boolean;
  readonly is_waiting: boolean;
}

/** What a member knows of one resident, as far as rules read it. */
export interface Known {
  readonly facts: JudgedFacts;
  /** Alerts of this member, whatever became of them. */
  readonly alerts: readonly (KnownAlert & { readonly rule: string })[];
  /** What makes several references this one resident, the newest first. */
  readonly links: readonly FactReference[];
  /** Those by which the resident is named. */
  readonly references: readonly string[];
  /** Something about the resident waits for news. */
  readonly isWaiting: boolean;
  /** Residents who are to be looked at, too. */
  readonly others: readonly string[];
  standingOf(ref: FactReference): Standing | null;
  /** Of whom a fact is: the reference that it names. */
  subjectOf(ref: FactReference): string | null;
  /** When the newest of these kinds came from another member, system time, unix ms. */
  newestArrivalMs(kinds: readonly string[]): number | null;
}

/** What is asked about a resident. */
export interface Asked {
  readonly subjectRef: string;
  /** Under this reference alone, as if no other were the same person. */
  readonly isAlone?: boolean;
  /** By what identities are compared; absent where no rule hears of it. */
  readonly comparing?: Comparing | null;
}

const identityKinds = ['foreign-national', 'travel-document'];
const columns = `${judgedColumns}, exists (select from alert_gone g where g.fact_id = f.fact_id) as was_gone,
  exists (select from alert_waiting w where w.subject_ref = f.subject_ref) as is_waiting`;

/** Everything that rules of this member read about a resident, under whatever reference: a few small queries, by indexes. */
export async function knownOf(
  db: DataSource | EntityManager,
  { member, catalogue }: { readonly member: Member; readonly catalogue: Catalogue },
  { subjectRef, isAlone = false, comparing = null }: Asked,
): Promise<Known> {
  const kinds = judgedKinds.filter((kind) => kind !== ofChildren && isHeld(catalogue, member, kind));
  const references = isAlone ? 'array[$1::uuid]' : 'array(select aliases_of($1::uuid))';
  const ofSubject = await db.query<Row[]>(
    `select ${columns} from fact f where f.subject_ref = any (${references}) and f.kind = any ($2) order by f.fact_id, f.issuer`,
    [subjectRef, [...kinds, ...(comparing ? identityKinds : []), Alert.kind, IdentityLink.kind]],
  );
  const organisations = [...new Set(ofSubject.flatMap(({ body }) => String(body?.['organisationKey'] ?? '') || []))];
  const plans =
    organisations.length === 0
      ? []
      : await db.query<Row[]>(
          `select ${columns} from fact f where f.kind = 'work-plan' and f.body->>'organisationKey' = any ($1) order by f.fact_id`,
          [organisations],
        );
  const suspected = comparing ? await suspectedWith(db, { member, rows: ofSubject }, comparing) : nobodySuspected;
  return known(member, [...ofSubject, ...plans], suspected);
}

/** Events by which timers of owners say that a day has passed. */
const byTimers: readonly string[] = [PermitExpired, ResidenceDocumentExpired].map(({ type }) => type);

/** A child's registered residence is no fact of the exchange: whether it has its paper cannot be told here. */
const ofChildren: JudgedKind = 'minor-permit';

const isHeld = (catalogue: Catalogue, member: Member, kind: string): boolean => {
  const fact = catalogue.factByKind.get(kind);
  return fact !== undefined && mayHold(catalogue, member, fact);
};

function known(member: Member, rows: readonly Row[], suspected: Suspected): Known {
  const read = [...rows.filter(({ kind }) => kind !== Alert.kind && kind !== IdentityLink.kind), ...suspected.rows];
  const others = read.filter(({ issuer }) => issuer !== member);
  const rowOf = (ref: FactReference): JudgedRow | undefined => read.find((each) => isSameFact(refOf(each), ref));
  const links = rows.filter(({ kind, change }) => kind === IdentityLink.kind && change !== 'retracted');
  return {
    facts: { ...factsIn(rows), suspicions: suspected.suspicions },
    alerts: rows.filter(({ kind, issuer, body }) => kind === Alert.kind && issuer === member && body !== null).map(alertIn),
    links: links.sort((one, other) => other.known_ms - one.known_ms).map(refOf),
    references: [...new Set(rows.flatMap(({ subject_ref }) => subject_ref ?? []))],
    isWaiting: rows.some(({ is_waiting }) => is_waiting),
    others: suspected.others,
    standingOf: (ref) => {
      const row = rowOf(ref);
      return row ? { version: row.version, change: row.change, isReal: row.change === 'stated' && !byTimers.includes(row.event) } : null;
    },
    subjectOf: (ref) => rowOf(ref)?.subject_ref ?? null,
    newestArrivalMs: (kinds) => {
      const arrivals = others.filter(({ kind }) => kinds.includes(kind)).map(({ known_ms }) => known_ms);
      return arrivals.length === 0 ? null : Math.max(...arrivals);
    },
  };
}

const isJudged = (kind: string): kind is JudgedKind => (judgedKinds as readonly string[]).includes(kind);

function factsIn(rows: readonly Row[]): JudgedFacts {
  const facts: Record<string, unknown> = { ...noFacts };
  for (const row of rows) {
    if (!isJudged(row.kind) || row.change === 'retracted' || row.body === null) continue;
    const seen = { ref: refOf(row), body: asRead(row.kind, row.body) };
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
