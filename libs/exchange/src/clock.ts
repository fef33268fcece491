import { Injectable } from '@nestjs/common';

/** System time for code that nothing is injected into, unix milliseconds. */
export const systemNow = (): number => Date.now();

/**
 * The two clocks. System time is real and no setting shifts it: leases, tokens, keys. Domain time gives instants and legal days to use
 * cases, timers and rules; tests and demonstrations may move it.
 */
@Injectable()
export class Clock {
  /** By how much domain time was ahead of system time, from which moment on; the newest first. */
  private shifts: readonly { readonly fromMs: number; readonly byMs: number }[];

  constructor(domainShiftMs = 0) {
    this.shifts = [{ fromMs: -Infinity, byMs: domainShiftMs }];
  }

  /** Tests and demonstrations: domain time goes on from this instant, RFC 3339. */
  moveTo(instant: string): void {
    this.shifts = [{ fromMs: systemNow(), byMs: Date.parse(instant) - systemNow() }, ...this.shifts];
  }

  /** System time, unix milliseconds. */
  systemMs(): number {
    return systemNow();
  }

  /** System instant, RFC 3339 UTC with milliseconds. */
  systemInstant(): string {
    return new Date(systemNow()).toISOString();
  }

  /** Domain time, unix milliseconds. */
  domainMs(): number {
    return this.domainMsOf(systemNow());
  }

  /** What domain time it was when the system clock said so: something that came before domain time was moved came long ago. */
  domainMsOf(systemMs: number): number {
    return systemMs + (this.shifts.find(({ fromMs }) => fromMs <= systemMs)?.byMs ?? 0);
  }

  /** Domain instant, RFC 3339 UTC with milliseconds. */
  instant(): string {
    return new Date(this.domainMs()).toISOString();
  }

  /** The legal day: the calendar day in Asia/Jakarta (UTC+7, no daylight saving), YYYY-MM-DD. */
  legalDay(): string {
    return new Date(this.domainMs() + 7 * 3_600_000).toISOString().slice(0, 10);
  }
}
