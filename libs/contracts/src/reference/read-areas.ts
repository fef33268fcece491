import type { DatedList, Entry } from './dated-list.js';

export interface Area extends Entry {
  /** The regency or city, absent for `outside`. */
  readonly regency?: string;
}

export interface Village extends Entry {
  readonly district: string;
}

type Origin = Omit<DatedList, 'entries'>;

const linesOf = (text: string): readonly string[] => text.trim().split('\n');

function named(text: string): { code: string; name: string } {
  const space = text.indexOf(' ');
  return { code: text.slice(0, space), name: text.slice(space + 1) };
}

const titleCase = (name: string): string => name.toLowerCase().replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** Reads the compact form of the generated area file: a line per regency, a line per district with its villages behind the colon. */
export function readAreas(
  regencies: string,
  districtLines: string,
  origin: Origin,
): { districts: DatedList<Area>; villages: DatedList<Village> } {
  const names = new Map(linesOf(regencies).map((line) => [named(line).code, titleCase(named(line).name)]));
  const parsed = linesOf(districtLines).map((line) => {
    const [head = '', tail] = line.split(': ');
    const district = named(head);
    const villages = (tail?.split(', ') ?? []).map((text) => ({
      code: `${district.code}.${named(text).code}`,
      name: named(text).name,
      district: district.code,
    }));
    return { ...district, regency: names.get(district.code.slice(0, 5)) ?? '', villages };
  });
  const outside: Area = { code: 'outside', name: 'Outside these areas', nameId: 'Di luar wilayah ini' };
  return {
    districts: { ...origin, entries: [...parsed.map(({ villages: _villages, ...district }) => district), outside] },
    villages: { ...origin, entries: parsed.flatMap(({ villages }) => villages) },
  };
}
