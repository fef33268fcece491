import { fingerprint, type WireRecord } from './record.js';

/**
 * How what was fetched meets what was read before: it goes on there; something between is gone (retention); the partition is read again from an
 * earlier place; or another record lies where the last one was, so that the topic was cut or made anew.
 */
export type Meeting = 'continues' | 'gone' | 'rewound' | 'other';

/**
 * After a seek the first record is the one that was read last: another one there means that the topic was cut or made anew.
 * @param read how far the partition is read, and the fingerprint of the last record
 */
export function meet(
  { nextOffset, lastRecord }: { readonly nextOffset: number; readonly lastRecord: string | null },
  first: WireRecord,
  isFirstSinceSeek: boolean,
): Meeting {
  if (nextOffset === 0 || first.offset === nextOffset) return 'continues';
  if (first.offset > nextOffset) return 'gone';
  if (!isFirstSinceSeek || first.offset < nextOffset - 1) return 'rewound';
  return lastRecord !== null && fingerprint(first) !== lastRecord ? 'other' : 'continues';
}
