import { AsyncLocalStorage } from 'node:async_hooks';

/** The only fields that a span may have: places and names that stand in code or contracts. Nothing of a resident, no id of a fact. */
export interface SpanFields {
  readonly route?: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly kind?: string;
}

/** What happened in the course of a command, here or at another agency. */
export type Step = 'seal' | 'publish' | 'apply';

/** Where a command's time goes, across agencies (W3C Trace Context). */
export interface Tracing {
  /** Runs a command in a span of its own; `parent` is the client's traceparent, if it sent one. */
  command<T>(fields: SpanFields, parent: string | undefined, work: () => Promise<T>): Promise<T>;
  /** Notes a step that is done, under the command to which it belongs. `startedAt`: `performance.now()` of then. */
  step(step: Step, under: { readonly traceparent: string; readonly startedAt: number }, fields: SpanFields): void;
  stop(): Promise<void>;
}

const running = new AsyncLocalStorage<string>();

/** The traceparent of the command that runs just now; null when nobody traces. */
export const currentTraceparent = (): string | null => running.getStore() ?? null;

export const runUnder = <T>(traceparent: string, work: () => Promise<T>): Promise<T> => running.run(traceparent, work);

const form = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** @returns null for what is no traceparent of version 00 */
export const traceparentIn = (text: string | undefined): string | null => (text !== undefined && form.test(text) ? text : null);
