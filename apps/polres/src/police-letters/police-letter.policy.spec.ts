import { PoliceLetter, type PoliceLetterBody } from '@timpora/contracts';

import { mayShorten } from './police-letter.policy.js';

const letter: PoliceLetterBody = { ...PoliceLetter.example, validFrom: '2026-03-02', validTo: '2026-08-31' };

describe('a police letter', () => {
  it.each([
    ['by a day', '2026-08-30', null],
    ['to its first day', '2026-03-02', null],
    ['not to its present last day', '2026-08-31', 'police-letter.not-shorter'],
    ['not to a later day', '2026-09-01', 'police-letter.not-shorter'],
    ['not to the day before it began', '2026-03-01', 'police-letter.before-start'],
  ])('is shortened %s', (_, validTo, code) => {
    expect(mayShorten(letter, validTo)?.code ?? null).toBe(code);
  });
});
