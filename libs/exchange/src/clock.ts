import { Injectable } from '@nestjs/common';

/** System time for code that nothing is injected into, unix milliseconds. */
export const systemNow = (): number => Date.now();

/**
 * The two clocks. System time is real and no setting shifts it: leases, tokens, keys. Domain time gives instants and legal days to use
 * cases, timers and rules; tests and demonstrations may move it.
 */
@Injectable()
export class Clock {
  constructor(private domainShiftMs = 0) {}

  /** Tests and demonstrations: domain time goes on from this instant, RFC 3339. */
  moveTo(instant: string): void {
    this.domainShiftMs = Date.parse(instant) - systemNow();
  }

  /** System time, unix milliseconds. */
  systemMs(): number {
    return systemNow();
  }

  /** System instant, RFC 3339 UTC with milliseconds. */
  systemInstant(): string {
    return new Date(systemNow()).toISOString();
  }

  /** Domain instant, RFC 3339 UTC with milliseconds. */
  instant(): string {
    return new Date(Date.now() + this.domainShiftMs).toISOString();
  }

  /** The legal day: the calendar day in Asia/Jakarta (UTC+7, no daylight saving), YYYY-MM-DD. */
  legalDay(): string {
    return new Date(Date.now() + this.domainShiftMs + 7 * 3_600_000).toISOString().slice(0, 10);
  }
}
