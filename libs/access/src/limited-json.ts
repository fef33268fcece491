import { randomUUID } from 'node:crypto';

import { json, type ErrorRequestHandler, type RequestHandler } from 'express';

import { bodyNotJson, bodyTooDeep, bodyTooLarge, nameForbidden } from './problems/general.js';
import { DomainError } from './problems/problem.js';
import { answer } from './problems/problem.filter.js';

/** How deep brackets nest in a JSON text, strings left out; counting stops above `limit`. */
export function nestsDeeperThan(limit: number, text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 92) at++;
      else if (code === 34) inString = false;
    } else if (code === 34) inString = true;
    else if (code === 123 || code === 91) {
      if (++depth > limit) return true;
    } else if (code === 125 || code === 93) depth--;
  }
  return false;
}

const forbidden = /"(?:__proto__|constructor|prototype)"\s*:/;

/** Reads JSON bodies within limits of bytes and depth, checked before anything walks through them. */
export function limitedJson({ bytes, depth }: { bytes: number; depth: number }): [RequestHandler, RequestHandler, ErrorRequestHandler] {
  const name: RequestHandler = (request, _response, next) => {
    Object.assign(request, { correlation: randomUUID() });
    next();
  };
  const read = json({
    limit: bytes,
    strict: false,
    type: (request) => request.headers['content-length'] !== '0' && (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined),
    verify: (_request, _response, body) => {
      const text = body.toString('utf8');
      if (nestsDeeperThan(depth, text)) throw new DomainError(bodyTooDeep);
      if (forbidden.test(unescaped(text))) throw new DomainError(nameForbidden);
    },
  });
  const refuse: ErrorRequestHandler = (error: { type?: string }, request, response, _next) => {
    const problem = error instanceof DomainError ? error.problem : error.type === 'entity.too.large' ? bodyTooLarge : bodyNotJson;
    answer(response, { problem }, (request as { correlation?: string }).correlation ?? randomUUID());
  };
  return [name, read, refuse];
}

/** A name may hide behind \u escapes. */
const unescaped = (text: string): string => (text.includes('\\u') ? text.replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))) : text);
