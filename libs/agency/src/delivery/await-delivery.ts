import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor, type OnModuleDestroy } from '@nestjs/common';
import type { PrincipalRequest } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import { Exchange, type Delivery, type Held } from '@timpora/exchange';
import type { Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';

import { isHeld } from '../show-held.js';
import { preferredWait } from './preferred-wait.policy.js';

/** Members say within about a second what they have. */
const pause = { first: 50, longest: 500 };

/**
 * `Prefer: wait=N`: the answer of a command says who of those who may know it has the new version, as soon as all have it, or after N seconds who
 * has not. What was stated is stated: waiting never fails a command.
 */
@Injectable()
export class AwaitDelivery implements NestInterceptor, OnModuleDestroy {
  private readonly ending = new AbortController();

  constructor(private readonly exchange: Exchange<Member>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    const seconds = request.right === 'state-facts' ? preferredWait(request.header('prefer')) : null;
    if (seconds === null) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        if (!isHeld(answer)) return answer;
        const delivery = await this.deliveryWithin(answer, seconds);
        response.setHeader('Preference-Applied', `wait=${seconds}`);
        return { ...answer, delivery };
      }),
    );
  }

  onModuleDestroy(): void {
    this.ending.abort();
  }

  private async deliveryWithin(held: Held, seconds: number): Promise<readonly Delivery[]> {
    const until = performance.now() + seconds * 1_000;
    const entitled = this.exchange.entitledTo(held.kind);
    for (let pauseMs = pause.first; ; pauseMs = Math.min(pauseMs * 2, pause.longest)) {
      const delivery = await this.exchange.deliveryOf(held.kind, held.factId, held.version).catch(() => []);
      const having = delivery.filter(({ state }) => state === 'has it').length;
      const left = until - performance.now();
      if (having === entitled.length || left <= 0 || this.ending.signal.aborted)
        return delivery.length > 0 ? delivery : entitled.map(notYet);
      await sleep(Math.min(pauseMs, left), undefined, { signal: this.ending.signal }).catch(() => undefined);
    }
  }
}

const notYet = (member: Member): Delivery => ({ member, state: 'not yet', parked: 0, saidAt: null });
