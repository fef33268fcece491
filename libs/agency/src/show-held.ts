import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Held } from '@timpora/exchange';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';

export const isHeld = (value: unknown): value is Held =>
  typeof value === 'object' && value !== null && 'factId' in value && 'eventId' in value && 'version' in value;

/** A fact as the API answers it: 64-bit numbers as text, which no client rounds. */
export const shown = <H extends Pick<Held, 'version'>>(held: H): Omit<H, 'version'> & { version: string } => ({
  ...held,
  version: String(held.version),
});

/** Answers of commands: the version also as ETag, for the next If-Match, and the address of a new fact. */
@Injectable()
export class ShowHeld implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    return next.handle().pipe(
      map((value: unknown) => {
        if (!isHeld(value) || typeof value.version !== 'number') return value;
        response.setHeader('ETag', `"${value.version}"`);
        if (response.statusCode === 201) response.setHeader('Location', `/api/facts/${value.kind}/${value.issuer}/${value.factId}`);
        return shown(value);
      }),
    );
  }
}
