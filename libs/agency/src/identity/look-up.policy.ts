import type { Problem } from '@timpora/access';

import { plainNumber, type DocumentSaying } from './match-key.js';
import { readMrz } from './mrz.js';
import { birthDateUnknown, documentIncomplete, mrzDiffers, mrzMisread, mrzUnreadable } from './problems.js';

/** What somebody typed, scanned or both. */
export interface DocumentInHand extends Partial<DocumentSaying> {
  readonly mrz?: readonly string[];
}

type Said<What> = { readonly problem: Problem } | { readonly document: What };

/** What the document in hand says: what is typed completes a zone, and never says otherwise. */
export function documentIn({ mrz, ...typed }: DocumentInHand, today: string): Said<DocumentSaying> {
  const scanned = mrz ? scannedIn(mrz, today) : { document: {} };
  if ('problem' in scanned) return scanned;
  const said = { ...typed, ...scanned.document };
  if (!isWhole(said)) return { problem: mrz ? birthDateUnknown : documentIncomplete };
  return isSaidBy(typed, said) ? { document: said } : { problem: mrzDiffers };
}

const isWhole = (said: Partial<DocumentSaying>): said is DocumentSaying =>
  Boolean(said.issuingState && said.documentNumber && said.birthDate);

/** A zone whose number or birth date does not check was misread: it would find nobody, or somebody else. */
function scannedIn(lines: readonly string[], today: string): Said<Partial<DocumentSaying>> {
  const reading = readMrz(lines, today);
  if (!reading) return { problem: mrzUnreadable };
  if (reading.failed.includes('documentNumber') || reading.failed.includes('birthDate')) return { problem: mrzMisread };
  const { issuingState, documentNumber, birthDate } = reading;
  return { document: { issuingState, documentNumber, ...(birthDate && { birthDate }) } };
}

const isSaidBy = (typed: Partial<DocumentSaying>, document: DocumentSaying): boolean =>
  (['issuingState', 'documentNumber', 'birthDate'] as const).every(
    (field) => typed[field] === undefined || plainNumber(typed[field]) === plainNumber(document[field]),
  );
