import type { Verified } from './verify.js';
import type { Position } from './stream.js';

export interface Admission {
  /** Where the member stands after these records. */
  readonly position: Position;
  readonly admitted: readonly Verified[];
  /** Known already: a repeat, or an older generation. */
  readonly repeats: number;
  /** Verified, but something before it is missing; it will be sent again. */
  readonly ahead: number;
}

/**
 * Decides which verified records of one stream continue it. Nothing is skipped: a record is admitted only right after its predecessor, or as
 * the opening event of a higher generation, in which the owner states everything again.
 * @param opens does this record open a generation?
 */
export function admit(from: Position, records: readonly Verified[], opens: (record: Verified) => boolean): Admission {
  let position = from;
  let repeats = 0;
  let ahead = 0;
  const admitted: Verified[] = [];
  for (const verified of records) {
    const { generation, sequence, prev } = verified.record;
    if (generation < position.generation || (generation === position.generation && sequence <= position.sequence)) {
      repeats++;
      continue;
    }
    const continues = generation === position.generation && sequence === position.sequence + 1 && prev === position.head;
    const starts = generation > position.generation && sequence === 1 && opens(verified);
    if (!continues && !starts) {
      ahead++;
      continue;
    }
    position = { generation, sequence, head: verified.head };
    admitted.push(verified);
  }
  return { position, admitted, repeats, ahead };
}
