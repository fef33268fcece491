import { checkDigitOf, dayIn, stateCodeOf, type Century } from './mrz-fields.js';

/** What the machine readable zone of a travel document says (ICAO Doc 9303 parts 4 to 6). */
export interface MrzReading {
  readonly format: 'TD1' | 'TD2' | 'TD3';
  /** `P`, `PD`, `I`, `AC`, ... */
  readonly documentCode: string;
  readonly issuingState: string;
  /** As printed: `D` for DEU. */
  readonly rawStateCode: string;
  readonly documentNumber: string;
  readonly nationality: string;
  /** Null when a part of it is not known (`<<`), or it is no day. */
  readonly birthDate: string | null;
  /** Last valid day; null when it is no day. */
  readonly expiresOn: string | null;
  readonly sex: 'M' | 'F' | 'X';
  readonly surname: string;
  readonly givenNames: string;
  /** The names fill their field to its end, so that more may have been cut off. */
  readonly namesMayBeCut: boolean;
  /** Whose check digit does not fit; all of them fit when it is empty. */
  readonly failed: readonly MrzCheck[];
}
export type MrzCheck = 'documentNumber' | 'birthDate' | 'expiresOn' | 'optional' | 'composite';

/** Where a field stands, counted from 0: line, first position, length. */
type Place = readonly [line: number, from: number, length: number];
interface Layout {
  readonly format: MrzReading['format'];
  readonly lines: number;
  readonly width: number;
  readonly names: Place;
  readonly number: Place;
  readonly nationality: Place;
  readonly birth: Place;
  readonly sex: Place;
  readonly expiry: Place;
  /** Where a number that is too long goes on. */
  readonly optional: Place;
  /** A passport's personal number has a check digit of its own behind it. */
  readonly optionalIsChecked: boolean;
  readonly composite: readonly Place[];
  readonly compositeDigit: Place;
}

const layouts: readonly Layout[] = [
  {
    ...{ format: 'TD3', lines: 2, width: 44, names: [0, 5, 39], number: [1, 0, 9], nationality: [1, 10, 3], birth: [1, 13, 6] },
    ...{ sex: [1, 20, 1], expiry: [1, 21, 6], optional: [1, 28, 14], optionalIsChecked: true, compositeDigit: [1, 43, 1] },
    ...{
      composite: [
        [1, 0, 10],
        [1, 13, 7],
        [1, 21, 22],
      ],
    },
  },
  {
    ...{ format: 'TD2', lines: 2, width: 36, names: [0, 5, 31], number: [1, 0, 9], nationality: [1, 10, 3], birth: [1, 13, 6] },
    ...{ sex: [1, 20, 1], expiry: [1, 21, 6], optional: [1, 28, 7], optionalIsChecked: false, compositeDigit: [1, 35, 1] },
    ...{
      composite: [
        [1, 0, 10],
        [1, 13, 7],
        [1, 21, 14],
      ],
    },
  },
  {
    ...{ format: 'TD1', lines: 3, width: 30, names: [2, 0, 30], number: [0, 5, 9], nationality: [1, 15, 3], birth: [1, 0, 6] },
    ...{ sex: [1, 7, 1], expiry: [1, 8, 6], optional: [0, 15, 15], optionalIsChecked: false, compositeDigit: [1, 29, 1] },
    ...{
      composite: [
        [0, 5, 25],
        [1, 0, 7],
        [1, 8, 7],
        [1, 18, 11],
      ],
    },
  },
];

type Read = (place: Place) => string;

const documentCode: Place = [0, 0, 2];
const issuingState: Place = [0, 2, 3];
const filled = (text: string): string => text.replace(/<+$/, '');

/**
 * Reads the lines of a zone; blanks and case do not matter. Visas have the widths of passports and are none: they begin with V.
 * @returns null when these are not the lines of a travel document
 */
export function readMrz(typed: readonly string[], today: string): MrzReading | null {
  const lines = typed.map((line) => line.replace(/ /g, '').toUpperCase());
  const layout = layouts.find((each) => each.lines === lines.length && lines.every((line) => line.length === each.width));
  if (!layout || !lines.every((line) => /^[A-Z0-9<]+$/.test(line)) || !/^[A-UW-Z]/.test(lines[0] ?? '')) return null;
  const read: Read = ([line, from, length]) => lines[line]?.slice(from, from + length) ?? '';
  const number = numberIn(layout, read);
  const day = (place: Place, century: Century): string | null => dayIn(read(place), century, today);
  const [birthDate, expiresOn] = [day(layout.birth, 'past'), day(layout.expiry, 'nearest')];
  return {
    format: layout.format,
    documentCode: filled(read(documentCode)),
    ...stateIn(read),
    documentNumber: number.value,
    nationality: stateCodeOf(filled(read(layout.nationality))),
    ...{ birthDate, expiresOn, sex: sexOf(read(layout.sex)) },
    ...namesIn(read(layout.names)),
    failed: failedIn(layout, read, number.isRight),
  };
}

function stateIn(read: Read): Pick<MrzReading, 'issuingState' | 'rawStateCode'> {
  const rawStateCode = filled(read(issuingState));
  return { issuingState: stateCodeOf(rawStateCode), rawStateCode };
}

const sexOf = (sign: string): MrzReading['sex'] => (sign === 'M' || sign === 'F' ? sign : 'X');

/** A number of more than nine characters has a filler for its check digit and goes on in the optional field, its digit behind it (part 5, 4.2.2). */
function numberIn({ number, optional, optionalIsChecked }: Layout, read: Read): { value: string; isRight: boolean } {
  const [line, from, length] = number;
  const [first, digit] = [read(number), read([line, from + length, 1])];
  const [rest = ''] = read(optional).split('<');
  if (digit !== '<' || optionalIsChecked || rest.length < 2) return { value: filled(first), isRight: digit === checkDigitOf(first) };
  const whole = first + rest.slice(0, -1);
  return { value: whole, isRight: rest.slice(-1) === checkDigitOf(whole) };
}

function failedIn(layout: Layout, read: Read, numberIsRight: boolean): readonly MrzCheck[] {
  const fits = (place: Place): boolean => read([place[0], place[1] + place[2], 1]) === checkDigitOf(read(place));
  const { optional, optionalIsChecked, composite, compositeDigit } = layout;
  const checks: Readonly<Record<MrzCheck, boolean>> = {
    documentNumber: numberIsRight,
    birthDate: fits(layout.birth),
    expiresOn: fits(layout.expiry),
    // An empty personal number may have a filler for its digit (part 4, 4.2.2).
    optional:
      !optionalIsChecked || fits(optional) || (filled(read(optional)) === '' && read([optional[0], optional[1] + optional[2], 1]) === '<'),
    composite: read(compositeDigit) === checkDigitOf(composite.map(read).join('')),
  };
  return (Object.keys(checks) as MrzCheck[]).filter((name) => !checks[name]);
}

function namesIn(field: string): Pick<MrzReading, 'surname' | 'givenNames' | 'namesMayBeCut'> {
  const [surname = '', ...given] = filled(field).split('<<');
  const spaced = (part: string): string => part.replace(/<+/g, ' ').trim();
  return { surname: spaced(surname), givenNames: spaced(given.join('<')), namesMayBeCut: !field.endsWith('<') };
}
