import { PracticePermit, type PracticePermitBody } from '@timpora/contracts';

import { expiresOn, mayBeInForce, mayEnd, mayExpire, mayRenew } from './practice-permit.policy.js';

/** First registration from 5 January 2026: two years, once two more, so at most until 5 January 2030. */
const aPermit = (change: Partial<PracticePermitBody> = {}): PracticePermitBody => ({
  ...PracticePermit.example,
  registrationFirstFrom: '2026-01-05',
  registrationValidTo: '2028-01-04',
  validFrom: '2026-02-01',
  validTo: '2028-01-04',
  economicZone: false,
  state: 'IN_FORCE',
  ...change,
});
const { organisationKey: _facility, ...ofNobody } = aPermit();

describe('a practice permit', () => {
  it.each([
    ['at a facility, as long as the registration', aPermit(), null],
    ['of a private practice', ofNobody, 'practice-permit.private-practice'],
    ['a day longer than the registration', aPermit({ validTo: '2028-01-05' }), 'practice-permit.outlives-registration'],
    ['on the last day of the longest registration', aPermit({ registrationValidTo: '2030-01-05' }), null],
    ['a day after the longest registration', aPermit({ registrationValidTo: '2030-01-06' }), 'practice-permit.registration-too-long'],
    ['in an economic zone, where the limit does not hold', aPermit({ registrationValidTo: '2035-01-01', economicZone: true }), null],
    ['first registered on 29 February', aPermit({ registrationFirstFrom: '2024-02-29', registrationValidTo: '2028-02-29' }), null],
  ])('%s', (_, permit, code) => {
    expect(mayBeInForce(permit)?.code ?? null).toBe(code);
  });

  it.each([
    ['with the second registration', aPermit(), { registrationValidTo: '2030-01-04', validTo: '2030-01-04' }, null],
    [
      'by a day within the registration',
      aPermit({ validTo: '2027-01-04' }),
      { registrationValidTo: '2028-01-04', validTo: '2027-01-05' },
      null,
    ],
    ['not to the same day', aPermit(), { registrationValidTo: '2030-01-04', validTo: '2028-01-04' }, 'practice-permit.not-longer'],
    [
      'not beyond the registration',
      aPermit(),
      { registrationValidTo: '2029-01-04', validTo: '2029-01-05' },
      'practice-permit.outlives-registration',
    ],
    ['not a third time', aPermit(), { registrationValidTo: '2031-01-04', validTo: '2031-01-04' }, 'practice-permit.registration-too-long'],
    [
      'not after its end',
      aPermit({ state: 'ENDED' }),
      { registrationValidTo: '2030-01-04', validTo: '2030-01-04' },
      'practice-permit.has-ended',
    ],
  ])('is renewed %s', (_, permit, renewal, code) => {
    expect((mayRenew(permit, renewal) ?? mayBeInForce({ ...permit, ...renewal }))?.code ?? null).toBe(code);
  });

  it.each([
    ['on its first day', aPermit(), '2026-02-01', null],
    ['not the day before', aPermit(), '2026-01-31', 'practice-permit.ends-before-start'],
    ['not twice', aPermit({ state: 'ENDED' }), '2026-06-15', 'practice-permit.has-ended'],
  ])('ends %s', (_, permit, day, code) => {
    expect(mayEnd(permit, day)?.code ?? null).toBe(code);
  });

  it.each([
    ['the day after its last one', aPermit(), '2028-01-05', null],
    ['not on its last one', aPermit(), '2028-01-04', 'practice-permit.not-yet-expired'],
    ['not before a renewed end', aPermit({ validTo: '2030-01-04' }), '2028-01-05', 'practice-permit.not-yet-expired'],
    ['not again', aPermit({ state: 'ENDED' }), '2028-01-05', 'practice-permit.has-ended'],
  ])('expires by itself %s', (_, permit, today, code) => {
    expect(mayExpire(permit, today)?.code ?? null).toBe(code);
  });

  it('is looked at on the day after its last one while it is in force', () => {
    expect([expiresOn(aPermit()), expiresOn(aPermit({ state: 'ENDED' }))]).toEqual(['2028-01-05', null]);
  });

  it('has as many years of registration as dinkes stated', () => {
    const stated = { issuer: 'dinkes', list: 'SETTING', key: 'health-registration.total-years', value: '5', validFrom: '2026-01-01' };
    const permit = aPermit({ registrationValidTo: '2031-01-05' });
    expect([mayBeInForce(permit)?.code, mayBeInForce(permit, [stated])]).toEqual(['practice-permit.registration-too-long', null]);
  });
});
