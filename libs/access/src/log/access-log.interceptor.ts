import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { mergeMap, type Observable } from 'rxjs';

import type { PrincipalRequest } from '../principal.js';
import { AccessLog } from './access-log.js';

/** Logs what is answered. Refusals are logged where they become an answer, in the problem filter. */
@Injectable()
export class AccessLogInterceptor implements NestInterceptor {
  constructor(private readonly log: AccessLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    // How the exchange stands is no reading of a resident, and monitors ask it every few seconds.
    if (!request.right || request.right === 'read-exchange') return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      mergeMap(async (answer: unknown) => {
        await this.log.write(request, { status: response.statusCode, answer });
        return answer;
      }),
    );
  }
}
