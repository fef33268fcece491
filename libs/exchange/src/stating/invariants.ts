import type { Problem } from '@timpora/access';
import type { AnyFact, BodyOf, StatedValues } from '@timpora/contracts';

import type { Criteria } from './held-facts.sql.js';
import type { Held } from './held.js';

/** What every version of an own fact keeps to, by whatever verb it is stated: also when it is corrected. */
export interface Invariant<F extends AnyFact = AnyFact> {
  readonly fact: F;
  /** What the body itself must be, by the reference values that are held here. */
  holds?(body: BodyOf<F>, today: string, stated?: StatedValues): Problem | null;
  /** Like a partial unique index: what only one own fact of the kind may have. */
  readonly unique?: readonly Unique<F>[];
  /** What it must be beside all other own facts of the kind, for kinds of which there are few: they are all read. */
  beside?(body: BodyOf<F>, others: readonly BodyOf<F>[]): Problem | null;
  /** Facts that the body points to, and what it must be beside them. */
  readonly refersTo?: readonly Referral<F>[];
}

/** A fact as it is found by. */
export interface Pointer<Referred extends AnyFact = AnyFact> {
  readonly fact: Referred;
  readonly issuer: string;
  readonly factId: string;
}

export interface Referral<F extends AnyFact = AnyFact, Referred extends AnyFact = AnyFact> {
  /** Null when this body points to none. */
  to(body: BodyOf<F>): Pointer<Referred> | null;
  /** @param referred as it is held here now, also retracted; null when it is not here */
  holds(body: BodyOf<F>, referred: Held<Referred> | null): Problem | null;
}

export interface Unique<F extends AnyFact = AnyFact> {
  /** The fields and their values; null when this body claims nothing. */
  by(body: BodyOf<F>): Criteria | null;
  /** Of the facts with these values, does this one stand in the way? Each does when absent. */
  clashes?(body: BodyOf<F>, other: BodyOf<F>): boolean;
  /** Told with the `factId` and `subjectRef` of the fact that has them. */
  readonly taken: Problem;
}

interface Claim {
  readonly criteria: Criteria;
  readonly taken: Problem;
  clashes(other: object): boolean;
}

/** A fact that a new version points to, and what is wrong once it is known. */
interface Asking {
  readonly pointer: Pointer;
  problemWith(referred: Held | null): Problem | null;
}

type Beside = (others: readonly object[]) => Problem | null;

/** What a new version breaks, what it claims for itself alone, and which facts it must fit. */
export function judge(
  invariants: readonly Invariant[],
  { fact, body, today, stated }: { fact: AnyFact; body: object; today: string; stated: StatedValues },
): {
  readonly problem: Problem | null;
  readonly claims: readonly Claim[];
  readonly asked: readonly Asking[];
  readonly beside: readonly Beside[];
} {
  const own = invariants.filter((each) => each.fact === fact);
  const problems = own.flatMap((each) => each.holds?.(body, today, stated) ?? []);
  const claims = own.flatMap(({ unique = [] }) => unique.flatMap((each) => claimOf(each, body)));
  const asked = own.flatMap(({ refersTo = [] }) => refersTo.flatMap((each) => askingOf(each, body)));
  const beside = own.flatMap((each): Beside[] => (each.beside ? [(others) => each.beside?.(body, others) ?? null] : []));
  return { problem: problems[0] ?? null, claims, asked, beside };
}

function askingOf(referral: Referral, body: object): readonly Asking[] {
  const pointer = referral.to(body);
  return pointer ? [{ pointer, problemWith: (referred) => referral.holds(body, referred) }] : [];
}

function claimOf({ by, clashes = () => true, taken }: Unique, body: object): readonly Claim[] {
  const criteria = by(body);
  return criteria ? [{ criteria, taken, clashes: (other) => clashes(body, other) }] : [];
}
