import { isBefore, type ChangeCursor } from './change-cursor.js';
import type { Change, ChangePage, ChangesAsked } from './changes.sql.js';

/** What is kept for followers that are nearly at the end: so many changes, and so many letters of their documents. */
const most = { count: 1_000, size: 4 * 1024 * 1024 };

/** The newest changes, shared by all who follow; whoever needs older ones asks the database. */
export class RecentChanges {
  private changes: Change[] = [];
  private size = 0;

  constructor(
    private start: ChangeCursor,
    private newest: ChangeCursor = start,
  ) {}

  /** Everything up to here has been looked at. */
  get end(): ChangeCursor {
    return this.newest;
  }

  /** Whether all that came after this place is here. */
  holds(at: ChangeCursor): boolean {
    return at.era === this.start.era && !isBefore(at, this.start);
  }

  add({ changes, next }: ChangePage): void {
    this.changes.push(...changes);
    this.size += sizeOf(changes);
    this.newest = next;
    let dropped = 0;
    for (let over = this.size - most.size; this.changes.length - dropped > most.count || over > 0; dropped++)
      over -= this.changes[dropped]?.size ?? over;
    const [first] = this.changes.splice(0, dropped).slice(-1);
    if (first) this.start = first.cursor;
    this.size = sizeOf(this.changes);
  }

  after(at: ChangeCursor, { kinds, limit }: ChangesAsked): ChangePage {
    const later = this.changes.filter(({ cursor, fact }) => isBefore(at, cursor) && (kinds?.includes(fact.kind) ?? true));
    const changes = later.slice(0, limit);
    const last = later.length > limit ? changes.at(-1)?.cursor : undefined;
    const end = isBefore(at, this.newest) ? this.newest : at;
    return { changes, next: last ?? end, isNewest: !last, isReset: false };
  }
}

const sizeOf = (changes: readonly Change[]): number => changes.reduce((sum, { size }) => sum + size, 0);
