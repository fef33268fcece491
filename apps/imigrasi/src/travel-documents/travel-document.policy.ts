import type { Problem } from '@timpora/access';
import { mrzDiffers, mrzUnreadable, plainNumber, readMrz, type MrzReading } from '@timpora/agency';
import { TravelDocument, type ForeignNationalBody, type TravelDocumentBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { isDeceased } from '../foreign-nationals/problems.js';
import { documentIncomplete, documentTaken, notCurrent, secondCurrent } from './problems.js';
import type { RecordTravelDocument } from './travel-document.commands.js';

/** A document is one person's, and a person has one current document of a state. */
export const travelDocumentInvariant: Invariant<typeof TravelDocument> = {
  fact: TravelDocument,
  unique: [
    { by: ({ issuingState, documentNumber, documentType }) => ({ issuingState, documentNumber, documentType }), taken: documentTaken },
    {
      by: ({ subjectRef, issuingState, state }) => (state === 'CURRENT' ? { subjectRef, issuingState, state } : null),
      taken: secondCurrent,
    },
  ],
};

export const mayCarryDocument = ({ state }: ForeignNationalBody): Problem | null => (state === 'DECEASED' ? isDeceased : null);

/** A new document replaces the current one of its state, under whatever reference of the person; a second nationality has a document of its own. */
export const isReplacedBy = (old: TravelDocumentBody, { issuingState }: Pick<TravelDocumentBody, 'issuingState'>): boolean =>
  old.state === 'CURRENT' && old.issuingState === issuingState;

export const mayEnd = ({ state }: TravelDocumentBody): Problem | null => (state === 'CURRENT' ? null : notCurrent);

type Typed = Pick<RecordTravelDocument, 'documentNumber' | 'issuingState' | 'expiresOn' | 'mrz'>;
type Recorded = Pick<TravelDocumentBody, 'documentNumber' | 'issuingState' | 'rawStateCode' | 'expiresOn' | 'mrzCheck' | 'mrzReadCount'>;
type Said = Pick<TravelDocumentBody, 'documentNumber' | 'issuingState' | 'expiresOn'>;

/** What is recorded of a document: what its zone says, completed by what is typed; of a misread field only what is typed counts. */
export function recordedOf(
  { mrz, ...typed }: Typed,
  { birthDate, today }: { birthDate: string; today: string },
): { readonly problem: Problem } | { readonly document: Recorded } {
  const reading = mrz ? readMrz(mrz, today) : null;
  if (mrz && !reading) return { problem: mrzUnreadable };
  const said = saidIn({ ...typed, ...(reading && rightIn(reading)) });
  if (!said) return { problem: documentIncomplete };
  return isSaidBy(typed, said) ? { document: { ...said, ...readingOf(reading, said, birthDate) } } : { problem: mrzDiffers };
}

const saidIn = ({ documentNumber, issuingState, expiresOn }: Omit<Typed, 'mrz'>): Said | null =>
  documentNumber && issuingState && expiresOn ? { documentNumber: plainNumber(documentNumber), issuingState, expiresOn } : null;

function readingOf(reading: MrzReading | null, said: Said, birthDate: string): Omit<Recorded, keyof Said> {
  if (!reading) return { mrzCheck: 'NOT_READ', mrzReadCount: 0 };
  const { rawStateCode } = reading;
  return { ...(rawStateCode !== said.issuingState && { rawStateCode }), mrzCheck: checkOf(reading, said, birthDate), mrzReadCount: 1 };
}

/** Fields of a zone whose check digits fit; the state has none. */
function rightIn({ failed, ...reading }: MrzReading): Partial<Said> {
  return {
    issuingState: reading.issuingState,
    ...(!failed.includes('documentNumber') && { documentNumber: reading.documentNumber }),
    ...(!failed.includes('expiresOn') && reading.expiresOn !== null && { expiresOn: reading.expiresOn }),
  };
}

const isSaidBy = ({ documentNumber, ...typed }: Omit<Typed, 'mrz'>, said: Said): boolean =>
  (documentNumber === undefined || plainNumber(documentNumber) === said.documentNumber) &&
  (['issuingState', 'expiresOn'] as const).every((field) => typed[field] === undefined || typed[field] === said[field]);

/** PASSED: every check digit fits, and the zone says what is recorded here. FAILED says that our data are wrong before it says anything about the document. */
export function checkOf(reading: MrzReading, said: Said, birthDate: string): 'PASSED' | 'FAILED' {
  const isSame =
    reading.documentNumber === plainNumber(said.documentNumber) &&
    reading.issuingState === said.issuingState &&
    reading.expiresOn === said.expiresOn &&
    (reading.birthDate === null || reading.birthDate === birthDate);
  return isSame && reading.failed.length === 0 ? 'PASSED' : 'FAILED';
}
