/** Calendar days are text, `YYYY-MM-DD`, and never pass through a time type with a zone. */
export type Day = string;

const dayMs = 24 * 3_600_000;
const utc = (day: Day): number => Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));
const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10);

export const addDays = (day: Day, days: number): Day => dayOf(utc(day) + days * dayMs);

/** The same day of the month some months later, or earlier; the last day of the month where there is none. */
export function addMonths(day: Day, months: number): Day {
  const count = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const month = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  const same = `${month}-${day.slice(8)}`;
  return dayOf(utc(same)) === same ? same : addDays(addMonths(`${month}-01`, 1), -1);
}

/** How many days the second is after the first. */
export const daysBetween = (from: Day, to: Day): number => (utc(to) - utc(from)) / dayMs;

/** Early on a day in Jakarta, 00:05, as an instant: whoever comes to the office finds done what the day asks for. */
export const earlyOn = (day: Day): string => `${day}T00:05:00+07:00`;

/** The same day some years later; 29 February becomes 28 February where there is none. */
export function addYears(day: Day, years: number): Day {
  const year = String(Number(day.slice(0, 4)) + years).padStart(4, '0');
  const same = `${year}${day.slice(4)}`;
  return dayOf(utc(same)) === same ? same : `${year}-02-28`;
}

/** The calendar day in Asia/Jakarta (UTC+7, no daylight saving) of an instant, RFC 3339. */
export const legalDayOf = (instant: string): Day => dayOf(Date.parse(instant) + 7 * 3_600_000);

/** Completed years of life on a day. */
export const ageOn = (birthDate: Day, day: Day): number =>
  Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (day.slice(5) < birthDate.slice(5) ? 1 : 0);

const majority = 18;

/** A subject under 18 on the legal day (UU 27/2022 art. 4: child data is specific). */
export const isMinorOn = (birthDate: Day, day: Day): boolean => ageOn(birthDate, day) < majority;

/** The first day on which somebody is of age: the 18th birthday; who was born on 29 February has it on 1 March where there is none. */
export function comesOfAgeOn(birthDate: Day): Day {
  const birthday = addYears(birthDate, majority);
  return birthday.slice(5) === birthDate.slice(5) ? birthday : addDays(birthday, 1);
}

/** Saturday or Sunday. */
export const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(utc(day)).getUTCDay());
