import { createHmac } from 'node:crypto';

import type { MatchSecret } from '@timpora/config';

/** What a document says of its holder. */
export interface DocumentSaying {
  readonly issuingState: string;
  readonly documentNumber: string;
  readonly birthDate: string;
}

/** How one secret names the holder of a document. */
export interface KeyOfDocument {
  readonly keyId: string;
  readonly matchKey: string;
}

/** The number of a document, however it is written: a zone has fillers where the print has blanks or dashes, and people type either. */
export const plainNumber = (text: string): string => text.toUpperCase().replace(/[ <-]/g, '');

/**
 * HMAC-SHA-256 over issuing state, document number and birth date (YYYY-MM-DD), each as `<length>:<value>` in ASCII, without anything between
 * them: no two documents give the same text. Whoever lacks the secret can neither make a key nor try guesses.
 */
export function keyOf({ keyId, secret }: MatchSecret, { issuingState, documentNumber, birthDate }: DocumentSaying): KeyOfDocument {
  const said = [plainNumber(issuingState), plainNumber(documentNumber), birthDate].map((part) => `${part.length}:${part}`).join('');
  return { keyId, matchKey: createHmac('sha256', secret).update(said).digest('hex') };
}
