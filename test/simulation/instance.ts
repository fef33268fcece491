import type { Folded, Group, LogRange, PartitionState, Position, Sealed, Stream, Unacknowledged } from '@timpora/exchange/protocol';

import type { SimulatedRegistry } from './keys.js';
import type { DueRow, MemoryDatabase } from './memory-database.js';

/** A group that was folded and waits for its commit. */
export interface PendingGroup {
  readonly group: Group;
  readonly folds: readonly { readonly topic: string; readonly folded: Folded }[];
}

export interface PendingSeal {
  readonly sealed: readonly Sealed[];
  readonly epoch: number;
  readonly was: ReadonlyMap<string, Position>;
  readonly will: ReadonlyMap<string, Stream & Position>;
}

/** What one process of a member has in its memory: all of it is gone when it ends. */
export class Instance {
  private static started = 0;
  /** Who holds the lease: another one after each start. */
  readonly holder: string;

  constructor(readonly name: string) {
    this.holder = `019afb00-0000-7000-9000-${(++Instance.started).toString(16).padStart(12, '0')}`;
  }

  // The subscription (applying/subscription.ts) and its consumer.
  states = new Map<string, PartitionState>();
  unchecked = new Set<string>();
  fetchAt = new Map<string, number>();
  pending: PendingGroup | null = null;

  /** Keys that it goes by while the other process of its member has read a newer registry. */
  keys: SimulatedRegistry['keys'] | null = null;

  // The lease and the relay (sealing/lease.ts, sealing/relay.ts).
  /** The epoch of the lease that it believes to hold. */
  held: number | null = null;
  /** The epoch under which its past is settled. */
  active: number | null = null;
  ends: ReadonlyMap<string, LogRange> | null = null;
  heads = new Map<string, Position>();
  queues = new Map<string, Unacknowledged[]>();
  sealing: PendingSeal | null = null;
  /** Acknowledged by Kafka, not yet noted in the database. */
  acknowledged: readonly { readonly topic: string; readonly generation: number; readonly sequence: number }[] = [];
  /** It stands still, as in a long garbage collection: nothing is renewed. */
  isPaused = false;

  // The evaluator (reacting/evaluator.ts).
  looking: {
    readonly db: MemoryDatabase;
    readonly subjectRef: string;
    readonly marks: readonly DueRow[];
    readonly isPair: boolean;
  } | null = null;

  // The announcer (agreeing/announcer.ts).
  saidAt = -1;
  told = new Map<string, string>();
  fullAt = -Infinity;
  askedAt = new Map<string, number>();

  get mayTell(): boolean {
    return this.active !== null && this.held === this.active;
  }

  /** Begins anew, in doubt. */
  dropLease(): void {
    this.held = null;
    this.active = null;
    this.ends = null;
    this.sealing = null;
    this.acknowledged = [];
  }
}
