import { Injectable } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';

import type { PrincipalRequest } from './principal.js';

/** Requests per minute of one account; of one address where nobody is known yet. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override getTracker(request: PrincipalRequest): Promise<string> {
    return Promise.resolve(request.principal?.subject ?? request.ip ?? 'unknown');
  }

  /** One budget for the whole API, not one per route. */
  protected override generateKey(_context: unknown, tracker: string): string {
    return tracker;
  }
}
