import { isAhead } from '../protocol/audit.js';
import type { Position } from '../protocol/stream.js';

/** Somebody who hears a stream, and the head that its owner announced. */
export interface Distance {
  /** Who hears what. */
  readonly about: string;
  readonly at: Position;
  readonly announced: Position;
}

interface Mark {
  readonly place: Position;
  readonly sinceMs: number;
}

/**
 * Who has been behind for too long. A stream that is busy is behind at every look; so a mark is set at what was announced, and only who
 * does not reach the mark in time is late.
 */
export class LagMarks {
  private marks = new Map<string, Mark>();

  constructor(private readonly patienceMs: number) {}

  /** @param nowMs monotonic milliseconds @returns those who are late, by what they are about */
  late(distances: readonly Distance[], nowMs: number): readonly string[] {
    const marks = new Map<string, Mark>();
    for (const { about, at, announced } of distances) {
      const old = this.marks.get(about);
      if (old && isAhead(old.place, at)) marks.set(about, old);
      else if (isAhead(announced, at)) marks.set(about, { place: announced, sinceMs: nowMs });
    }
    this.marks = marks;
    return [...marks].filter(([, { sinceMs }]) => nowMs - sinceMs > this.patienceMs).map(([about]) => about);
  }
}
