import { createLogger } from '@timpora/observing';

import { beginningOf, isBefore, type ChangeCursor } from './change-cursor.js';
import { ChangeFeed } from './change-feed.js';
import type { Change, ChangePage, ChangesAsked } from './changes.sql.js';

/** A database of changes in memory: read as the statement reads, and counted. */
class Changes {
  reads = 0;
  isAway = false;
  private era = '00000000000a';
  private xid = 100;
  private all: Change[] = [];

  change(name: string, kind = 'note', size = 100): void {
    const cursor = { ...beginningOf(this.era), xid: String(this.xid++), issuer: 'polres', kind };
    this.all.push({ cursor, size, fact: { factId: name, kind } as Change['fact'] });
  }

  restore(): void {
    this.era = '00000000000b';
    this.all = this.all.map((each) => ({ ...each, cursor: { ...each.cursor, era: this.era } }));
  }

  read = async (after: ChangeCursor | null, { kinds, limit }: ChangesAsked): Promise<ChangePage> => {
    this.reads++;
    await Promise.resolve();
    if (this.isAway) throw new Error('away');
    const isReset = after !== null && after.era !== this.era;
    const later = this.all.filter(
      ({ cursor, fact }) => (after === null || isReset || isBefore(after, cursor)) && (kinds?.includes(fact.kind) ?? true),
    );
    const changes = later.slice(0, limit);
    const last = changes.length === limit ? changes.at(-1) : undefined;
    return { changes, next: last?.cursor ?? this.all.at(-1)?.cursor ?? beginningOf(this.era), isNewest: !last, isReset };
  };
}

class Follower {
  readonly told: string[] = [];
  heartbeats = 0;
  at: ChangeCursor | null = null;
  private readonly gone = new AbortController();
  private readonly pages: AsyncGenerator<ChangePage>;

  constructor(feed: ChangeFeed, { after = null, kinds = null }: { after?: ChangeCursor | null; kinds?: readonly string[] | null } = {}) {
    this.pages = feed.follow(after, { kinds, signal: this.gone.signal });
  }

  /** Takes pages until so much has been told. */
  async until(count: number): Promise<readonly string[]> {
    while (this.told.length < count) if (!(await this.take())) break;
    return this.told;
  }

  async take(): Promise<boolean> {
    const { value, done } = await this.pages.next();
    if (done || !value) return false;
    if (value.isReset) this.told.push('reset');
    if (value.changes.length === 0) this.heartbeats++;
    this.told.push(...value.changes.map(({ fact }) => fact.factId));
    this.at = value.next;
    return true;
  }

  leave(): void {
    this.gone.abort();
  }
}

const log = createLogger({ member: 'polres', level: 'silent' });
const feedOf = (changes: Changes, heartbeatMs = 5_000): ChangeFeed =>
  new ChangeFeed({ read: changes.read, log, periods: { pollMinMs: 1, pollMaxMs: 20, heartbeatMs } });

describe('the feed of changes', () => {
  let changes: Changes;
  let feed: ChangeFeed;
  beforeEach(() => {
    changes = new Changes();
    feed = feedOf(changes);
  });
  afterEach(() => feed.end());

  it('tells everything that is held, and then what comes', async () => {
    changes.change('a');
    const follower = new Follower(feed);
    expect(await follower.until(1)).toEqual(['a']);
    changes.change('b');
    feed.wake();
    expect(await follower.until(2)).toEqual(['a', 'b']);
  });

  it('looks once for all who follow, however many they are', async () => {
    const followers = Array.from({ length: 50 }, () => new Follower(feed));
    changes.change('first');
    await Promise.all(followers.map((each) => each.until(1)));
    expect(changes.reads).toBe(50);
    const all = Promise.all(followers.map((each) => each.until(31)));
    for (let at = 0; at < 30; at++) {
      changes.change(`n${at}`);
      feed.wake();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const told = await all;
    expect(new Set(told.map((each) => each.join())).size).toBe(1);
    expect(told[0]).toHaveLength(31);
    expect(changes.reads).toBeLessThan(50 + 40);
  });

  it('keeps nothing for a follower that does not read, who gets all of it later', async () => {
    const [quick, slow] = [new Follower(feed), new Follower(feed)];
    changes.change('first');
    await Promise.all([quick.until(1), slow.until(1)]);
    for (let at = 0; at < 3_000; at++) changes.change(`n${at}`);
    feed.wake();
    expect(await quick.until(3_001)).toHaveLength(3_001);
    expect(await slow.until(3_001)).toEqual(quick.told);
  });

  it('goes on from the place of whoever comes back', async () => {
    const before = new Follower(feed);
    changes.change('a');
    await before.until(1);
    before.leave();
    changes.change('b');
    expect(await new Follower(feed, { after: before.at }).until(1)).toEqual(['b']);
  });

  it('tells only the kinds that are asked for, and moves the place of one to whom nothing is to tell', async () => {
    feed.end();
    feed = feedOf(changes, 30);
    const follower = new Follower(feed, { kinds: ['note'] });
    await follower.take();
    const start = follower.at;
    changes.change('other', 'hint');
    while (follower.at?.xid === start?.xid) await follower.take();
    expect([follower.told, follower.heartbeats > 0]).toEqual([[], true]);
    changes.change('mine');
    expect(await follower.until(1)).toEqual(['mine']);
  });

  it('begins anew when the database is of another past, also under a follower', async () => {
    changes.change('a');
    const follower = new Follower(feed);
    await follower.until(1);
    changes.restore();
    changes.change('b');
    feed.wake();
    expect(await follower.until(4)).toEqual(['a', 'reset', 'a', 'b']);
  });

  it('waits for a database that is away', async () => {
    const follower = new Follower(feed);
    changes.isAway = true;
    const told = follower.until(1);
    while (changes.reads < 3) await new Promise((resolve) => setImmediate(resolve));
    changes.isAway = false;
    changes.change('a');
    expect(await told).toEqual(['a']);
  });

  it('rests while nobody follows, and ends with its service', async () => {
    const [one, other] = [new Follower(feed), new Follower(feed)];
    changes.change('a');
    await Promise.all([one.until(1), other.until(1)]);
    const waiting = [one.take(), other.take()];
    one.leave();
    expect(await waiting[0]).toBe(false);
    expect(feed.followers).toBe(1);
    feed.end();
    expect(await waiting[1]).toBe(false);
    expect(feed.followers).toBe(0);
  });
});
