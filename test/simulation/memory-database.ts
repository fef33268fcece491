import type { OwnRecord, Position, SealedVersion, Stream } from '@timpora/exchange/protocol';

/** A fact, own or heard. An own one that is not sealed yet has no place. */
export interface FactRow {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly documentHash: string;
  readonly text: string;
  readonly topic: string;
  readonly subjectRef: string | null;
  readonly generation: number | null;
  readonly sequence: number | null;
}

export interface PartitionRow {
  readonly next: number;
  readonly last: string | null;
  readonly mark: string | null;
  readonly unverified: number;
}

export interface ParkedRow extends Stream {
  readonly id: number;
  readonly generation: number;
  readonly sequence: number;
  readonly kind: string | null;
  readonly factId: string | null;
  readonly version: number | null;
  readonly reason: string;
  readonly bytes: Buffer;
  readonly documentHash: string;
  readonly closedAs: 'applied' | 'superseded' | null;
}

/** A record that no valid signature reached. */
export interface UnverifiedRow {
  readonly issuer: string | null;
  readonly topic: string;
  readonly offset: number;
  readonly reason: string;
  readonly keyId: string | null;
  readonly documentHash: string;
}

export interface OutboxRow {
  readonly id: number;
  readonly topic: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly text: string;
}

export interface JournalRow extends Position {
  readonly topic: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly again: boolean;
  readonly before: SealedVersion | null;
  readonly document: string;
  readonly documentHash: string;
  readonly prev: string;
  readonly sealedAt: number;
}

export interface HeadRow extends Position {
  readonly acked: number;
  readonly prunedUpTo: number;
  readonly resendFrom: number | null;
  readonly movedAt: number;
}

export interface MemberPositionRow extends Stream, Position {
  readonly member: string;
  readonly movedAt: number;
}

export interface MemberStatementRow {
  readonly heardAt: number;
}

export interface LeaseRow {
  readonly holder: string | null;
  readonly epoch: number;
  readonly doubt: boolean;
  readonly expiresAt: number;
  readonly server: number;
}

export interface DueRow {
  readonly id: number;
  readonly subjectRef: string;
  readonly kind: string;
}

/** Another instance moved on: SQLSTATE TX001. Nothing was written. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

/** A statement that is run: by which name, with what. */
export interface Asked {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly db: MemoryDatabase;
}

/** Sees what a database is asked, and what it answers. */
export type Watcher = (asked: Asked, answer: () => unknown) => unknown;

const copyOf = <K, V>(map: ReadonlyMap<K, V>): Map<K, V> => new Map(map);

/**
 * One member's tables. What the statements of libs/exchange do to them is done by the functions of `*-statements.ts` beside this, each at once, as a
 * transaction does. Rows are values: a backup is a copy of the maps.
 */
export class MemoryDatabase {
  facts = new Map<string, FactRow>();
  streamPositions = new Map<string, Stream & Position>();
  partitions = new Map<string, PartitionRow>();
  parked = new Map<string, ParkedRow>();
  /** By topic and offset. */
  unverified = new Map<string, UnverifiedRow>();
  evidence = new Map<string, OwnRecord & { readonly topic: string }>();
  outbox: readonly OutboxRow[] = [];
  heads = new Map<string, HeadRow>();
  /** By topic, generation and sequence. */
  journal = new Map<string, JournalRow>();
  sealed = new Map<string, SealedVersion & { readonly topic: string }>();
  memberPositions = new Map<string, MemberPositionRow>();
  memberStatements = new Map<string, MemberStatementRow>();
  /** Of each topic, by member. */
  said = new Map<string, ReadonlyMap<string, number>>();
  due: readonly DueRow[] = [];
  lease: LeaseRow = { holder: null, epoch: 0, doubt: true, expiresAt: -Infinity, server: 0 };
  /** What a reaction wrote: residents of whom both kinds of facts were seen at once. */
  alerts = new Set<string>();
  /** Changes when the server that holds these tables starts. */
  server = 1;
  ids = 0;
  /** Documents that this database has ever known: what a restore forgets is the difference. */
  known = new Set<string>();
  watcher: Watcher | null = null;

  /** @param clock the database's, ms */
  constructor(readonly clock: { readonly now: number }) {}

  copy(): MemoryDatabase {
    const other = new MemoryDatabase(this.clock);
    for (const [name, value] of Object.entries(this)) {
      const own = value instanceof Map ? copyOf(value) : value instanceof Set ? new Set(value) : (value as unknown);
      Object.assign(other, { [name]: own });
    }
    return other;
  }
}

export const factKey = (fact: { issuer: string; kind: string; factId: string }): string => `${fact.issuer}/${fact.kind}/${fact.factId}`;
export const journalKey = (topic: string, generation: number, sequence: number): string => `${topic}/${generation}/${sequence}`;

/** Like `SELECT ... ORDER BY`: the same wherever rows came from. */
export const sorted = <T>(rows: Iterable<T>, keyOf: (row: T) => string): readonly T[] =>
  [...rows].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));

type Statements = Readonly<Record<string, (db: MemoryDatabase, ...args: never[]) => unknown>>;

/** Statements by their names; whoever watches a database sees them run. */
export const watched = <T extends Statements>(statements: T): T =>
  Object.fromEntries(
    Object.entries(statements).map(([name, work]) => {
      const run = work as (db: MemoryDatabase, ...args: unknown[]) => unknown;
      return [
        name,
        (db: MemoryDatabase, ...args: unknown[]) =>
          db.watcher ? db.watcher({ name, args, db }, () => run(db, ...args)) : run(db, ...args),
      ];
    }),
  ) as unknown as T;
