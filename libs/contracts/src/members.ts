const founding = ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'] as const;

/** The agencies of the first regency, whose services are in this repository, in the order of their ports. */
export const agencies = [...founding, 'dpmptsp'] as const;
export type Agency = (typeof agencies)[number];

/** Those with whom an exchange begins; the others are admitted while it runs. */
export const founders: readonly Agency[] = founding;

/** Everyone who may be named in these contracts. */
export const members: readonly Agency[] = [...agencies];

/** The members by name. An agency outside this repository adds its own by augmenting this interface. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- a type alias could not be augmented
export interface Members extends Record<Agency, true> {}
export type Member = keyof Members & string;

export const purposes = [
  'P0-DATA-DUTIES',
  'P1-SUPERVISION',
  'P2-CIVIL-REG',
  'P3-LABOUR',
  'P4-PUBLIC-SAFETY',
  'P5-EDUCATION',
  'P6-HEALTH',
  'P7-RELIGION',
  'P8-INVEST-SERVICE',
  'P9-STATISTICS',
] as const;

/** Why a member may know a kind of fact. */
export type Purpose = (typeof purposes)[number];

/** Every member may know a kind, for this purpose. */
export const allFor = (purpose: Purpose): Readonly<Record<(typeof members)[number], Purpose>> =>
  Object.fromEntries(members.map((member) => [member, purpose])) as Record<(typeof members)[number], Purpose>;

/** The legal basis of each purpose, written into the access log at each reading. */
export const legalBasis: Readonly<Record<Purpose, string>> = {
  'P0-DATA-DUTIES': 'UU 27/2022 arts 31-33, 41-44',
  'P1-SUPERVISION': 'UU 6/2011 arts 66-72; Permenimipas 2/2025 art. 53',
  'P2-CIVIL-REG': 'UU 23/2006; UU 24/2013',
  'P3-LABOUR': 'PP 34/2021',
  'P4-PUBLIC-SAFETY': 'Perpol 3/2025',
  'P5-EDUCATION': 'UU 27/2022 art. 20(2)(c)(e)',
  'P6-HEALTH': 'UU 27/2022 art. 20(2)(c)(e); PP 28/2024',
  'P7-RELIGION': 'UU 27/2022 art. 20(2)(c)(e); PMA 3/2023',
  'P8-INVEST-SERVICE': 'UU 25/2009 (public service)',
  'P9-STATISTICS': 'UU 27/2022 art. 15(1)(e); Perpres 39/2019',
};

/** The purpose for which a member reads the facts that it owns itself. */
export const sectorPurpose: Readonly<Record<Agency, Purpose>> = {
  imigrasi: 'P1-SUPERVISION',
  dukcapil: 'P2-CIVIL-REG',
  disnaker: 'P3-LABOUR',
  polres: 'P4-PUBLIC-SAFETY',
  kesbangpol: 'P1-SUPERVISION',
  disdik: 'P5-EDUCATION',
  dinkes: 'P6-HEALTH',
  kemenag: 'P7-RELIGION',
  dpmptsp: 'P8-INVEST-SERVICE',
};
