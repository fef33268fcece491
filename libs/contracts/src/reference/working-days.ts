import { addDays, isWeekend, type Day } from '../days.js';
import { holidayYears, type Holiday } from './holidays.js';

const byDay: ReadonlyMap<Day, Holiday['kind']> = new Map(
  holidayYears.flatMap(({ days }) => days.map(({ day, kind }) => [day, kind] as const)),
);

/** Is this a national holiday? Joint leave is none. */
export const isHoliday = (day: Day): boolean => byDay.get(day) === 'holiday';

/**
 * Is this a day on which offices work: Monday to Friday and no holiday? Joint leave is not, unless the setting
 * `calendar.joint-leave-works` says so. Years without a decree know their fixed dates only.
 */
export function isWorkingDay(day: Day, { jointLeaveWorks } = { jointLeaveWorks: false }): boolean {
  if (isWeekend(day)) return false;
  const kind = byDay.get(day);
  return kind === undefined || (kind === 'joint-leave' && jointLeaveWorks);
}

/** The working day that is so many working days after this day, or before it. */
export function addWorkingDays(day: Day, count: number): Day {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; left -= isWorkingDay(at) ? 1 : 0) at = addDays(at, step);
  return at;
}
