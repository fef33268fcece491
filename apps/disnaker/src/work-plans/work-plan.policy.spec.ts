import { WorkPlan, type WorkPlanBody } from '@timpora/contracts';

import {
  expiresOn,
  isValidOn,
  lastFilingDay,
  mayBeApproved,
  mayEnd,
  mayExpire,
  mayExtend,
  mayFileRenewal,
  workPlanInvariant,
} from './work-plan.policy.js';

const aPlan = (change: Partial<WorkPlanBody> = {}): WorkPlanBody => ({ ...WorkPlan.example, ...change });
const filed = aPlan({ state: 'RENEWAL_FILED', renewalFiledOn: '2027-11-01' });
const ended = aPlan({ state: 'ENDED', endReason: 'REVOKED', endedOn: '2026-06-30' });

describe('an approved plan', () => {
  it.each<[string, Partial<WorkPlanBody>, string | null]>([
    ['of two years', {}, null],
    ['a day longer', { validTo: '2028-01-05' }, 'work-plan.too-long'],
    ['of two years without payment to the fund', { planKind: 'NO_FUND' }, null],
    ['a day longer without payment', { planKind: 'NO_FUND', validTo: '2028-01-05' }, 'work-plan.too-long'],
    ['of five years in an economic zone', { planKind: 'ECONOMIC_ZONE', validTo: '2031-01-04' }, null],
    ['a day longer there', { planKind: 'ECONOMIC_ZONE', validTo: '2031-01-05' }, 'work-plan.too-long'],
    ['of temporary work, however long', { planKind: 'TEMPORARY', validTo: '2027-01-04' }, null],
    ['from a leap day', { validFrom: '2028-02-29', validTo: '2030-02-27' }, null],
  ])('%s', (_, change, code) => {
    expect(mayBeApproved(aPlan(change))?.code ?? null).toBe(code);
  });

  it.each<[string, WorkPlanBody, string | null]>([
    ['names each position once', aPlan(), null],
    ['not twice', aPlan({ positions: [1, 2].map((count) => ({ positionCode: 'COOK', count })) }), 'work-plan.position-twice'],
    ['has a day of filing when its renewal is filed', filed, null],
    ['and must have', aPlan({ state: 'RENEWAL_FILED' }), 'work-plan.renewal-unfitting'],
    ['has none otherwise', aPlan({ renewalFiledOn: '2027-11-01' }), 'work-plan.renewal-unfitting'],
    ['may keep it at its end', { ...ended, renewalFiledOn: '2026-05-01' }, null],
  ])('%s, in every version', (_, plan, code) => {
    expect(workPlanInvariant.holds?.(plan, '2026-06-15')?.code ?? null).toBe(code);
  });
});

describe('the renewal of a plan', () => {
  // Six weeks before; 16 June 2026 is a holiday.
  const plan = aPlan({ validTo: '2026-07-31' });

  it('is filed at the latest 30 working days before the end', () => {
    expect(lastFilingDay(plan)).toBe('2026-06-19');
    expect(lastFilingDay(aPlan({ validTo: '2026-07-17' }))).toBe('2026-06-04');
  });

  it('counts holidays that are stated', () => {
    // Journey of a plan to 30 June 2027: three holidays, then a fourth.
    const holiday = (key: string) => ({ issuer: 'imigrasi', list: 'HOLIDAY', key, validFrom: '2027-01-01' });
    const stated = ['2027-05-20', '2027-06-01', '2027-06-16'].map(holiday);
    const toJune = aPlan({ validTo: '2027-06-30' });
    expect(lastFilingDay(toJune, stated)).toBe('2027-05-14');
    expect(lastFilingDay(toJune, [...stated, holiday('2027-06-17')])).toBe('2027-05-13');
    expect(mayFileRenewal(toJune, '2027-05-14', [...stated, holiday('2027-06-17')])?.code).toBe('work-plan.filed-too-late');
  });

  it.each<[string, WorkPlanBody, string, string | null]>([
    ['on the last day', plan, '2026-06-19', null],
    ['not a day later', plan, '2026-06-20', 'work-plan.filed-too-late'],
    ['not before the plan begins', plan, '2026-01-04', 'work-plan.filed-before-start'],
    ['not twice', filed, '2027-11-02', 'work-plan.not-approved'],
    ['not after the end', ended, '2026-05-01', 'work-plan.not-approved'],
    ['not for temporary work', aPlan({ planKind: 'TEMPORARY' }), '2026-06-15', 'work-plan.not-extendable'],
  ])('is filed %s', (_, body, day, code) => {
    expect(mayFileRenewal(body, day)?.code ?? null).toBe(code);
  });

  it.each<[string, WorkPlanBody, string, string | null]>([
    ['by two years', filed, '2030-01-04', null],
    ['not by a day more', filed, '2030-01-05', 'work-plan.too-long'],
    ['by five years in an economic zone', { ...filed, planKind: 'ECONOMIC_ZONE' }, '2033-01-04', null],
    ['not to the same day', filed, '2028-01-04', 'work-plan.not-longer'],
    ['not before it was filed', aPlan(), '2030-01-04', 'work-plan.renewal-not-filed'],
    ['not after the end', ended, '2030-01-04', 'work-plan.renewal-not-filed'],
    ['not for temporary work', { ...filed, planKind: 'TEMPORARY' }, '2028-02-04', 'work-plan.not-extendable'],
  ])('extends it %s', (_, body, validTo, code) => {
    expect(mayExtend(body, validTo)?.code ?? null).toBe(code);
  });
});

describe('the end of a plan', () => {
  it.each<[string, WorkPlanBody, string, string | null]>([
    ['comes on the day after the last one', aPlan(), '2028-01-05', null],
    ['not on the last one', aPlan(), '2028-01-04', 'work-plan.not-yet-expired'],
    ['also when a renewal is pending', filed, '2028-01-05', null],
    ['not again', ended, '2028-01-05', 'work-plan.has-ended'],
  ])('%s', (_, plan, today, code) => {
    expect(mayExpire(plan, today)?.code ?? null).toBe(code);
  });

  it('is looked at while it has not come', () => {
    expect([aPlan(), filed, ended].map(expiresOn)).toEqual(['2028-01-05', '2028-01-05', null]);
    expect([aPlan(), filed, ended].map((plan) => mayEnd(plan)?.code ?? null)).toEqual([null, null, 'work-plan.has-ended']);
  });

  it.each([
    ['its first day', aPlan(), '2026-01-05', true],
    ['the day before', aPlan(), '2026-01-04', false],
    ['its last day', aPlan(), '2028-01-04', true],
    ['the day after', aPlan(), '2028-01-05', false],
    ['the day on which it was revoked', ended, '2026-06-30', true],
    ['the day after that', ended, '2026-07-01', false],
  ])('leaves it valid on %s or not', (_, plan, day, valid) => {
    expect(isValidOn(plan, day)).toBe(valid);
  });
});
