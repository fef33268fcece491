import { setTimeout as sleep } from 'node:timers/promises';

import type { Member } from '@timpora/contracts';
import type { Logger, Metrics } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import { faultCode } from '../kafka/kafka-client.js';
import { deletePruned, markPruned } from './prune-journal.sql.js';

export interface PrunerParts {
  readonly db: DataSource;
  readonly member: Member;
  readonly periods: { readonly journalMs: number; readonly pruneMs: number };
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Only where the relay works, and its past is settled. */
  readonly mayPrune: () => boolean;
}

/** Few enough that sealing does not notice. */
const deletedAtOnce = 1_000;

/** Lets old events leave the journal. */
export class Pruner {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: PrunerParts) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { periods, log, mayPrune } = this.parts;
    while (!this.stopping.signal.aborted) {
      if (mayPrune()) await this.turn().catch((error: unknown) => log.warn('journal.trying-again', { code: faultCode(error) }));
      await sleep(periods.pruneMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  /** Deletes what the turn before has marked: whoever settles a past, and read the older mark, is done by then. */
  private async turn(): Promise<void> {
    const { db, member, periods, log, metrics } = this.parts;
    let [count, deleted] = [0, deletedAtOnce];
    while (deleted === deletedAtOnce && !this.stopping.signal.aborted) {
      deleted = await deletePruned(db, periods.journalMs, deletedAtOnce);
      metrics.pruned(deleted);
      count += deleted;
    }
    if (count > 0) log.info('journal.pruned', { count });
    await markPruned(db, member, periods.journalMs);
  }
}
