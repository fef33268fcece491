import { addDays, addMonths, addYears, ageOn, comesOfAgeOn, daysBetween, earlyOn, isMinorOn, isWeekend, legalDayOf } from './days.js';

describe('a calendar day', () => {
  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-12-31', 365, '2027-12-31'],
  ])('%s and %i days is %s', (day, days, sum) => {
    expect(addDays(day, days)).toBe(sum);
  });
  it.each([
    ['2027-03-10', '2027-03-10', 0],
    ['2027-03-10', '2027-05-09', 60],
    ['2027-03-10', '2027-03-09', -1],
    ['2024-02-28', '2024-03-01', 2],
  ])('%s is followed by %s after %i days', (day, later, days) => {
    expect(daysBetween(day, later)).toBe(days);
  });
  it('begins in Jakarta seven hours before it begins in Greenwich', () => {
    expect(new Date(earlyOn('2027-03-11')).toISOString()).toBe('2027-03-10T17:05:00.000Z');
  });
  it.each([
    ['2024-02-29', 1, '2025-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2026-06-01', 30, '2056-06-01'],
  ])('%s and %i years is %s', (day, years, sum) => {
    expect(addYears(day, years)).toBe(sum);
  });
  it.each([
    ['2027-03-10', -3, '2026-12-10'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-05-31', -3, '2028-02-29'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2026-12-15', 0, '2026-12-15'],
  ])('%s and %i months is %s', (day, months, sum) => {
    expect(addMonths(day, months)).toBe(sum);
  });
  it.each([
    ['2026-06-12', false],
    ['2026-06-13', true],
    ['2026-06-14', true],
    ['2026-06-15', false],
    ['1969-12-28', true],
  ])('%s is of a weekend: %s', (day, weekend) => {
    expect(isWeekend(day)).toBe(weekend);
  });
});

describe('the legal day of an instant', () => {
  it.each([
    ['2026-06-14T16:59:59.999Z', '2026-06-14'],
    ['2026-06-14T17:00:00.000Z', '2026-06-15'],
    ['2026-12-31T23:00:00.000Z', '2027-01-01'],
  ])('%s is %s in Jakarta', (instant, day) => {
    expect(legalDayOf(instant)).toBe(day);
  });
});

describe('a minor', () => {
  it.each([
    ['2008-06-01', '2026-05-31', 17, true],
    ['2008-06-01', '2026-06-01', 18, false],
    ['2008-02-29', '2026-02-28', 17, true],
    ['2008-02-29', '2026-03-01', 18, false],
  ])('born on %s is, on %s, %i years old', (birthDate, day, age, minor) => {
    expect(ageOn(birthDate, day)).toBe(age);
    expect(isMinorOn(birthDate, day)).toBe(minor);
  });
  it.each([
    ['2008-06-01', '2026-06-01'],
    ['2008-02-29', '2026-03-01'],
    ['2010-02-28', '2028-02-28'],
    ['2008-12-31', '2026-12-31'],
  ])('born on %s is of age from %s', (birthDate, day) => {
    expect(comesOfAgeOn(birthDate)).toBe(day);
    expect([addDays(day, -1), day].map((each) => isMinorOn(birthDate, each))).toEqual([true, false]);
  });
});
