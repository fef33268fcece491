import { QueryFailedError, type DataSource, type EntityManager } from 'typeorm';

import { GatheredQueries, PutOff, type Line } from './gathered-queries.js';
import { forgetKeys, takeKeys, type TakenKey } from './idempotency.sql.js';

/** What became of one of several commands. */
export type Outcome<Answer> = { readonly answer: Answer } | { readonly refused: unknown } | 'put off';

/** A command in a transaction that it shares. Its caller carries it: an AsyncLocalStorage took an eighth of the CPU time, a hook for every promise. */
export interface Seat extends Line {
  readonly db: EntityManager;
  key: TakenKey | null;
}

/** Runs one command, whose caller takes the seat along. */
export type Seated<Answer> = (seat: Seat) => Promise<Answer>;

export interface Attempt<Answer> {
  readonly outcomes: readonly Outcome<Answer>[];
  /** Some were refused after they had written: nothing was kept, and the others are to be tried without them. */
  readonly isUndone: boolean;
  /** Something new is committed. */
  readonly hasStated: boolean;
}

/** Ends a transaction that is to leave nothing behind. */
class Undone<Answer> extends Error {
  constructor(readonly attempt: Attempt<Answer>) {
    super('undone');
  }
}

/**
 * Runs commands in one transaction, all at once. Who is refused leaves nothing behind; when that cannot be had for it alone, nothing is kept.
 * @throws what the database says: which of the commands it means is then unknown
 */
export async function attempt<Answer>(
  db: DataSource,
  commands: readonly Seated<Answer>[],
  { isKept }: { readonly isKept: boolean },
): Promise<Attempt<Answer>> {
  try {
    return await db.transaction(async (manager) => {
      const queries = new GatheredQueries(manager, new Set([takeKeys]));
      const seats = commands.map((): Seat => {
        const line = { hasWritten: false, hasStated: false, key: null };
        return Object.assign(line, { db: queries.as(line) });
      });
      const settled = await Promise.allSettled(commands.map((command, at) => command(seats[at] as Seat)));
      const refused = seats.filter((_, at) => settled[at]?.status === 'rejected');
      for (const each of settled) if (each.status === 'rejected' && each.reason instanceof QueryFailedError) throw each.reason;
      await forgetKeys(
        manager,
        refused.flatMap(({ key }) => key ?? []),
      );
      const isUndone = refused.some(({ hasWritten }) => hasWritten);
      const result = {
        outcomes: settled.map(outcomeOf),
        isUndone,
        hasStated: isKept && !isUndone && seats.some(({ hasStated }) => hasStated),
      };
      if (isUndone || !isKept) throw new Undone(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undone) return error.attempt as Attempt<Answer>;
    throw error;
  }
}

function outcomeOf<Answer>(settled: PromiseSettledResult<Answer>): Outcome<Answer> {
  if (settled.status === 'fulfilled') return { answer: settled.value };
  return settled.reason instanceof PutOff ? 'put off' : { refused: settled.reason };
}
