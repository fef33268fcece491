import type { Problem } from '@timpora/access';
import type { AnyFact, BodyOf } from '@timpora/contracts';

import type { Criteria } from './held-facts.sql.js';

/** What every version of an own fact keeps to, by whatever verb it is stated: also when it is corrected. */
export interface Invariant<F extends AnyFact = AnyFact> {
  readonly fact: F;
  /** What the body itself must be. */
  holds?(body: BodyOf<F>, today: string): Problem | null;
  /** Like a partial unique index: what only one own fact of the kind may have. */
  readonly unique?: readonly Unique<F>[];
}

export interface Unique<F extends AnyFact = AnyFact> {
  /** The fields and their values; null when this body claims nothing. */
  by(body: BodyOf<F>): Criteria | null;
  /** Told with the `factId` and `subjectRef` of the fact that has them. */
  readonly taken: Problem;
}

interface Claim {
  readonly criteria: Criteria;
  readonly taken: Problem;
}

/** What a new version breaks, and what it claims for itself alone. */
export function judge(
  invariants: readonly Invariant[],
  { fact, body, today }: { fact: AnyFact; body: object; today: string },
): { readonly problem: Problem | null; readonly claims: readonly Claim[] } {
  const own = invariants.filter((each) => each.fact === fact);
  const problems = own.flatMap((each) => each.holds?.(body, today) ?? []);
  const claims = own.flatMap(({ unique = [] }) => unique.flatMap((each) => claimOf(each, body)));
  return { problem: problems[0] ?? null, claims };
}

function claimOf({ by, taken }: Unique, body: object): readonly Claim[] {
  const criteria = by(body);
  return criteria ? [{ criteria, taken }] : [];
}
