import type { Day } from '@timpora/contracts';

/** A sentence in both languages of the officers. */
export interface Text {
  readonly id: string;
  readonly en: string;
}

const months: { readonly [L in keyof Text]: readonly string[] } = {
  id: ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
};

/** "10 Maret 2027", "10 March 2027". */
const longDate = (day: Day, language: keyof Text): string =>
  `${Number(day.slice(8, 10))} ${months[language][Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

/** Fills `{date}` and `{n}`. */
export function filled(text: Text, { date, n }: { readonly date?: Day; readonly n?: number }): Text {
  const fill = (language: keyof Text): string =>
    text[language].replace('{date}', date === undefined ? '…' : longDate(date, language)).replace('{n}', n === undefined ? '…' : String(n));
  return { id: fill('id'), en: fill('en') };
}
