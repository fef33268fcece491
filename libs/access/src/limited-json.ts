import { isUtf8 } from 'node:buffer';

import { nestsDeeperThan } from '@timpora/contracts';
import { json, type ErrorRequestHandler, type RequestHandler } from 'express';

import { newCorrelation } from './correlation.js';
import { bodyNotJson, bodyTooDeep, bodyTooLarge, nameForbidden } from './problems/general.js';
import { DomainError } from './problems/problem.js';
import { answer } from './problems/problem.filter.js';

const forbidden = /"(?:__proto__|constructor|prototype)"\s*:/;

/** A text that may be parsed. @throws {DomainError} `request.not-json`, `request.too-deep`, `request.forbidden-name` */
export function harmlessText(body: Buffer, depth: number): string {
  // A broken one would be stored as U+FFFD.
  if (!isUtf8(body)) throw new DomainError(bodyNotJson);
  const text = body.toString('utf8');
  if (nestsDeeperThan(depth, text)) throw new DomainError(bodyTooDeep);
  if (forbidden.test(unescaped(text))) throw new DomainError(nameForbidden);
  return text;
}

/** Lines of JSON are read one by one by whoever asks for them. */
export const linesOfJson = 'application/x-ndjson';

/** Reads JSON bodies within limits of bytes and depth, checked before anything walks through them. */
export function limitedJson({ bytes, depth }: { bytes: number; depth: number }): [RequestHandler, RequestHandler, ErrorRequestHandler] {
  const name: RequestHandler = (request, _response, next) => {
    Object.assign(request, { correlation: newCorrelation() });
    next();
  };
  const read = json({
    limit: bytes,
    strict: false,
    type: (request) =>
      !request.headers['content-type']?.startsWith(linesOfJson) &&
      request.headers['content-length'] !== '0' &&
      (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined),
    verify: (_request, _response, body, charset) => {
      // Any other UTF would be read here with other letters than the parser reads.
      if (charset !== 'utf-8') throw new DomainError(bodyNotJson);
      harmlessText(body, depth);
    },
  });
  const refuse: ErrorRequestHandler = (error: { type?: string }, request, response, _next) => {
    const problem = error instanceof DomainError ? error.problem : error.type === 'entity.too.large' ? bodyTooLarge : bodyNotJson;
    answer(response, { problem }, (request as { correlation?: string }).correlation ?? newCorrelation());
  };
  return [name, read, refuse];
}

/** A name may hide behind \u escapes. */
const unescaped = (text: string): string =>
  text.includes('\\u') ? text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text;
