import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { SETTINGS, type Settings } from '@timpora/config';
import type { Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { PrincipalRequest } from './principal.js';
import { tooManyRequests } from './problems/general.js';
import { DomainError } from './problems/problem.js';

const perMinute = (points: number): RateLimiterMemory => new RateLimiterMemory({ points, duration: 60 });

/**
 * Requests per minute of one account over the whole API; of one address where nobody is known. Looking people up by their documents is limited
 * more strictly: whoever asks often enough could try guesses.
 */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly all: RateLimiterMemory;
  private readonly lookUps: RateLimiterMemory;

  constructor(@Inject(SETTINGS) { limits }: Settings) {
    this.all = perMinute(limits.requestsPerMinute);
    this.lookUps = perMinute(limits.lookUpsPerMinute);
  }

  /** @throws {DomainError} `rate.too-many-requests`, with Retry-After */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    await this.take(this.all, context);
    if (context.switchToHttp().getRequest<PrincipalRequest>().right === 'look-up-identity') await this.take(this.lookUps, context);
    return true;
  }

  private async take(limiter: RateLimiterMemory, context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    await limiter.consume(askerOf(request)).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      // Only the first refusal of a minute is logged: a flood must not fill a log that nobody may shorten.
      request.isLoggedAsTooMany = reason.consumedPoints > limiter.points + 1;
      context
        .switchToHttp()
        .getResponse<Response>()
        .setHeader('Retry-After', String(Math.ceil(reason.msBeforeNext / 1_000)));
      throw new DomainError(tooManyRequests);
    });
  }
}

/** Marked, so that no account can be named like an address and use up what belongs to it. */
const askerOf = ({ principal, ip }: PrincipalRequest): string =>
  principal ? `account ${principal.subject}` : `address ${ip ?? 'unknown'}`;
