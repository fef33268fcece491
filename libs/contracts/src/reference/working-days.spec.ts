import { holidayYears } from './holidays.js';
import { addWorkingDays, isHoliday, isWorkingDay } from './working-days.js';

describe('a working day', () => {
  it.each([
    ['a Monday', '2026-06-08', true],
    ['a Friday', '2026-06-12', true],
    ['a Saturday', '2026-06-13', false],
    ['a Sunday', '2026-06-14', false],
    ['a holiday', '2026-06-16', false],
    ['joint leave', '2026-05-28', false],
    ['the last day of a leap February', '2028-02-29', true],
  ])('is %s: %s is %s', (_what, day, works) => {
    expect(isWorkingDay(day)).toBe(works);
  });
  const stated = { issuer: 'imigrasi', list: 'HOLIDAY', validFrom: '2026-01-01' };
  const jointLeaveWorks = { ...stated, list: 'SETTING', key: 'calendar.joint-leave-works', value: 'yes' };

  it('is joint leave where the setting says so, a holiday never', () => {
    expect(isWorkingDay('2026-05-28', [jointLeaveWorks])).toBe(true);
    expect(isWorkingDay('2026-06-16', [jointLeaveWorks])).toBe(false);
  });
  it.each([
    ['a holiday', '2026-06-17', undefined, [false, true]],
    ['a holiday in words', '2026-06-17', 'HOLIDAY', [false, true]],
    ['joint leave', '2026-06-17', 'JOINT_LEAVE', [false, false]],
    ['a working day, which takes a holiday back', '2026-06-16', 'WORKING_DAY', [true, false]],
    ['what nobody knows', '2026-06-17', 'FEAST', [true, false]],
  ])('is what imigrasi states of a day: %s', (_what, key, value, wanted) => {
    const day = { ...stated, key, ...(value !== undefined && { value }) };
    expect([isWorkingDay(key, [day]), isHoliday(key, [day])]).toEqual(wanted);
    expect(isWorkingDay(key, [{ ...day, issuer: 'polres' }])).toBe(isWorkingDay(key));
  });
});

describe('working days from a day', () => {
  it.each([
    ['a Monday and three', '2026-06-08', 3, '2026-06-11'],
    ['a Friday and one', '2026-06-12', 1, '2026-06-15'],
    ['a day before a holiday and one', '2026-06-15', 1, '2026-06-17'],
    ['a Sunday and one', '2026-06-14', 1, '2026-06-15'],
    ['a Monday less one', '2026-06-15', -1, '2026-06-12'],
    ['none', '2026-06-14', 0, '2026-06-14'],
  ])('%s: %s and %i are %s', (_what, day, count, wanted) => {
    expect(addWorkingDays(day, count)).toBe(wanted);
  });
  it('count a stated holiday', () => {
    const stated = [{ issuer: 'imigrasi', list: 'HOLIDAY', key: '2026-06-10', validFrom: '2026-06-01' }];
    expect(addWorkingDays('2026-06-08', 3, stated)).toBe('2026-06-12');
  });
});

describe('holidays', () => {
  it('are not joint leave', () => {
    expect([isHoliday('2026-12-25'), isHoliday('2026-12-24'), isHoliday('2026-12-23')]).toEqual([true, false, false]);
  });
  it('are those of the decrees of 2025 and 2026, and the fixed dates of 2027', () => {
    const counts = holidayYears.map(({ year, extent, days }) => [
      year,
      extent,
      days.filter(({ kind }) => kind === 'holiday').length,
      days.filter(({ kind }) => kind === 'joint-leave').length,
    ]);
    expect(counts).toEqual([
      [2025, 'decreed', 17, 11],
      [2026, 'decreed', 17, 8],
      [2027, 'fixed-dates', 5, 0],
    ]);
  });
  it('lie in their year, none twice', () => {
    const days = holidayYears.flatMap(({ year, days: own }) => own.map(({ day }) => ({ day, year })));
    expect(days.filter(({ day, year }) => !day.startsWith(`${year}-`))).toEqual([]);
    expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
  });
});
