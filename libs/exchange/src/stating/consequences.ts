import type { AnyFact, Member } from '@timpora/contracts';

import type { Transaction } from './transaction.js';

/** What own facts bring with them: told in the same transaction, by whatever verb they are stated, corrected or taken back. */
export interface Consequence<Me extends Member = Member> {
  /** Whose change calls for it. */
  readonly facts: readonly AnyFact[];
  /** States what now follows about this resident, and nothing when it is stated already. Its own statements have no consequences. */
  follow?(tx: Transaction<Me>, subjectRef: string): Promise<void>;
  /** The same of a fact that is about nobody, by its id. */
  followFact?(tx: Transaction<Me>, factId: string): Promise<void>;
}
