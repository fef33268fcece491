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
  const admitted: Verified[] = [];
  const found = { repeat: 0, ahead: 0 };
  let position = from;
  for (const verified of records) {
    const verdict = verdictOn(position, verified, opens);
    if (verdict !== 'next') {
      found[verdict]++;
      continue;
    }
    position = { generation: verified.record.generation, sequence: verified.record.sequence, head: verified.head };
    admitted.push(verified);
  }
  return { position, admitted, repeats: found.repeat, ahead: found.ahead };
}

function verdictOn(at: Position, verified: Verified, opens: (record: Verified) => boolean): 'next' | 'repeat' | 'ahead' {
  const { generation, sequence, prev } = verified.record;
  if (generation < at.generation) return 'repeat';
  if (generation > at.generation) return sequence === 1 && opens(verified) ? 'next' : 'ahead';
  if (sequence <= at.sequence) return 'repeat';
  return sequence === at.sequence + 1 && prev === at.head ? 'next' : 'ahead';
}
