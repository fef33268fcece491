import type { LoggerService } from '@nestjs/common';

import type { Logger } from './logger.js';

/** Nest's own messages as codes: its texts may quote what a request contained. */
export class NestLogger implements LoggerService {
  constructor(private readonly lines: Logger) {}

  log(_message: unknown, ...context: unknown[]): void {
    this.lines.debug('nest', { code: contextOf(context) });
  }

  debug(_message: unknown, ...context: unknown[]): void {
    this.lines.debug('nest', { code: contextOf(context) });
  }

  verbose(): void {
    // Routes and modules at start: the API document tells them better.
  }

  warn(_message: unknown, ...context: unknown[]): void {
    this.lines.warn('nest', { code: contextOf(context) });
  }

  error(_message: unknown, ...context: unknown[]): void {
    this.lines.error('nest', { code: contextOf(context) });
  }

  fatal(_message: unknown, ...context: unknown[]): void {
    this.lines.error('nest', { code: contextOf(context) });
  }
}

const contextOf = (context: readonly unknown[]): string => {
  const last = context.at(-1);
  return typeof last === 'string' && /^[A-Za-z]{1,60}$/.test(last) ? last : 'unknown';
};
