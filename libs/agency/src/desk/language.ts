import type { Words } from '@timpora/contracts';

export type Language = keyof Words;

const isLanguage = (text: unknown): text is Language => text === 'id' || text === 'en';

/** How much a reader of these languages wants one, 0 to 1 (RFC 9110, section 12.5.4). */
function weight(accepts: string, language: Language): number {
  const ranges = accepts.split(',').map((range) =>
    range
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q=/),
  );
  const own = ranges.filter(([name = '']) => name.split('-')[0] === language);
  return Math.max(0, ...own.map(([, q = '1']) => Number(q) || 0));
}

/** The language of a page: what the address asks for, else what the browser prefers, else Indonesian. */
export function languageOf(asked: unknown, accepts = ''): Language {
  if (isLanguage(asked)) return asked;
  return weight(accepts, 'en') > weight(accepts, 'id') ? 'en' : 'id';
}

const months: Readonly<Record<Language, string>> = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  en: 'January February March April May June July August September October November December',
};

/** A calendar day, `2027-03-10`, as 10 Maret 2027 or 10 March 2027; never through a time type. */
export function dayInWords(day: string, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const name = months[language].split(' ')[Number(month) - 1];
  return name ? `${Number(date)} ${name} ${year}` : day;
}

const jakartaMs = 7 * 3_600_000;

/** An instant as day and time in Jakarta (WIB). */
export function timeInWords(instant: Date | string, language: Language): string {
  const moved = new Date(new Date(instant).getTime() + jakartaMs).toISOString();
  const [hour = '', minute = ''] = moved.slice(11, 16).split(':');
  return `${dayInWords(moved.slice(0, 10), language)} ${hour}${language === 'id' ? '.' : ':'}${minute} WIB`;
}
