import { addDays } from '@timpora/contracts';

const weights = [7, 3, 1];
const valueOf = (sign: string): number => (sign === '<' ? 0 : parseInt(sign, 36));

/** Weights 7, 3, 1; digits count as they are, A to Z as 10 to 35, fillers as 0; modulo 10 (ICAO Doc 9303 part 3, 4.9). */
export const checkDigitOf = (field: string): string =>
  String([...field].reduce((sum, sign, at) => sum + valueOf(sign) * (weights[at % 3] ?? 0), 0) % 10);

/** Three letters; Germany alone prints one (part 3, section 5). */
export const stateCodeOf = (raw: string): string => (raw === 'D' ? 'DEU' : raw);

/** A birth lies in the past, the last valid day in the nearest year: a zone has two digits of it. */
export type Century = 'past' | 'nearest';

/** YYMMDD as a day. @returns null when it is none, or a part of it is not known */
export function dayIn(digits: string, century: Century, today: string): string | null {
  if (!/^\d{6}$/.test(digits)) return null;
  const rest = `-${digits.slice(2, 4)}-${digits.slice(4, 6)}`;
  const thisYear = Number(today.slice(0, 4));
  const sameEnding = [-100, 0, 100].map((distance) => Math.floor(thisYear / 100) * 100 + distance + Number(digits.slice(0, 2)));
  const fitting = century === 'past' ? sameEnding.filter((year) => `${year}${rest}` <= today).slice(-1) : nearest(sameEnding, thisYear);
  const day = `${fitting[0] ?? ''}${rest}`;
  return isDay(day) ? day : null;
}

const nearest = (years: readonly number[], to: number): readonly number[] => [...years].sort((a, b) => Math.abs(a - to) - Math.abs(b - to));

const isDay = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.test(text) && addDays(text, 0) === text;
