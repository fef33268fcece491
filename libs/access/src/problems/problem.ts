import { isDeepStrictEqual } from 'node:util';

/** A refusal that clients may rely on: its code never changes its meaning. */
export interface Problem {
  /** `subject.reason` */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** What whoever reads it can do now. */
  readonly whatToDo: string;
}

const known = new Map<string, Problem>();

/** Declares a refusal; it is then listed at /problems. @throws when the code is taken by another: a code has one meaning */
export function defineProblem(problem: Problem): Problem {
  const other = known.get(problem.code);
  if (other && !isDeepStrictEqual(other, problem)) throw new Error(`two problems have the code ${problem.code}`);
  known.set(problem.code, Object.freeze(problem));
  return problem;
}

/** All declared refusals, by code. */
export const knownProblems = (): readonly Problem[] => [...known.values()].sort((a, b) => (a.code < b.code ? -1 : 1));

/** Further members of the answer: ids and lists, never personal data. */
export type Extra = Readonly<Record<string, string | number | readonly string[]>>;

/** Understood and refused. Its texts hold no personal data. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly problem: Problem,
    readonly detail?: string,
    readonly extra: Extra = {},
  ) {
    super(problem.code);
  }
}

/** Refuses when a policy gives a reason. @throws {DomainError} */
export function refuseIf(problem: Problem | null): void {
  if (problem) throw new DomainError(problem);
}
