import { streamKey, type Position, type Stream } from './stream.js';

export const isAhead = (one: Position, other: Position): boolean =>
  one.generation > other.generation || (one.generation === other.generation && one.sequence > other.sequence);

/** What a broker has of a partition: from an offset up to the one of the next record. */
export interface LogRange {
  readonly start: number;
  readonly end: number;
}

/** Nothing is left to read. A log that retention or a new topic has emptied is read to its end, too, wherever its reader stands. */
export const isReadToEnd = (nextOffset: number, { start, end }: LogRange): boolean => nextOffset >= end || start >= end;

/** What is left now of a range that was seen earlier: a topic may have been cut since. */
export const whatIsLeft = (seen: LogRange, now: LogRange): LogRange => ({ start: now.start, end: Math.min(seen.end, now.end) });

/**
 * Streams in which a member lacks something that their owners say exists, although it has read everything that Kafka has of them.
 * @param isAllRead has this partition been read past what Kafka had some time after the announcement?
 */
export function missing(
  held: ReadonlyMap<string, Position>,
  announced: readonly (Stream & Position)[],
  isAllRead: (stream: Stream) => boolean,
): readonly (Stream & Position)[] {
  return announced.filter((place) => {
    const at = held.get(streamKey(place));
    return isAllRead(place) && (at ? isAhead(place, at) : place.sequence > 0);
  });
}
