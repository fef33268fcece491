import type { Request } from 'express';
export interface Problem { readonly code: string; readonly status: number; readonly title: string; readonly whatToDo: string }
export const defineProblem = (problem: Problem): Problem => problem;
export class DomainError extends Error {
  constructor(readonly problem: Problem, readonly detail?: string, readonly extra: Record<string, string | number | string[]> = {}) { super(problem.code); }
}
export function refuseIf(problem: Problem | null): void { if (problem) throw new DomainError(problem); }
export const Needs = (_right: string): MethodDecorator => () => undefined;
export const Open = (): MethodDecorator => () => undefined;
export interface PrincipalRequest extends Request { principal: { subject: string; role: string } }
