/**
 * Proportions of the synthetic population, from what was published about Kabupaten Serang. They are press reports of requests and permits, not a register:
 * they shape the sample and prove nothing. Counts of different measures are never added.
 */

export type Shares<T extends string> = readonly (readonly [T, number])[];

/** Requests for residence papers in January and February 2025, by nationality (radarbanten.co.id, 18 March 2025); the small ones share what it calls other. */
export const nationalities: Shares<string> = [
  ['CHN', 227],
  ['KOR', 159],
  ['TWN', 48],
  ['JPN', 11],
  ['IND', 9],
  ['VNM', 5],
  ['MMR', 4],
  ['YEM', 4],
  ['NLD', 4],
];

/** The same requests by sex (radarbanten.co.id, bagusnews.co, March 2025). */
export const sexes: Shares<'M' | 'F'> = [
  ['M', 407],
  ['F', 64],
];

/** The same requests by district: Kramatwatu, Kibin, Cikande; the others share 137, and 16 districts have nobody. */
export const districts: Shares<string> = [
  ['36.04.05', 159],
  ['36.04.16', 126],
  ['36.04.15', 49],
  ['36.04.07', 34],
  ['36.04.11', 28],
  ['36.04.08', 21],
  ['36.04.26', 18],
  ['36.04.30', 14],
  ['36.04.12', 12],
  ['36.04.31', 10],
];

/** Of limited and permanent permits, as counted in a comparable regency, Karawang (March 2022): 850 and 48. */
export const permitTypes: Shares<'LIMITED' | 'PERMANENT'> = [
  ['LIMITED', 850],
  ['PERMANENT', 48],
];

/** Why people are here; most work in industry. Our own shares: nothing was published. */
export const reasons: Shares<'INDUSTRY' | 'DIRECTOR' | 'TEACHER' | 'HEALTH' | 'RELIGION' | 'RESEARCH' | 'SPOUSE' | 'STUDENT'> = [
  ['INDUSTRY', 800],
  ['DIRECTOR', 70],
  ['SPOUSE', 60],
  ['TEACHER', 28],
  ['STUDENT', 16],
  ['RESEARCH', 10],
  ['HEALTH', 8],
  ['RELIGION', 8],
];

/** Levels of foreign workers in Indonesia, November 2022 (databoks.katadata.co.id): professional 48.4 %, consultant 21.3 %, manager 20.9 %. */
export const positions: Shares<string> = [
  ['ENGINEER', 280],
  ['TECHNICIAN', 204],
  ['QUALITY_CONTROLLER', 113],
  ['PRODUCTION_SUPERVISOR', 100],
  ['PLANT_MANAGER', 120],
  ['GENERAL_MANAGER', 89],
  ['TRANSLATOR', 40],
];

/** Where those who live in a district work: many who live in Kramatwatu work in Kota Cilegon (satelitnews.com, 2021; bantenekspres.co.id, 7 January 2025). */
export const workDistricts: Readonly<Record<string, Shares<string>>> = {
  '36.04.05': [
    ['36.72.01', 60],
    ['36.72.02', 20],
    ['36.04.05', 20],
  ],
  '36.04.30': [
    ['36.72.01', 70],
    ['36.04.30', 30],
  ],
};

/**
 * How many reside at the end of a year, in hundredths of today: about 1,000 at the end of 2020, some 1,400 in March 2021 (satelitnews.com, 2021), then
 * 1,714 and 2,085 requests for papers in 2023 and 2024 (radarbanten.co.id). The fall of 2020 and 2021 is that of the pandemic.
 */
export const residing: readonly (readonly [year: number, hundredths: number])[] = [
  [2019, 95],
  [2020, 50],
  [2021, 58],
  [2022, 74],
  [2023, 82],
  [2024, 100],
  [2025, 100],
  [2026, 100],
];
