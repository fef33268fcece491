import { readMrz, type MrzCheck } from './mrz.js';
import { checkDigitOf, dayIn } from './mrz-fields.js';

const today = '2026-06-15';

/** The specimens that ICAO Doc 9303 prints, parts 4, 6 and 5; the last two with a number of more than nine characters. */
const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const td2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];
const td1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const longTd2 = ['I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<', 'D23145890<UTO3407127M95071227349<<<8'];
const longTd1 = ['I<UTOD23145890<7349<<<<<<<<<<<', '3407127M9507122UTO<<<<<<<<<<<2', 'STEVENSON<<PETER<JOHN<<<<<<<<<'];

const anna = { issuingState: 'UTO', rawStateCode: 'UTO', nationality: 'UTO', birthDate: '1974-08-12', sex: 'F', expiresOn: '2012-04-15' };
const eriksson = { surname: 'ERIKSSON', givenNames: 'ANNA MARIA', namesMayBeCut: false };
const peter = { documentCode: 'I', documentNumber: 'D23145890734', birthDate: '1934-07-12', expiresOn: '1995-07-12', sex: 'M' };

describe('the published specimens', () => {
  it.each([
    ['of a passport', passport, { format: 'TD3', documentCode: 'P', documentNumber: 'L898902C3', ...anna, ...eriksson }],
    ['of TD2', td2, { format: 'TD2', documentCode: 'I', documentNumber: 'D23145890', ...anna, ...eriksson }],
    ['of TD1', td1, { format: 'TD1', documentCode: 'I', documentNumber: 'D23145890', ...anna, ...eriksson }],
    ['of TD2 with a long number', longTd2, { format: 'TD2', ...peter }],
    ['of TD1 with a long number', longTd1, { format: 'TD1', ...peter }],
  ])('%s are read, and all check digits fit', (_, lines, said) => {
    expect(readMrz(lines, today)).toMatchObject({ ...said, failed: [] });
  });

  it('have the check digits that are printed: 6, 2, 9, 1', () => {
    expect(['L898902C3', '740812', '120415', 'ZE184226B<<<<<'].map(checkDigitOf)).toEqual(['6', '2', '9', '1']);
  });
});

describe('a zone', () => {
  const changed = (line: number, at: number, sign: string, lines = passport): string[] =>
    lines.map((text, which) => (which === line ? text.slice(0, at) + sign + text.slice(at + sign.length) : text));

  it('may be typed in small letters and with blanks', () => {
    expect(readMrz([passport[0]!.toLowerCase(), ` ${passport[1]!.replace(/.{11}/g, '$& ')}`], today)?.failed).toEqual([]);
  });

  it.each<[string, string[], MrzCheck[]]>([
    ['in the number', changed(1, 0, 'M'), ['documentNumber', 'composite']],
    ['in the birth date', changed(1, 18, '1'), ['birthDate', 'composite']],
    ['in the last day', changed(1, 26, '6'), ['expiresOn', 'composite']],
    ['in the personal number', changed(1, 28, 'Y'), ['optional', 'composite']],
    ['in the composite digit', changed(1, 43, '1'), ['composite']],
    ['in the number of TD2', changed(1, 0, 'E', td2), ['documentNumber', 'composite']],
    ['in the birth date of TD1', changed(1, 0, '8', td1), ['birthDate', 'composite']],
    ['in the tail of a long number', changed(1, 28, '8', longTd2), ['documentNumber', 'composite']],
  ])('with one wrong sign %s says so', (_, lines, failed) => {
    expect(readMrz(lines, today)?.failed).toEqual(failed);
  });

  it('does not check nationality, sex and names: they have no digits', () => {
    expect(readMrz(changed(0, 5, 'X'), today)?.failed).toEqual([]);
    expect(readMrz(changed(1, 10, 'KOR'), today)?.failed).toEqual([]);
  });

  it('may have a filler for the digit of an empty personal number, or a 0', () => {
    const empty = (digit: string): string[] => {
      const body = `L898902C36UTO7408122F1204159<<<<<<<<<<<<<<${digit}`;
      return [passport[0]!, body + checkDigitOf(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43))];
    };
    expect([readMrz(empty('<'), today)?.failed, readMrz(empty('0'), today)?.failed]).toEqual([[], []]);
  });

  it('of Germany has one letter, kept beside the code of three', () => {
    expect(readMrz(changed(1, 10, 'D<<', changed(0, 2, 'D<<')), today)).toMatchObject({
      issuingState: 'DEU',
      rawStateCode: 'D',
      nationality: 'DEU',
    });
  });

  it.each([
    ['P<UTO' + 'A'.repeat(39), 'A'.repeat(39), '', true],
    ['P<UTO' + 'NGUYEN<<THI<' + 'B'.repeat(27), 'NGUYEN', `THI ${'B'.repeat(27)}`, true],
    ['P<UTOSUKARNO'.padEnd(44, '<'), 'SUKARNO', '', false],
    ['P<UTODE<LA<CRUZ<<MARIA<DEL<PILAR'.padEnd(44, '<'), 'DE LA CRUZ', 'MARIA DEL PILAR', false],
  ])('with the names %s', (first, surname, givenNames, namesMayBeCut) => {
    expect(readMrz([first, passport[1]!], today)).toMatchObject({ surname, givenNames, namesMayBeCut });
  });

  it('of a birth whose month or day nobody knows gives no birth date, and checks', () => {
    const birth = '74<<<<';
    const body = `L898902C36UTO${birth}${checkDigitOf(birth)}F1204159ZE184226B<<<<<1`;
    const lines = [passport[0]!, body + checkDigitOf(body.slice(0, 10) + body.slice(13, 20) + body.slice(21, 43))];
    expect(readMrz(lines, today)).toMatchObject({ birthDate: null, failed: [] });
  });

  it.each([
    ['nothing', []],
    ['one line', [passport[0]!]],
    ['a line that is too short', [passport[0]!, passport[1]!.slice(1)]],
    ['lines of two formats', [passport[0]!, td2[1]!]],
    ['other signs', changed(1, 3, '*')],
    ['a visa, which is as wide as a passport', changed(0, 0, 'V')],
    ['lines in the wrong order', [...passport].reverse().map((line) => line.replace(/^L/, '<'))],
  ])('is not %s', (_, lines) => expect(readMrz(lines, today)).toBeNull());
});

describe('a year of two digits', () => {
  it.each([
    ['260615', 'past', '2026-06-15'],
    ['260616', 'past', '1926-06-16'],
    ['000229', 'past', '2000-02-29'],
    ['270101', 'past', '1927-01-01'],
    ['990101', 'past', '1999-01-01'],
    ['260615', 'nearest', '2026-06-15'],
    ['360614', 'nearest', '2036-06-14'],
    ['120415', 'nearest', '2012-04-15'],
    ['990101', 'nearest', '1999-01-01'],
    ['750101', 'nearest', '2075-01-01'],
    ['260230', 'nearest', null],
    ['261301', 'nearest', null],
    ['<<<<<<', 'nearest', null],
  ] as const)('%s, %s: %s', (digits, century, day) => expect(dayIn(digits, century, today)).toBe(day));
});
