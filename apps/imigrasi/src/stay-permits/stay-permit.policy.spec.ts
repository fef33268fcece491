import { ForeignNational, StayPermit, type ForeignNationalBody, type StayPermitBody } from '@timpora/contracts';

import {
  expiresOn,
  hasItsEnd,
  leaveBy,
  mayCancel,
  mayClose,
  mayDepart,
  mayExpire,
  mayExtend,
  mayHoldPermit,
  mayReturn,
} from './stay-permit.policy.js';

/** Valid from 2 February 2026, the last lawful day is 1 February 2027. */
const aPermit = (change: Partial<StayPermitBody> = {}): StayPermitBody => ({
  ...StayPermit.example,
  validFrom: '2026-02-02',
  validTo: '2027-02-01',
  state: 'VALID',
  ...change,
});
const unlimited = (): StayPermitBody => {
  const { validTo: _end, ...permit } = aPermit({ permitType: 'PERMANENT' });
  return permit;
};
const aPerson = (change: Partial<ForeignNationalBody> = {}): ForeignNationalBody => ({ ...ForeignNational.example, ...change });

describe('who may hold a permit', () => {
  it.each([
    ['who lives', aPerson(), null],
    ['who has died', aPerson({ state: 'DECEASED' }), 'foreign-national.deceased'],
    ['whom nobody has identified', undefined, 'permit.unknown-resident'],
  ])('%s', (_, person, code) => {
    expect(mayHoldPermit(person)?.code ?? null).toBe(code);
  });
});

describe('the end of a permit', () => {
  it.each([
    ['LIMITED', '2027-02-01', null],
    ['LIMITED', undefined, 'permit.needs-end'],
    ['PERMANENT', undefined, null],
    ['PERMANENT', '2031-02-01', null],
    ['EMERGENCY', undefined, null],
  ] as const)('a %s one until %s: %s', (permitType, validTo, code) => {
    expect(hasItsEnd({ permitType, ...(validTo && { validTo }) })?.code ?? null).toBe(code);
  });
});

describe('an extension', () => {
  it.each([
    ['of a valid permit by a day', aPermit(), '2027-02-02', null],
    ['to the same last day', aPermit(), '2027-02-01', 'permit.not-longer'],
    ['to an earlier last day', aPermit(), '2027-01-31', 'permit.not-longer'],
    ['of a permit that expired while the decision was pending', aPermit({ state: 'EXPIRED' }), '2028-02-01', null],
    ['of a closed permit', aPermit({ state: 'CLOSED' }), '2028-02-01', 'permit.not-extendable'],
    ['of a cancelled permit', aPermit({ state: 'CANCELLED' }), '2028-02-01', 'permit.not-extendable'],
    ['of a permit without end', unlimited(), '2028-02-01', 'permit.not-extendable'],
  ])('%s', (_, permit, validTo, code) => {
    expect(mayExtend(permit, validTo)?.code ?? null).toBe(code);
  });
});

describe('expiry', () => {
  it.each([
    ['the last lawful day is lawful', aPermit(), '2027-02-01', 'permit.not-yet-expired'],
    ['the day after is the first without a permit', aPermit(), '2027-02-02', null],
    ['a permit without end never expires', unlimited(), '2099-01-01', 'permit.not-yet-expired'],
    ['an expired permit does not expire again', aPermit({ state: 'EXPIRED' }), '2027-02-02', 'permit.not-open'],
    ['a closed permit does not expire', aPermit({ state: 'CLOSED' }), '2027-02-02', 'permit.not-open'],
  ])('%s', (_, permit, today, code) => {
    expect(mayExpire(permit, today)?.code ?? null).toBe(code);
  });
});

describe('the day on which a permit expires', () => {
  it.each([
    ['of a valid permit is the day after its last one', aPermit(), '2027-02-02'],
    ['is moved by an extension', aPermit({ validTo: '2028-02-29' }), '2028-03-01'],
    ['does not come without an end', unlimited(), null],
    ['does not come again', aPermit({ state: 'EXPIRED' }), null],
    ['does not come for a closed permit', aPermit({ state: 'CLOSED' }), null],
    ['does not come for a cancelled permit', aPermit({ state: 'CANCELLED' }), null],
  ])('%s', (_, permit, day) => {
    expect(expiresOn(permit)).toBe(day);
  });
});

describe('a closure', () => {
  it.each([
    ['on the first day', aPermit(), '2026-02-02', null],
    ['the day before the first', aPermit(), '2026-02-01', 'permit.before-start'],
    ['of an expired permit', aPermit({ state: 'EXPIRED' }), '2027-03-01', null],
    ['of a closed permit', aPermit({ state: 'CLOSED' }), '2026-06-15', 'permit.not-open'],
    ['of a cancelled permit', aPermit({ state: 'CANCELLED' }), '2026-06-15', 'permit.not-open'],
  ])('%s', (_, permit, day, code) => {
    expect(mayClose(permit, day)?.code ?? null).toBe(code);
  });

  it.each([
    ['ON_EXIT', '2026-06-15', '2026-06-22'],
    ['ON_EXIT', '2026-12-28', '2027-01-04'],
    ['ABROAD', '2026-06-15', undefined],
    ['CONVERTED', '2026-06-15', undefined],
    ['REPLACED', '2026-06-15', undefined],
    ['DECEASED', '2026-06-15', undefined],
    ['LAPSED', '2026-06-15', undefined],
  ] as const)('%s on %s: the last day to leave is %s', (kind, day, last) => {
    expect(leaveBy(kind, day)).toBe(last);
  });
});

describe('a cancellation', () => {
  it.each([
    ['on the first day', aPermit(), '2026-02-02', null],
    ['the day before the first', aPermit(), '2026-02-01', 'permit.before-start'],
    ['of an expired permit', aPermit({ state: 'EXPIRED' }), '2027-03-01', 'permit.not-open'],
    ['of a closed permit', aPermit({ state: 'CLOSED' }), '2026-06-15', 'permit.not-open'],
  ])('%s', (_, permit, day, code) => {
    expect(mayCancel(permit, day)?.code ?? null).toBe(code);
  });
});

describe('a journey abroad', () => {
  const abroad = aPermit({ holderAbroadSince: '2026-05-10' });

  it.each([
    ['begins under a valid permit', aPermit(), null],
    ['begins under an expired permit', aPermit({ state: 'EXPIRED' }), null],
    ['does not begin twice', abroad, 'permit.holder-already-abroad'],
    ['does not begin under a closed permit', aPermit({ state: 'CLOSED' }), 'permit.not-open'],
  ])('%s', (_, permit, code) => {
    expect(mayDepart(permit)?.code ?? null).toBe(code);
  });

  it.each([
    ['on the day of departure', abroad, '2026-05-10', null],
    ['later', abroad, '2026-07-01', null],
    ['the day before the departure', abroad, '2026-05-09', 'permit.returned-before-leaving'],
    ['without a departure', aPermit(), '2026-05-10', 'permit.holder-not-abroad'],
    ['to a permit that was closed meanwhile', { ...abroad, state: 'CLOSED' as const }, '2026-07-01', null],
  ])('ends %s', (_, permit, day, code) => {
    expect(mayReturn(permit, day)?.code ?? null).toBe(code);
  });
});
