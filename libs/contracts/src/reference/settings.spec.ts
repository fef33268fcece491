import { choiceOn, readSetting, settingOn } from './settings.js';
import type { StatedValue } from './stated-values.js';

const aValue = (change: Partial<StatedValue> = {}): StatedValue => ({
  issuer: 'kemenag',
  list: 'SETTING',
  key: 'religious-stay.total-years',
  value: '5',
  validFrom: '2026-07-01',
  ...change,
});

describe('a dated setting', () => {
  it('has its first value before its first day: facts may be older than the exchange', () => {
    expect(settingOn('religious-stay.total-years', '1999-01-01')).toBe(6);
  });

  it('has its value from its first day on', () => {
    expect(settingOn('religious-stay.total-years', '2026-06-01')).toBe(6);
    expect(settingOn('religious-stay.total-years', '2023-01-01')).toBe(6);
  });
  it('may be a word', () => {
    expect(choiceOn('overstay.day60', '2026-06-01')).toBe('REVIEW');
    const stated = [aValue({ issuer: 'imigrasi', key: 'overstay.day60', value: 'CHARGE_ZONE' })];
    expect(choiceOn('overstay.day60', '2026-07-01', stated)).toBe('CHARGE_ZONE');
  });
  it('has none under another name', () => {
    expect(() => settingOn('no-such.setting', '2026-06-01')).toThrow('no setting no-such.setting');
  });

  it.each<[string, readonly StatedValue[], string, number]>([
    ['on its first day', [aValue()], '2026-07-01', 5],
    ['not the day before', [aValue()], '2026-06-30', 6],
    ['on its last day', [aValue({ validTo: '2026-12-31' })], '2026-12-31', 5],
    ['not the day after', [aValue({ validTo: '2026-12-31' })], '2027-01-01', 6],
    ['where a later one has begun, that one', [aValue(), aValue({ value: '4', validFrom: '2026-08-01' })], '2026-08-01', 4],
    ['until the later one begins', [aValue({ value: '4', validFrom: '2026-08-01' }), aValue()], '2026-07-31', 5],
    ['not of a member whose setting it is not', [aValue({ issuer: 'polres' })], '2026-07-01', 6],
    ['not of another setting', [aValue({ key: 'religious-stay.step-years' })], '2026-07-01', 6],
    ['not of another list', [aValue({ list: 'HOLIDAY' })], '2026-07-01', 6],
    ['not what cannot be read', [aValue({ value: 'five' })], '2026-07-01', 6],
  ])('is what its owner stated: %s', (_, stated, day, value) => {
    expect(settingOn('religious-stay.total-years', day, stated)).toBe(value);
  });

  it.each([
    ['religious-stay.total-years', '5', 5],
    ['religious-stay.total-years', '0', 0],
    ['religious-stay.total-years', '05', undefined],
    ['religious-stay.total-years', '-1', undefined],
    ['religious-stay.total-years', '1.5', undefined],
    ['religious-stay.total-years', 'yes', undefined],
    ['religious-stay.total-years', undefined, undefined],
    ['calendar.joint-leave-works', 'yes', 'yes'],
    ['calendar.joint-leave-works', 'no', 'no'],
    ['overstay.day60', 'CHARGE_ZONE', 'CHARGE_ZONE'],
    ['overstay.day60', 'MAYBE', undefined],
    ['enforcement.rules', 'AL-02 AL-07', 'AL-02 AL-07'],
    ['enforcement.rules', 'AL-02, AL-07', undefined],
    ['calendar.joint-leave-works', '1', undefined],
    ['no-such.setting', '1', undefined],
    ['constructor', '1', undefined],
  ])('%s reads %s as %s', (name, text, value) => {
    expect(readSetting(name, text)).toBe(value);
  });
});
