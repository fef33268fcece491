import { streamKey, type Position, type Stream } from './stream.js';

export const isAhead = (one: Position, other: Position): boolean =>
  one.generation > other.generation || (one.generation === other.generation && one.sequence > other.sequence);

/**
 * Streams in which a member lacks something that their owners say exists, although it has read everything that Kafka has of them.
 * @param isReadToEnd has this partition been read past what Kafka had some time after the announcement?
 */
export function missing(
  held: ReadonlyMap<string, Position>,
  announced: readonly (Stream & Position)[],
  isReadToEnd: (stream: Stream) => boolean,
): readonly (Stream & Position)[] {
  return announced.filter((place) => {
    const at = held.get(streamKey(place));
    return isReadToEnd(place) && (at ? isAhead(place, at) : place.sequence > 0);
  });
}
