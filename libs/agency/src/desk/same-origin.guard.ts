import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@timpora/access';
import type { IncomingHttpHeaders } from 'node:http';
import type { Request } from 'express';

import { foreignOrigin } from './problems.js';

/** Whether a form comes from a page of this very service: so the browser says, or else the origin that it names. */
export function isFromHere(headers: IncomingHttpHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin !== undefined && [`http://${headers.host}`, `https://${headers.host}`].includes(headers.origin);
}

/** Lets no other site sign an officer in or out. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  /** @throws {DomainError} `desk.foreign-origin` */
  canActivate(context: ExecutionContext): boolean {
    if (!isFromHere(context.switchToHttp().getRequest<Request>().headers)) throw new DomainError(foreignOrigin);
    return true;
  }
}
