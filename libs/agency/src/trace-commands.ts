import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { routeOf, type PrincipalRequest } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import { Exchange } from '@timpora/exchange';
import { defer, lastValueFrom, type Observable } from 'rxjs';

/** A span for each command, from where its facts are followed to Kafka and into the views of others. */
@Injectable()
export class TraceCommands implements NestInterceptor {
  constructor(private readonly exchange: Exchange<Member>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    if (request.right !== 'state-facts') return next.handle();
    const route = routeOf(request);
    return defer(() => this.exchange.tracing.command({ route }, request.header('traceparent'), () => lastValueFrom(next.handle())));
  }
}
