import { createHash } from 'node:crypto';

import { DomainError } from '@timpora/access';
import type { Catalogue, Member } from '@timpora/contracts';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

import type { Clock } from '../clock.js';
import type { Timer } from '../timing/timer.js';
import { inDoubt, keyReused, versionStale } from './problems.js';
import type { Caller } from './caller.js';
import type { Consequence } from './consequences.js';
import type { Invariant } from './invariants.js';
import { canBeStated } from './state-facts.sql.js';
import { Transaction, type Drafting } from './transaction.js';

/** What an agency needs to state facts. */
export interface Owner<Me extends Member> {
  readonly member: Me;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  /** Makes ids that a repeated command gets again; a file outside the database's backup. */
  readonly idSecret: Buffer;
  readonly invariants: readonly Invariant[];
  readonly timers: readonly Timer[];
  readonly consequences: readonly Consequence<Me>[];
}

/**
 * Changes facts of `Me` and tells them, together or not at all. The only way to state anything. A command in doubt is refused before it reads: it
 * would decide, and answer, by versions that the member's own past is about to overtake.
 */
export class UnitOfWork<Me extends Member> {
  constructor(
    private readonly db: DataSource,
    private readonly owner: Owner<Me>,
    /** Called after each commit that stated something. */
    private readonly onCommitted: () => void,
  ) {}

  /**
   * Runs one command in one transaction. Under an idempotency key a repeat of the same request gets the first answer, without running again.
   * @throws {DomainError} what `work` throws; `version.stale`; `idempotency.key-reused`; `exchange.in-doubt`
   */
  async run<Answer>(caller: Caller, work: (tx: Transaction<Me>) => Promise<Answer>): Promise<Answer> {
    const { answer, stated } = await this.db.transaction((db) => this.once(db, caller, work)).catch(asRefusal);
    if (stated) this.onCommitted();
    return answer;
  }

  private async once<Answer>(
    db: EntityManager,
    caller: Caller,
    work: (tx: Transaction<Me>) => Promise<Answer>,
  ): Promise<{ answer: Answer; stated: boolean }> {
    const earlier = await firstAnswer<Answer>(db, caller);
    if (earlier) return { answer: earlier.answer, stated: false };
    if (!(await canBeStated(db))) throw new DomainError(inDoubt);
    const drafting: Drafting<Me> = { db, owner: this.owner, caller };
    const tx = new Transaction(drafting);
    const answer = await work(tx);
    const stated = await tx.finish();
    if (caller.idempotencyKey !== null) {
      await db.query('update idempotency_key set answer = $4 where (principal, command, key) = ($1, $2, $3)', [
        ...keyOf(caller),
        JSON.stringify(answer),
      ]);
    }
    return { answer, stated };
  }
}

const keyOf = ({ subject, command, idempotencyKey }: Caller): readonly [string, string, string] => [subject, command, idempotencyKey ?? ''];

/** Takes the key, or waits for whoever has it and gives the answer of then. */
async function firstAnswer<Answer>(db: EntityManager, caller: Caller): Promise<{ answer: Answer } | null> {
  if (caller.idempotencyKey === null) return null;
  const taken = await db.query<unknown[]>(
    `insert into idempotency_key (principal, command, key, request_hash) values ($1, $2, $3, decode($4, 'hex')) on conflict do nothing returning 1`,
    [...keyOf(caller), caller.requestHash],
  );
  if (taken.length > 0) return null;
  const [row] = await db.query<{ same: boolean; answer: Answer }[]>(
    `select request_hash = decode($4, 'hex') as same, answer from idempotency_key where (principal, command, key) = ($1, $2, $3)`,
    [...keyOf(caller), caller.requestHash],
  );
  if (!row?.same) throw new DomainError(keyReused);
  return { answer: row.answer };
}

function asRefusal(error: unknown): never {
  const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : null;
  if (code === 'TX002') throw new DomainError(versionStale);
  if (code === 'TX004') throw new DomainError(inDoubt);
  throw error;
}

/** SHA-256 of a request for `Caller.requestHash`, hex. */
export const requestHashOf = (...parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
