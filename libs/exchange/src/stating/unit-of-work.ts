import { createHash } from 'node:crypto';

import { DomainError } from '@timpora/access';
import type { Catalogue, Member } from '@timpora/contracts';
import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

import type { Clock } from '../clock.js';
import { FreshStatistics } from '../database/fresh-statistics.js';
import type { Timer } from '../timing/timer.js';
import { inDoubt, keyReused, versionStale } from './problems.js';
import type { Caller } from './caller.js';
import type { Consequence } from './consequences.js';
import type { Invariant } from './invariants.js';
import { answerUnder, noteAnswer, takeKey, type TakenKey } from './idempotency.sql.js';
import { canBeStated } from './state-facts.sql.js';
import { attempt, type Outcome, type Seat, type Seated } from './together.js';
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
  private readonly statistics: FreshStatistics;

  constructor(
    private readonly db: DataSource,
    private readonly owner: Owner<Me>,
    /** Called after each commit that stated something. */
    private readonly onCommitted: () => void,
  ) {
    this.statistics = new FreshStatistics(db);
  }

  /**
   * Runs one command in one transaction. Under an idempotency key a repeat of the same request gets the first answer, without running again.
   * @throws {DomainError} what `work` throws; `version.stale`; `idempotency.key-reused`; `exchange.in-doubt`
   */
  async run<Answer>(caller: Caller, work: (tx: Transaction<Me>) => Promise<Answer>): Promise<Answer> {
    if (caller.seat) return this.shared(caller.seat, caller, work);
    const { answer, stated } = await this.db.transaction((db) => this.once(db, caller, work)).catch(asRefusal);
    if (stated) {
      this.onCommitted();
      void this.statistics.grew(1);
    }
    return answer;
  }

  /**
   * Runs several commands, each of which calls `run` from its seat, in as few transactions as can be: one, unless some are refused after they have written or
   * the database refuses something. Each is answered as it would be alone; one that another of them keeps from a lock is put off. Without `isKept`
   * nothing stays: the answers say what would happen.
   */
  async together<Answer>(
    commands: readonly Seated<Answer>[],
    { isKept }: { readonly isKept: boolean },
  ): Promise<readonly Outcome<Answer>[]> {
    try {
      const { outcomes, isUndone, hasStated } = await attempt(this.db, commands, { isKept });
      if (isUndone && commands.length > 1) return await this.onlyAnswered(commands, outcomes, isKept);
      if (hasStated) {
        this.onCommitted();
        await this.statistics.grew(commands.length);
      }
      return outcomes;
    } catch (error) {
      const isOfOne = commands.length > 1 && mayBeOfOne(error);
      return isOfOne ? this.inHalves(commands, isKept) : commands.map(() => ({ refused: refusalOf(error) }));
    }
  }

  /** Finds the command that the database means: whoever is in the half without it is done in one transaction. */
  private async inHalves<Answer>(commands: readonly Seated<Answer>[], isKept: boolean): Promise<readonly Outcome<Answer>[]> {
    const middle = commands.length >> 1;
    const first = await this.together(commands.slice(0, middle), { isKept });
    return [...first, ...(await this.together(commands.slice(middle), { isKept }))];
  }

  private async onlyAnswered<Answer>(
    commands: readonly Seated<Answer>[],
    before: readonly Outcome<Answer>[],
    isKept: boolean,
  ): Promise<readonly Outcome<Answer>[]> {
    const isAnswered = (outcome: Outcome<Answer> | undefined): boolean => typeof outcome === 'object' && 'answer' in outcome;
    const others = commands.filter((_, at) => isAnswered(before[at]));
    const after = others.length > 0 ? [...(await this.together(others, { isKept }))] : [];
    return before.map((outcome) => (isAnswered(outcome) ? (after.shift() ?? outcome) : outcome));
  }

  private async shared<Answer>(seat: Seat, caller: Caller, work: (tx: Transaction<Me>) => Promise<Answer>): Promise<Answer> {
    seat.key = caller.idempotencyKey === null ? null : keyOf(caller);
    const { answer, stated } = await this.once(seat.db, caller, work);
    seat.hasStated = stated;
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
    if (caller.idempotencyKey !== null) await noteAnswer(db, keyOf(caller), answer);
    return { answer, stated };
  }
}

const keyOf = ({ subject, command, idempotencyKey }: Caller): TakenKey => ({ principal: subject, command, key: idempotencyKey ?? '' });

/** Takes the key, or waits for whoever has it and gives the answer of then. */
async function firstAnswer<Answer>(db: EntityManager, caller: Caller): Promise<{ answer: Answer } | null> {
  if (caller.idempotencyKey === null) return null;
  const key = { ...keyOf(caller), requestHash: caller.requestHash };
  if (await takeKey(db, key)) return null;
  const earlier = await answerUnder<Answer>(db, key);
  if (!earlier?.same) throw new DomainError(keyReused);
  return { answer: earlier.answer };
}

const stateIn = (error: unknown): string =>
  error instanceof QueryFailedError ? String((error.driverError as { code?: unknown }).code ?? '') : '';

function refusalOf(error: unknown): unknown {
  if (stateIn(error) === 'TX002') return new DomainError(versionStale);
  return stateIn(error) === 'TX004' ? new DomainError(inDoubt) : error;
}

function asRefusal(error: unknown): never {
  throw refusalOf(error);
}

/** A value, a conflict, a lock: what the database refuses because of one command. Others of the same transaction may be right. */
const mayBeOfOne = (error: unknown): boolean => /^(2[123]|40|55P03|TX002)/.test(stateIn(error));

/** SHA-256 of a request for `Caller.requestHash`, hex. */
export const requestHashOf = (...parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
