/** What a zone is made of. */
interface Zone {
  readonly state: string;
  readonly number: string;
  /** YYMMDD */
  readonly born: string;
  readonly expires: string;
}

/** Written once more, from ICAO Doc 9303 part 3: the tests must not believe what they test. */
function digitOf(field: string): string {
  let sum = 0;
  for (let at = 0; at < field.length; at++) {
    const code = field.charCodeAt(at);
    const value = field[at] === '<' ? 0 : code < 65 ? code - 48 : code - 55;
    sum += value * [7, 3, 1][at % 3]!;
  }
  return String(sum % 10);
}

const checked = (field: string): string => field + digitOf(field);

/** The zone of a passport (TD3) of somebody called as all in these tests. */
export function zoneOf({ state, number, born, expires }: Zone): [string, string] {
  const filled = state.padEnd(3, '<');
  const [one, two, three] = [checked(number.padEnd(9, '<')), checked(born), `${checked(expires)}${'<'.repeat(15)}`];
  return [`P<${filled}ZYXWANTO<<SAMPLE`.padEnd(44, '<'), `${one}${filled}${two}F${three}${digitOf(one + two + three)}`];
}
