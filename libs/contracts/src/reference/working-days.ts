import { addDays, isWeekend, type Day } from '../days.js';
import { holidayYears, type Holiday } from './holidays.js';
import { choiceOn } from './settings.js';
import { statedOn, type StatedValues } from './stated-values.js';

type DayKind = Holiday['kind'] | 'working-day';

const byDay: ReadonlyMap<Day, DayKind> = new Map(holidayYears.flatMap(({ days }) => days.map(({ day, kind }) => [day, kind] as const)));

/** What a stated day of the list HOLIDAY is: a holiday when it says no more; a working day takes one back. */
export const dayKinds: Readonly<Record<string, DayKind>> = { HOLIDAY: 'holiday', JOINT_LEAVE: 'joint-leave', WORKING_DAY: 'working-day' };

function kindOf(day: Day, stated: StatedValues): DayKind | undefined {
  const [value] = statedOn(stated, { list: 'HOLIDAY', key: day, issuer: 'imigrasi' }, day);
  return (value && dayKinds[value.value ?? 'HOLIDAY']) ?? byDay.get(day);
}

/** Is this a national holiday? Joint leave is none. */
export const isHoliday = (day: Day, stated: StatedValues = []): boolean => kindOf(day, stated) === 'holiday';

/**
 * Is this a day on which offices work: Monday to Friday and no holiday? Joint leave is not, unless the setting
 * `calendar.joint-leave-works` says so. Years without a decree know their fixed dates only.
 */
export function isWorkingDay(day: Day, stated: StatedValues = []): boolean {
  if (isWeekend(day)) return false;
  const kind = kindOf(day, stated);
  if (kind === 'joint-leave') return choiceOn('calendar.joint-leave-works', day, stated) === 'yes';
  return kind !== 'holiday';
}

/** The working day that is so many working days after this day, or before it. */
export function addWorkingDays(day: Day, count: number, stated: StatedValues = []): Day {
  const step = Math.sign(count);
  let at = day;
  for (let left = Math.abs(count); left > 0; left -= isWorkingDay(at, stated) ? 1 : 0) at = addDays(at, step);
  return at;
}
