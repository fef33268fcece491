import type { Problem } from '@timpora/access';
import type { PoliceLetterBody } from '@timpora/contracts';

import { beforeStart, notShorter } from './problems.js';

export function mayShorten(letter: PoliceLetterBody, validTo: string): Problem | null {
  if (validTo >= letter.validTo) return notShorter;
  return validTo < letter.validFrom ? beforeStart : null;
}
