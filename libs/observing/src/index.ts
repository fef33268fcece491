export interface Logger {
  debug(code: string, fields?: Record<string, unknown>): void;
  info(code: string, fields?: Record<string, unknown>): void;
  warn(code: string, fields?: Record<string, unknown>): void;
  error(code: string, fields?: Record<string, unknown>): void;
}
export interface Metrics {
  sealed(count: number): void;
  published(count: number, seconds: number): void;
  applied(count: number, seconds: number): void;
  alarm(code: string): void;
  standing(now: { outbox: number; oldestSeconds: number; parked: number }): void;
  text(): Promise<string>;
}
export interface Progress {
  beat(loop: string): void;
  rebuilt(loop: string): void;
  isLive(nowMs: number): boolean;
}
