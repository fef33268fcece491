import type { Position, Stream } from './stream.js';

/** The last place of each stream (`topic/partition`) that counts; what is not named does not count at all. */
export type LastPlaces = Readonly<Record<string, Readonly<Pick<Position, 'generation' | 'sequence'>>>>;

export function isWithin(
  ends: LastPlaces,
  { topic, partition, generation, sequence }: Stream & Pick<Position, 'generation' | 'sequence'>,
): boolean {
  const last = ends[`${topic}/${partition}`];
  return last !== undefined && (generation < last.generation || (generation === last.generation && sequence <= last.sequence));
}
