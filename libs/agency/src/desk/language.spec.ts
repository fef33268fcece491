import { dayInWords, languageOf, timeInWords, type Language } from './language.js';

describe('the language of a page', () => {
  it.each<[unknown, string | undefined, Language]>([
    [undefined, undefined, 'id'],
    [undefined, '', 'id'],
    ['en', undefined, 'en'],
    ['id', 'en', 'id'],
    ['EN', undefined, 'id'],
    ['fr', 'en', 'en'],
    [['en', 'id'], undefined, 'id'],
    [undefined, 'en-US,en;q=0.9,id;q=0.8', 'en'],
    [undefined, 'id-ID,id;q=0.9,en-US;q=0.8,en;q=0.7', 'id'],
    [undefined, 'en;q=0.5, id;q=0.5', 'id'],
    [undefined, 'en; q=0.4, id; q=0.6', 'id'],
    [undefined, 'de, en;q=0', 'id'],
    [undefined, 'zh-CN, *;q=0.5', 'id'],
    [undefined, 'EN', 'en'],
    [undefined, 'en;q=nonsense', 'id'],
  ])('asked %j, browser %j: %s', (asked, accepts, language) => expect(languageOf(asked, accepts)).toBe(language));
});

describe('a day and a time', () => {
  it.each<[string, Language, string]>([
    ['2027-03-10', 'id', '10 Maret 2027'],
    ['2027-03-10', 'en', '10 March 2027'],
    ['2026-12-01', 'id', '1 Desember 2026'],
    ['no day', 'id', 'no day'],
  ])('%s in %s is %s', (day, language, text) => expect(dayInWords(day, language)).toBe(text));

  it.each<[string | Date, Language, string]>([
    ['2027-03-10T16:59:59.999Z', 'id', '10 Maret 2027 23.59 WIB'],
    ['2027-03-10T17:00:00.000Z', 'en', '11 March 2027 00:00 WIB'],
    [new Date('2026-12-31T20:05:00Z'), 'id', '1 Januari 2027 03.05 WIB'],
  ])('%s in %s is %s', (instant, language, text) => expect(timeInWords(instant, language)).toBe(text));
});
