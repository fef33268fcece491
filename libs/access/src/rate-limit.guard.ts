import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { SETTINGS, type Settings } from '@timpora/config';
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { PrincipalRequest } from './principal.js';
import { tooManyRequests } from './problems/general.js';
import { DomainError } from './problems/problem.js';

/** Requests per minute of one account over the whole API; of one address where nobody is known. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly limiter: RateLimiterMemory;

  constructor(@Inject(SETTINGS) { limits }: Settings) {
    this.limiter = new RateLimiterMemory({ points: limits.requestsPerMinute, duration: 60 });
  }

  /** @throws {DomainError} `rate.too-many-requests`, with Retry-After */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    await this.limiter.consume(askerOf(request)).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      // Only the first refusal of a minute is logged: a flood must not fill a log that nobody may shorten.
      request.isLoggedAsTooMany = reason.consumedPoints > this.limiter.points + 1;
      context
        .switchToHttp()
        .getResponse<Response>()
        .setHeader('Retry-After', String(Math.ceil(reason.msBeforeNext / 1_000)));
      throw new DomainError(tooManyRequests);
    });
    return true;
  }
}

/** Marked, so that no account can be named like an address and use up what belongs to it. */
const askerOf = ({ principal, ip }: PrincipalRequest): string =>
  principal ? `account ${principal.subject}` : `address ${ip ?? 'unknown'}`;
