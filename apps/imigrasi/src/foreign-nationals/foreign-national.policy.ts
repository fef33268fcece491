import { ForeignNational } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { numberTaken } from './problems.js';

/** A NIORA is one person's. */
export const foreignNationalInvariant: Invariant<typeof ForeignNational> = {
  fact: ForeignNational,
  unique: [{ by: ({ registrationNumber }) => (registrationNumber === undefined ? null : { registrationNumber }), taken: numberTaken }],
};
