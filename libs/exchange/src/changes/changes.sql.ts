import type { DataSource } from 'typeorm';

import type { Change as Saying } from '../protocol/document.js';
import { beginningOf, isBefore, type ChangeCursor } from './change-cursor.js';

/** A fact as it is held since its newest change. */
export interface ChangedFact {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  /** Decimal text. */
  readonly version: string;
  readonly change: Saying;
  readonly event: string;
  readonly eventId: string;
  readonly subjectRef: string | null;
  readonly reason: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly knownAt: Date;
  readonly body: Readonly<Record<string, unknown>> | null;
}

export interface Change {
  readonly cursor: ChangeCursor;
  readonly fact: ChangedFact;
  /** Length of its document, letters. */
  readonly size: number;
}

export interface ChangesAsked {
  /** Only of these kinds; null: all that is held. */
  readonly kinds: readonly string[] | null;
  readonly limit: number;
}

export interface ChangePage {
  readonly changes: readonly Change[];
  /** From where to read on: the last change that was looked at. */
  readonly next: ChangeCursor;
  /** Nothing more was there. */
  readonly isNewest: boolean;
  /** The place was of a past that is gone: this page is the first of all. */
  readonly isReset: boolean;
}

interface Place {
  era: string;
  same_past: boolean;
  newest: Omit<ChangeCursor, 'era'> | null;
}
type Told = ChangedFact & { xid: string; size: number };
type Row = Place & (Told | { xid: null });

/**
 * What changed after a place, in the order of transactions; each fact once, in its newest version. Only what lies below every running
 * transaction is read, because a transaction that commits late would otherwise lie behind a place that was passed already.
 */
export async function changesAfter(db: DataSource, after: ChangeCursor | null, { kinds, limit }: ChangesAsked): Promise<ChangePage> {
  const rows = await db.query<Row[]>(statement, [...placeOf(after), kinds, limit]);
  const [first] = rows;
  if (!first) throw new Error('no era has begun');
  if (!first.same_past) return { ...(await changesAfter(db, null, { kinds, limit })), isReset: true };
  const changes = rows.flatMap((row) => (row.xid === null ? [] : [changeIn(row)]));
  const isNewest = changes.length < limit || limit === 0;
  return { changes, next: (!isNewest && changes.at(-1)?.cursor) || endOf(first, after), isNewest, isReset: false };
}

const placeOf = (after: ChangeCursor | null): readonly (string | null)[] => {
  const { era, xid, factId, issuer, kind } = after ?? { ...beginningOf(''), era: null };
  return [era, xid, factId, issuer, kind];
};

/** A fact whose next change is not told yet stands nowhere meanwhile: a place never moves back. */
function endOf({ era, newest }: Place, after: ChangeCursor | null): ChangeCursor {
  const [start, end] = [{ ...(after ?? beginningOf(era)), era }, newest && { ...newest, era }];
  return end && isBefore(start, end) ? end : start;
}

function changeIn({ xid, size, era, same_past: _samePast, newest: _newest, ...fact }: Place & Told): Change {
  return { cursor: { era, xid, factId: fact.factId, issuer: fact.issuer, kind: fact.kind }, fact, size };
}

const statement = `
  with place as materialized (
    select (select name from era order by number desc limit 1) as era, pg_snapshot_xmin(pg_current_snapshot()) as horizon,
           $1::text is null or exists (select from era e where e.name = $1 and not exists
             (select from era later where later.number > e.number and later.first_xid <= $2::xid8)) as same_past
  )
  select p.era, p.same_past, n.newest, f.*
    from place p left join lateral (
      select json_build_object('xid', changed_in::text, 'factId', fact_id, 'issuer', issuer, 'kind', kind) as newest
        from fact where changed_in < p.horizon
       order by changed_in desc, fact_id desc, issuer collate "C" desc, kind collate "C" desc limit 1
    ) n on true left join lateral (
      select changed_in::text as xid, length(document) as size, issuer, kind, fact_id as "factId", version::text as version, change, event,
             event_id as "eventId", subject_ref as "subjectRef", reason, occurred_at as "occurredAt", recorded_at as "recordedAt",
             known_at as "knownAt", body
        from fact
       where p.same_past and changed_in < p.horizon and ($6::text[] is null or kind = any ($6::text[]))
         and (changed_in, fact_id, issuer collate "C", kind collate "C") > ($2::xid8, $3::uuid, $4::text collate "C", $5::text collate "C")
       order by changed_in, fact_id, issuer collate "C", kind collate "C" limit $7
    ) f on true`;

/**
 * Begins an era where one is due, and takes over the order of a dump: on another server its transaction ids may lie in the future, where
 * nobody would ever read them.
 */
export async function enterEra(db: DataSource): Promise<void> {
  await db.query('select begin_era()');
  await db.query('update fact set changed_in = pg_current_xact_id() where changed_in >= pg_snapshot_xmax(pg_current_snapshot())');
}
