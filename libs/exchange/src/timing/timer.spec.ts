import { addDays, StayPermit, Violation, type StayPermitBody } from '@timpora/contracts';

import { looksOf, type Timer } from './timer.js';

const timer = (name: string, next: Timer['next'], fact: Timer['fact'] = StayPermit): Timer => ({
  ...{ name, fact, next },
  run: () => Promise.resolve(),
});
const dayAfter = timer('day-after', ({ validTo }: StayPermitBody) => (validTo === undefined ? null : addDays(validTo, 1)));
const told = (body: Record<string, unknown> | null) => ({
  ...{ kind: 'stay-permit', type: 'permit-issued.v1', version: 1, occurredAt: '2026-02-02T05:00:00.000Z', body },
});

describe('when a fact is looked at', () => {
  it.each([
    ['at five past midnight in Jakarta', { validTo: '2027-02-01' }, '2027-02-02T00:05:00+07:00'],
    ['not, when there is no day', {}, null],
    ['not any more, when it was retracted', null, null],
  ])('is %s', (_, body, at) => {
    expect(looksOf([dayAfter], told(body))).toEqual([{ name: 'day-after', at }]);
  });

  it('is said for each timer of its kind, and for no other', () => {
    const never = timer('never', () => null);
    const other = timer('other', () => '2027-01-01', Violation);
    expect(looksOf([dayAfter, other, never], told({ validTo: '2027-12-31' }))).toEqual([
      { name: 'day-after', at: '2028-01-01T00:05:00+07:00' },
      { name: 'never', at: null },
    ]);
  });

  it('may depend on the event by which it was told, and on its time', () => {
    const asked = timer('asked', (_body, { event, occurredAt }) => (event === 'permit-issued.v1' ? occurredAt.slice(0, 10) : null));
    expect(looksOf([asked], told({}))).toEqual([{ name: 'asked', at: '2026-02-02T00:05:00+07:00' }]);
    expect(looksOf([asked], { ...told({}), type: 'permit-extended.v1' })).toEqual([{ name: 'asked', at: null }]);
  });

  it('is now when its date rule fails: the fact is stated, and the fault shows', () => {
    const broken = timer('broken', () => {
      throw new Error('a fault');
    });
    expect(looksOf([broken], told({}))).toEqual([{ name: 'broken', at: '1970-01-01T00:00:00Z' }]);
  });
});
