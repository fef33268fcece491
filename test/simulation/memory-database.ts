import type { OwnRecord, Position, SealedVersion, Stream } from '@timpora/exchange/protocol';

/** A fact, own or heard. */
export interface FactRow {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly documentHash: string;
  readonly text: string;
  readonly topic: string;
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
  readonly isOpen: boolean;
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
  readonly kind: string;
  readonly factId: string;
  readonly version: number;
  readonly again: boolean;
  readonly before: SealedVersion | null;
  readonly document: string;
  readonly prev: string;
}

export interface HeadRow extends Position {
  readonly acked: number;
  readonly prunedUpTo: number;
  readonly resendFrom: number | null;
}

export interface MemberPositionRow extends Stream, Position {
  readonly member: string;
  readonly number: number;
  readonly movedAt: number;
}

export interface LeaseRow {
  readonly holder: string | null;
  readonly epoch: number;
  readonly doubt: boolean;
  readonly expiresAt: number;
  readonly server: number;
}

/** Another instance moved on: SQLSTATE TX001. Nothing was written. */
export class Fenced extends Error {
  override readonly name = 'Fenced';
}

const copyOf = <K, V>(map: ReadonlyMap<K, V>): Map<K, V> => new Map(map);

/**
 * One member's tables. What the statements of libs/exchange do to them is done by the functions of `*-statements.ts` beside this, each at once, as a
 * transaction does. Rows are values: a backup is a copy of the maps.
 */
export class MemoryDatabase {
  facts = new Map<string, FactRow>();
  streamPositions = new Map<string, Stream & Position>();
  partitions = new Map<string, { readonly next: number; readonly last: string | null; readonly mark: string | null }>();
  parked = new Map<string, ParkedRow>();
  evidence = new Map<string, OwnRecord & { readonly topic: string }>();
  outbox: readonly OutboxRow[] = [];
  heads = new Map<string, HeadRow>();
  /** By topic, generation and sequence. */
  journal = new Map<string, JournalRow>();
  sealed = new Map<string, SealedVersion & { readonly topic: string }>();
  memberPositions = new Map<string, MemberPositionRow>();
  answered = new Map<string, number>();
  lease: LeaseRow = { holder: null, epoch: 0, doubt: true, expiresAt: -Infinity, server: 0 };
  /** Changes when the server that holds these tables starts. */
  server = 1;
  ids = 0;
  /** Documents that this database has ever known: what a restore forgets is the difference. */
  known = new Set<string>();

  copy(): MemoryDatabase {
    const other = new MemoryDatabase();
    Object.assign(other, this);
    other.facts = copyOf(this.facts);
    other.streamPositions = copyOf(this.streamPositions);
    other.partitions = copyOf(this.partitions);
    other.parked = copyOf(this.parked);
    other.evidence = copyOf(this.evidence);
    other.heads = copyOf(this.heads);
    other.journal = copyOf(this.journal);
    other.sealed = copyOf(this.sealed);
    other.memberPositions = copyOf(this.memberPositions);
    other.answered = copyOf(this.answered);
    other.known = new Set(this.known);
    return other;
  }
}

export const factKey = (fact: { issuer: string; kind: string; factId: string }): string => `${fact.issuer}/${fact.kind}/${fact.factId}`;
export const journalKey = (topic: string, generation: number, sequence: number): string => `${topic}/${generation}/${sequence}`;
