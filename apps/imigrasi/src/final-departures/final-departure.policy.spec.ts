import { FinalDeparture, Sponsorship, StayPermit, type StayPermitBody } from '@timpora/contracts';

import { beganBy, closingOf, endingOf, finalDepartureInvariant, hasHappened } from './final-departure.policy.js';

const departed = (departedOn: string) => ({ ...FinalDeparture.example, departedOn });

describe('a departure for good', () => {
  it.each([
    ['2026-06-14', null],
    ['2026-06-15', null],
    ['2026-06-16', 'final-departure.in-future'],
  ])('on %s, told on 15 June 2026: %s', (day, code) => {
    expect(hasHappened(departed(day), '2026-06-15')?.code ?? null).toBe(code);
  });

  it('is one of a person and a day', () => {
    expect(finalDepartureInvariant.unique?.map(({ by }) => by(departed('2026-06-14')))).toEqual([departed('2026-06-14')]);
  });

  it.each([
    ['2026-06-13', true],
    ['2026-06-14', true],
    ['2026-06-15', false],
  ])('on 14 June 2026 closes what began on %s: %s', (startedOn, closed) => {
    expect(beganBy(startedOn, '2026-06-14')).toBe(closed);
  });
});

describe('the permit of somebody who is gone', () => {
  const today = '2026-07-01';
  const permit = (change: Partial<StayPermitBody> = {}): StayPermitBody => ({ ...StayPermit.example, ...change });

  it.each([
    ['the holder left with it', permit(), 'ON_EXIT'],
    ['the exit is on record already', permit({ holderAbroadSince: '2026-06-14' }), 'ON_EXIT'],
    ['the holder was abroad before', permit({ holderAbroadSince: '2026-06-13' }), 'ABROAD'],
  ])('is closed, when %s, %s', (_, body, closureKind) => {
    expect(closingOf(body, { departedOn: '2026-06-14', today })).toEqual({ state: 'CLOSED', closureKind, closedOn: '2026-06-14' });
  });

  it.each([
    ['PERMANENT', '2025-06-30', 'LAPSED', '2026-07-01'],
    ['PERMANENT', '2025-07-01', 'ON_EXIT', '2025-07-01'],
    ['LIMITED', '2025-06-30', 'ON_EXIT', '2025-06-30'],
  ] as const)('that is %s, of a holder abroad since %s, is closed %s on %s', (permitType, since, closureKind, closedOn) => {
    const body = permit({ permitType, holderAbroadSince: since });
    expect(closingOf(body, { departedOn: since, today })).toEqual({ state: 'CLOSED', closureKind, closedOn });
  });
});

describe('the sponsorship of somebody who is gone', () => {
  it.each([
    [undefined, '2026-06-14'],
    ['2026-12-31', '2026-06-14'],
    ['2026-06-01', '2026-06-01'],
  ])('with the last day %s in sight ends on %s', (endsOn, last) => {
    expect(endingOf({ ...Sponsorship.example, ...(endsOn && { endsOn }) }, '2026-06-14')).toEqual({ state: 'ENDED', endsOn: last });
  });
});
