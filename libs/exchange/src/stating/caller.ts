import type { Seat } from './together.js';

/** Who asks for a change, and what the request says about repeats and versions. */
export interface Caller {
  /** Subject of the token, or the name of a timer or rule. */
  readonly subject: string;
  /** Names the command among all commands, such as `POST /api/stay-permits`. */
  readonly command: string;
  /** The client's key for safe repeats; null when it gave none. */
  readonly idempotencyKey: string | null;
  /** SHA-256 of what was asked, hex: the same key with another request is a mistake. */
  readonly requestHash: string;
  /** The version that the client read; null when it said none, `any` for timers and rules, which read it in the same transaction. */
  readonly expectedVersion: number | 'any' | null;
  /** Of a command by the line: its place in a transaction that it shares. */
  readonly seat?: Seat;
}

/** A timer or rule of this agency. */
export const ownCaller = (name: string): Caller => ({
  subject: name,
  command: name,
  idempotencyKey: null,
  requestHash: '',
  expectedVersion: 'any',
});
