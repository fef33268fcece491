import type { DatedList, Entry } from './dated-list.js';

export interface Reason extends Entry {
  /** Whether a fact is retracted for it; otherwise a request is refused for it. A retracted fact is never stated again. */
  readonly retracts: boolean;
}

/** Why a fact is retracted, and why a request about a person's data is refused. */
export const reasons: DatedList<Reason> = {
  source: 'own list of the exchange',
  effectiveFrom: '2026-01-01',
  confidence: 'policy',
  entries: [
    { code: 'MISTAKE', name: 'Stated by mistake', nameId: 'Kekeliruan', retracts: true },
    { code: 'WRONG_PERSON', name: 'Stated about another person', nameId: 'Salah orang', retracts: true },
    { code: 'DUPLICATE', name: 'Stated twice', nameId: 'Ganda', retracts: true },
    { code: 'ORDERED', name: 'Ordered by a court or an authority', nameId: 'Perintah', retracts: true },
    { code: 'WITHHELD', name: 'Withheld under UU 27/2022 art. 33', nameId: 'Dikecualikan menurut UU 27/2022 ps. 33', retracts: false },
  ],
};
