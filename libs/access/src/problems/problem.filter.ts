import { Catch, HttpException, Inject, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { QueryFailedError } from 'typeorm';

import { newCorrelation } from '../correlation.js';
import { AccessLog } from '../log/access-log.js';
import type { PrincipalRequest } from '../principal.js';
import { notAvailable, requestInvalid, routeUnknown, unexpected } from './general.js';
import { DomainError, type Extra, type Problem } from './problem.js';

/** Told about errors that nobody expected; the text of an error is never among it. */
export interface UnexpectedListener {
  unexpected(found: { readonly code: string; readonly at: string; readonly correlation: string; readonly status: number }): void;
}

export const UNEXPECTED = Symbol('UnexpectedListener');

export interface Refusal {
  readonly problem: Problem;
  readonly detail?: string;
  readonly extra?: Extra;
}

/** SQLSTATE classes of a database that is away, shutting down, full or busy: asking again later may help. */
const passingStates = /^(08|40|53|55|57)/;
const passingCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND']);

/** SQLSTATE of values that only a request can bring: a text with U+0000, a day that does not exist. */
const notStorable = new Set(['22021', '22008']);

/** What becomes of an error: a refusal with a stable code, logged before it is told. */
@Injectable()
export class Refusals {
  constructor(
    private readonly log: AccessLog,
    @Inject(UNEXPECTED) private readonly listener: UnexpectedListener,
  ) {}

  /** When the refusal cannot be logged, only that much is told. */
  async of(error: unknown, request: PrincipalRequest): Promise<Refusal & { readonly correlation: string }> {
    const correlation = (request.correlation ??= newCorrelation());
    const refusal = this.refusalOf(error, correlation);
    const { status, code } = refusal.problem;
    if (!request.right || request.isLoggedAsTooMany) return { ...refusal, correlation };
    return this.log.write(request, { status, code }).then(
      () => ({ ...refusal, correlation }),
      () => ({ problem: notAvailable, correlation }),
    );
  }

  /** Any error as it would be answered; the caller logs what it was about. */
  bodyOf(error: unknown, correlation: string): ProblemBody {
    return bodyOf(this.refusalOf(error, correlation), correlation);
  }

  private refusalOf(error: unknown, correlation: string): Refusal {
    const refusal = refusalOf(error);
    const { status } = refusal.problem;
    if (status >= 500) this.listener.unexpected({ code: nameOf(error), at: placeOf(error), correlation, status });
    return refusal;
  }
}

/** Every error becomes problem details (RFC 9457) with a stable code; nothing of a request or of the database is quoted. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly refusals: Refusals) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const { correlation, ...refusal } = await this.refusals.of(error, host.switchToHttp().getRequest<PrincipalRequest>());
    const response = host.switchToHttp().getResponse<Response>();
    if (!response.headersSent) answer(response, refusal, correlation);
  }
}

/** Problem details (RFC 9457). */
export type ProblemBody = Readonly<Record<string, unknown>> & { readonly status: number; readonly code: string };

const bodyOf = ({ problem: { code, status, title, whatToDo }, detail, extra }: Refusal, correlation: string): ProblemBody => ({
  ...{ type: `/problems#${code}`, title, status, detail: detail ?? whatToDo, code, instance: correlation },
  ...extra,
});

/** Status and headers of a refusal, in whatever form it is told. */
export function refuseWith(response: Response, { status }: Problem): Response {
  if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (status === 503 && !response.hasHeader('Retry-After')) response.setHeader('Retry-After', '2');
  return response.status(status);
}

export function answer(response: Response, refusal: Refusal, correlation: string): void {
  refuseWith(response, refusal.problem)
    .type('application/problem+json')
    .send(JSON.stringify(bodyOf(refusal, correlation)));
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof DomainError) return { problem: error.problem, ...(error.detail && { detail: error.detail }), extra: error.extra };
  if (error instanceof HttpException) return fromNest(error);
  if (notStorable.has(codeOf(error))) return { problem: requestInvalid, extra: { errors: ['a text has U+0000, or a day does not exist'] } };
  return { problem: isPassing(error) ? notAvailable : unexpected };
}

function fromNest(error: HttpException): Refusal {
  const status = error.getStatus();
  if (status === 404) return { problem: routeUnknown };
  if (status >= 500) return { problem: unexpected };
  const told = error.getResponse();
  const messages = typeof told === 'object' && 'message' in told && Array.isArray(told.message) ? (told.message as string[]) : [];
  return { problem: requestInvalid, extra: { errors: messages } };
}

const causeOf = (error: unknown): unknown => (error instanceof QueryFailedError ? error.driverError : error);

function codeOf(error: unknown): string {
  const cause = causeOf(error);
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function isPassing(error: unknown): boolean {
  const [code, cause] = [codeOf(error), causeOf(error)];
  return (
    passingCodes.has(code) ||
    passingStates.test(code) ||
    (cause instanceof Error && /timeout exceeded when trying to connect|Connection terminated/.test(cause.message))
  );
}

const nameOf = (error: unknown): string => {
  if (error instanceof QueryFailedError) return `SQLSTATE ${String((error.driverError as { code?: string }).code ?? 'unknown')}`;
  return error instanceof Error ? error.name : 'unknown';
};

/** Where it was thrown: functions and files. What the error says may be of many lines, and is cut off before. */
function placeOf(error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : { message: '' };
  if (message === '' || !stack.includes(message)) return '';
  const frames = stack.slice(stack.lastIndexOf(message) + message.length).split('\n');
  return frames
    .slice(1, 4)
    .map((frame) =>
      frame
        .trim()
        .replace(/^at /, '')
        .replace(/(?<=\()(file:\/\/)?\/[^()]*\//, ''),
    )
    .join(' < ');
}
