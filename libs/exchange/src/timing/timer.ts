import { earlyOn, type AnyFact, type BodyOf, type Day } from '@timpora/contracts';

import type { FactDocument } from '../protocol/document.js';
import type { Caller } from '../stating/caller.js';

/**
 * What is to be done about an own fact because a day has come. Not a scan: the next day is stored with the fact, in the transaction of whatever
 * changes it (stated, corrected, retracted, adopted), and found by an index.
 *
 * An agency declares it beside its invariants, with a use case that has `execute(factId, caller)`:
 * `timers: [{ name: 'permit-expiry', fact: StayPermit, next: expiresOn, useCase: ExpirePermit }]`. The use case decides again whether it is time;
 * a fact that it states anew gets `factId: namedId(name, cause)`, so that a restored database or a second instance states the same one.
 */
export interface Timer<F extends AnyFact = AnyFact> {
  /** Of this date rule, kebab-case, for ever: another rule is another name, and is then told of all facts that exist already. */
  readonly name: string;
  readonly fact: F;
  /**
   * The day on which to look at it, 00:05 in Jakarta; null when nothing is to be done. A day that has passed is made up for, in the order of days. Pure.
   * @param stated by which event the body was told, and when: a fact whose body does not show what was done asks it
   */
  next(body: BodyOf<F>, stated: Stated): Day | null;
  /** Twice is once: it may be called again after a crash, or by another instance. A fault is tried again, and stops no other. */
  run(factId: string, caller: Caller): Promise<unknown>;
}

/** Type of the newest event, such as `permit-extended.v1`, its version of the fact, and when it happened, RFC 3339 UTC. */
export interface Stated {
  readonly event: string;
  readonly version: number;
  readonly occurredAt: string;
}

type Told = Pick<FactDocument, 'kind' | 'type' | 'version' | 'occurredAt' | 'body'>;

/** When something is to be looked at; null: not any more. */
export interface Look {
  readonly name: string;
  /** Domain time, RFC 3339. */
  readonly at: string | null;
}

const atOnce = '1970-01-01T00:00:00Z';

/** When to look at a fact that is now as this document says. Nothing is said about kinds without timers. */
export const looksOf = (timers: readonly Timer[], { kind, type: event, version, occurredAt, body }: Told): readonly Look[] =>
  timers
    .filter(({ fact }) => fact.kind === kind)
    .map((timer) => ({ name: timer.name, at: body && nextLook(timer, body, { event, version, occurredAt }) }));

/** A fault in a date rule must not keep a fact from being stated or adopted: it is looked at now, and shows there. */
function nextLook(timer: Timer, body: NonNullable<FactDocument['body']>, stated: Stated): string | null {
  try {
    const day = timer.next(body, stated);
    return day === null ? null : earlyOn(day);
  } catch {
    return atOnce;
  }
}
