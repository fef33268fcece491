import { randomBytes } from 'node:crypto';

/** A synthetic resident. Nobody of this name and day exists here; names are put together from common parts. */
export interface SampleResident {
  readonly number: number;
  readonly fullName: string;
  readonly nameInOwnScript?: string;
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
  readonly nationality: string;
  readonly district: string;
  readonly village: string;
  readonly work: 'FACTORY' | 'INVESTOR' | 'TEACHER' | 'HEALTH' | 'RELIGION' | 'RESEARCH' | 'SPOUSE';
}

/** Given and family names by nationality; the third part is the own script, where it is not Latin. */
const names: readonly (readonly [string, readonly string[], readonly string[], readonly (readonly [string, string])[]])[] = [
  [
    'CHN',
    ['Wei', 'Jun', 'Li Na', 'Fang', 'Ming', 'Hui'],
    ['Zhang', 'Wang', 'Chen', 'Liu'],
    [
      ['Wei', '伟'],
      ['Jun', '军'],
      ['Li Na', '丽娜'],
      ['Fang', '芳'],
      ['Ming', '明'],
      ['Hui', '慧'],
      ['Zhang', '张'],
      ['Wang', '王'],
      ['Chen', '陈'],
      ['Liu', '刘'],
    ],
  ],
  [
    'KOR',
    ['Min-jun', 'Seo-yeon', 'Ji-hoon', 'Ha-eun'],
    ['Kim', 'Lee', 'Park'],
    [
      ['Min-jun', '민준'],
      ['Seo-yeon', '서연'],
      ['Ji-hoon', '지훈'],
      ['Ha-eun', '하은'],
      ['Kim', '김'],
      ['Lee', '이'],
      ['Park', '박'],
    ],
  ],
  [
    'JPN',
    ['Haruto', 'Yui', 'Sota'],
    ['Sato', 'Suzuki'],
    [
      ['Haruto', '陽翔'],
      ['Yui', '結衣'],
      ['Sota', '颯太'],
      ['Sato', '佐藤'],
      ['Suzuki', '鈴木'],
    ],
  ],
  [
    'YEM',
    ['Ahmad', 'Fatimah', 'Salim'],
    ['Al-Harazi', 'Ba Wazir'],
    [
      ['Ahmad', 'أحمد'],
      ['Fatimah', 'فاطمة'],
      ['Salim', 'سالم'],
      ['Al-Harazi', 'الحرازي'],
      ['Ba Wazir', 'باوزير'],
    ],
  ],
  [
    'IND',
    ['Arjun', 'Priya'],
    ['Nair', 'Rao'],
    [
      ['Arjun', 'अर्जुन'],
      ['Priya', 'प्रिया'],
      ['Nair', 'नायर'],
      ['Rao', 'राव'],
    ],
  ],
  ['NLD', ['Joost', 'Zoë'], ['van der Meer', 'Brouwer'], []],
  ['VNM', ['Đức', 'Hương'], ['Nguyễn', 'Trần'], []],
  [
    'MMR',
    ['Thuzar', 'Kyaw'],
    [''],
    [
      ['Thuzar', 'သူဇာ'],
      ['Kyaw', 'ကျော်'],
    ],
  ],
];

/** Home villages in the districts with industry, and where it is (districts of the regency and of Kota Cilegon). */
const homes = ['36.04.05.2001', '36.04.05.2002', '36.04.07.2001', '36.04.15.2001', '36.04.15.2002', '36.04.12.2001', '36.04.30.2001'];
const works: readonly SampleResident['work'][] = [
  'FACTORY',
  'FACTORY',
  'FACTORY',
  'FACTORY',
  'INVESTOR',
  'FACTORY',
  'TEACHER',
  'FACTORY',
  'HEALTH',
  'RELIGION',
  'FACTORY',
  'RESEARCH',
  'SPOUSE',
  'FACTORY',
];

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const two = (number: number): string => String(number).padStart(2, '0');

/** The same residents at every start: the sample is a function of its number. */
export function sampleResidents(count: number, villages: (home: string) => boolean): readonly SampleResident[] {
  const known = homes.filter(villages);
  return Array.from({ length: count }, (_, index): SampleResident => {
    const [nationality, given, family, script] = at(names, index * 7 + Math.floor(index / 8));
    const first = at(given, Math.floor(index / 8) + index);
    const last = at(family, Math.floor(index / 16) + index);
    const own = new Map(script);
    const village = at(known, index * 3 + 1);
    const isEastAsian = ['CHN', 'KOR', 'JPN'].includes(nationality);
    const native =
      own.size === 0
        ? undefined
        : isEastAsian
          ? `${own.get(last) ?? ''}${own.get(first) ?? ''}`
          : [own.get(first), own.get(last)].filter(Boolean).join(' ');
    return {
      number: index + 1,
      fullName: [first, last].filter(Boolean).join(' '),
      ...(native && { nameInOwnScript: native }),
      birthDate: `${1962 + ((index * 5) % 40)}-${two(1 + (index % 12))}-${two(1 + ((index * 11) % 28))}`,
      sex: index % 5 === 2 ? 'F' : 'M',
      nationality,
      district: village.slice(0, 8),
      village,
      work: at(works, index),
    };
  });
}

/** A part of an idempotency key that differs at every run. */
export const runMark = (): string => randomBytes(6).toString('base64url');
