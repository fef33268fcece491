import type { Logger } from '@timpora/observing';
import type { DataSource, EntityManager } from 'typeorm';

import { faultCode } from '../kafka/kafka-client.js';
import { Rounds } from '../rounds.js';
import { keepLooks } from '../timing/looks.sql.js';
import { deleteMarks, lookLater, marksOf, whatIsDue } from './due.sql.js';
import { isOrganisation, markResidentsOf } from './concerned.sql.js';

/** Something that follows from facts: an alert, a task. It reads what is held and writes under a natural unique key, so that twice is once. */
export interface Reaction {
  readonly name: string;
  /** Kinds of facts whose change calls for a look. */
  readonly kinds: readonly string[];
  /**
   * Looks at one resident, in one transaction.
   * @returns when to look again although nothing changed (domain time, RFC 3339); nothing when only a change calls for it
   */
  react(db: EntityManager, subjectRef: string): Promise<string | null | void>;
}

export interface EvaluatorParts {
  readonly db: DataSource;
  readonly reactions: readonly Reaction[];
  readonly log: Logger;
}

const atOnce = 50;
const idleMs = 1_000;
/** A reaction that fails is tried again after so long; other marks go on meanwhile. */
const retryAfterMs = 5_000;

/**
 * Takes the marks that changed facts leave behind, and lets reactions look. A mark is committed with its fact and each is a row of its own, so of
 * two facts that belong together the mark of the later one always sees both, whichever instance takes it. A fault in a reaction never stops facts.
 */
export class Evaluator {
  private readonly rounds: Rounds;

  constructor(private readonly parts: EvaluatorParts) {
    const onFault = (error: unknown): void => parts.log.warn('evaluator.trying-again', { code: faultCode(error) });
    this.rounds = new Rounds({ round: () => this.round(), idleMs, onFault });
  }

  start(): void {
    if (this.parts.reactions.length > 0) this.rounds.start();
  }

  wake(): void {
    this.rounds.wake();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many residents were looked at */
  private async round(): Promise<number> {
    const keys = await whatIsDue(this.parts.db, atOnce);
    let count = 0;
    for (const key of keys) count += (await this.look(key)) ? 1 : 0;
    return count;
  }

  /** @returns whether it was done; another instance may be at it */
  private async look(subjectRef: string): Promise<boolean> {
    const { db, reactions, log } = this.parts;
    try {
      return await db.transaction(async (manager) => {
        if (!(await beginLook(manager, subjectRef))) return false;
        if (isOrganisation(subjectRef)) return markResidentsOf(manager, subjectRef);
        const marks = await marksOf(manager, subjectRef);
        const kinds = new Set(marks.map(({ kind }) => kind));
        for (const reaction of reactions.filter((each) => kinds.has(each.name) || each.kinds.some((kind) => kinds.has(kind))))
          await keepLooks(manager, subjectRef, [{ name: reaction.name, at: (await reaction.react(manager, subjectRef)) ?? null }]);
        await deleteMarks(manager, marks);
        return true;
      });
    } catch (error) {
      log.error('evaluator.reaction-failed', { code: faultCode(error) });
      await lookLater(db, subjectRef, retryAfterMs);
      return false;
    }
  }
}

/**
 * One look at a resident at a time; another instance takes the next resident. All that a look reads is by index whatever the values are, so a plan
 * serves all: left to itself PostgreSQL made a new one for each resident, which took six times as long as running it.
 */
async function beginLook(db: EntityManager, subjectRef: string): Promise<boolean> {
  const [lock] = await db.query<{ free: boolean }[]>(
    `select pg_try_advisory_xact_lock(hashtextextended($1, 7)) as free, set_config('plan_cache_mode', 'force_generic_plan', true)`,
    [subjectRef],
  );
  return lock?.free ?? false;
}

/** Facts of other kinds leave no marks: nobody would look at them. Of a kind that is new here, those that are held already do. */
export async function noteReactedKinds(db: DataSource, reactions: readonly Reaction[]): Promise<void> {
  const kinds = [...new Set(reactions.flatMap((reaction) => reaction.kinds))];
  await db.query('delete from reacted_kind where kind <> all ($1::text[])', [kinds]);
  await db.query(
    `with added as (insert into reacted_kind select unnest($1::text[]) on conflict do nothing returning kind)
     insert into due (key, kind) select distinct f.subject_ref::text, f.kind from fact f join added using (kind) where f.subject_ref is not null`,
    [kinds],
  );
}
