import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from '@timpora/observing';

import { faultCode } from '../kafka/kafka-client.js';
import type { ChangeCursor } from './change-cursor.js';
import type { ChangePage, ChangesAsked } from './changes.sql.js';
import { RecentChanges } from './recent-changes.js';

export interface ChangeFeedParts {
  readonly read: (after: ChangeCursor | null, asked: ChangesAsked) => Promise<ChangePage>;
  readonly log: Logger;
  readonly periods: { readonly pollMinMs: number; readonly pollMaxMs: number; readonly heartbeatMs: number };
}

export interface Following {
  readonly kinds: readonly string[] | null;
  /** Whoever follows has gone, or may follow no longer. */
  readonly signal: AbortSignal;
}

/** Changes that a follower is given at once, and that the one reader takes at once. */
const atOnce = 200;
const lookedAtOnce = 500;

/**
 * The changes of this member's view, for whoever asks or follows. One reader per process looks for what is new, at one query whatever the number
 * of followers; it rests while nobody follows. A follower that is slow, or comes back, reads what it missed in pages, one of all followers at a
 * time. Nothing is kept per follower: what it does not take, it reads later.
 */
export class ChangeFeed {
  private recent: RecentChanges | null = null;
  private looking: Promise<void> | null = null;
  private catchingUp: Promise<unknown> = Promise.resolve();
  private following = 0;
  private readonly ended = new AbortController();
  private woken = new AbortController();
  private idleMs: number;

  constructor(private readonly parts: ChangeFeedParts) {
    this.idleMs = parts.periods.pollMinMs;
  }

  get followers(): number {
    return this.following;
  }

  /** What changed after a place; null: from the beginning. */
  page(after: ChangeCursor | null, asked: ChangesAsked): Promise<ChangePage> {
    return this.parts.read(after, asked);
  }

  /** Something was committed here: look soon. */
  wake(): void {
    this.idleMs = this.parts.periods.pollMinMs;
    this.woken.abort();
  }

  /** Ends all followers; for good. */
  end(): void {
    this.ended.abort();
    this.wake();
  }

  /**
   * Everything after a place, and then what changes, until the signal or the end. A page without changes is a heartbeat: nothing was to
   * tell up to its `next`.
   */
  async *follow(after: ChangeCursor | null, { kinds, signal }: Following): AsyncGenerator<ChangePage> {
    const gone = AbortSignal.any([signal, this.ended.signal]);
    this.following++;
    try {
      let at = after;
      while (!gone.aborted) {
        const page = await this.nextFor(at, { kinds, signal: gone });
        at = page?.next ?? at;
        if (page && !gone.aborted) yield page;
      }
    } finally {
      this.following--;
      if (this.following === 0) this.recent = null;
    }
  }

  /** @returns null when the database is away, or it is over */
  private async nextFor(start: ChangeCursor | null, { kinds, signal }: Following): Promise<ChangePage | null> {
    const heartbeat = new AbortController();
    const timer = setTimeout(() => heartbeat.abort(), this.parts.periods.heartbeatMs);
    const patience = AbortSignal.any([signal, heartbeat.signal]);
    try {
      for (let at = start; ;) {
        const page = await this.pageFor(at, kinds);
        if (!page || page.changes.length > 0 || page.isReset || patience.aborted) return page;
        at = page.next;
        if (page.isNewest) await either(patience, this.look(at));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private async pageFor(at: ChangeCursor | null, kinds: Following['kinds']): Promise<ChangePage | null> {
    if (at && this.recent?.holds(at)) return this.recent.after(at, { kinds, limit: atOnce });
    const page = await this.catchUp(at, kinds);
    if (page?.isNewest) this.recent ??= new RecentChanges(page.next);
    return page;
  }

  /** One page at a time, whoever asks: followers must not take the connections that commands need. */
  private catchUp(after: ChangeCursor | null, kinds: readonly string[] | null): Promise<ChangePage | null> {
    const reading = this.catchingUp.then(() => this.tryRead(after, { kinds, limit: atOnce }));
    this.catchingUp = reading;
    return reading;
  }

  private async tryRead(after: ChangeCursor | null, asked: ChangesAsked): Promise<ChangePage | null> {
    try {
      return await this.parts.read(after, asked);
    } catch (error) {
      this.parts.log.warn('changes.trying-again', { code: faultCode(error) });
      await sleep(this.parts.periods.pollMaxMs, undefined, { signal: this.ended.signal }).catch(() => undefined);
      return null;
    }
  }

  /** One look for all who wait; whoever waits in a newer era has them begin there. */
  private look(at: ChangeCursor): Promise<void> {
    if (this.recent?.end.era !== at.era) this.recent = new RecentChanges(at);
    return (this.looking ??= this.lookOnce().finally(() => (this.looking = null)));
  }

  private async lookOnce(): Promise<void> {
    const { recent } = this;
    await this.rest();
    const page = recent && recent === this.recent ? await this.tryRead(recent.end, { kinds: null, limit: lookedAtOnce }) : null;
    if (!page) return;
    if (page.isReset || page.next.era !== recent?.end.era) this.recent = null;
    else recent.add(page);
    this.idleMs = page.changes.length > 0 ? this.parts.periods.pollMinMs : Math.min(this.idleMs * 2, this.parts.periods.pollMaxMs);
  }

  /** Some milliseconds in any case: under load, gathering costs less than looking for each commit. */
  private async rest(): Promise<void> {
    const { pollMinMs } = this.parts.periods;
    const longer = this.idleMs - pollMinMs;
    await sleep(pollMinMs);
    if (longer > 0) await sleep(longer, undefined, { signal: this.woken.signal }).catch(() => undefined);
    this.woken = new AbortController();
  }
}

/** Whichever comes first. */
async function either(signal: AbortSignal, other: Promise<unknown>): Promise<void> {
  if (signal.aborted) return;
  let stop: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', (stop = () => resolve()), { once: true }));
  await Promise.race([aborted, other]);
  signal.removeEventListener('abort', stop);
}
