import type { DatedList } from './dated-list.js';

/** Why a fact is retracted; a retracted fact is never stated again. */
export const retractionReasons: DatedList = {
  source: 'own list of the exchange',
  effectiveFrom: '2026-01-01',
  confidence: 'policy',
  entries: [
    { code: 'MISTAKE', name: 'Stated by mistake', nameId: 'Kekeliruan' },
    { code: 'WRONG_PERSON', name: 'Stated about another person', nameId: 'Salah orang' },
    { code: 'DUPLICATE', name: 'Stated twice', nameId: 'Ganda' },
    { code: 'ORDERED', name: 'Ordered by a court or an authority', nameId: 'Perintah' },
  ],
};
