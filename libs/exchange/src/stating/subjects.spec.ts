import { fitsAge } from './subjects.js';

describe('on 15 June 2026 a kind', () => {
  it.each([
    ['adults', '1988-04-17', null],
    ['adults', '2008-06-15', null],
    ['adults', '2008-06-16', 'subject.is-a-minor'],
    ['adults', null, null],
    ['minors', '2008-06-16', null],
    ['minors', '2008-06-15', 'subject.is-an-adult'],
    ['minors', null, null],
    ['anyone', '2015-01-01', null],
    ['anyone', '1988-04-17', null],
  ] as const)('about %s takes who was born on %s: %s', (about, bornOn, code) => {
    expect(fitsAge(about, bornOn, '2026-06-15')?.code ?? null).toBe(code);
  });

  it.each([
    ['2026-02-28', 'subject.is-a-minor'],
    ['2026-03-01', null],
  ])('takes who was born on 29 February 2008, on %s: %s', (today, code) => {
    expect(fitsAge('adults', '2008-02-29', today)?.code ?? null).toBe(code);
  });
});
