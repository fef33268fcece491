import { addDays, addYears } from '@timpora/contracts';

import { between, chance, drawn, oneOf } from './chance.js';
import { nameParts } from './names.js';
import { districts, nationalities, permitTypes, positions, reasons, residing, sexes, workDistricts } from './proportions.js';

/** A synthetic resident of the last years. No real person or company is meant: names are put together from common parts, companies are numbers. */
export interface Person {
  readonly number: number;
  readonly fullName: string;
  readonly nameInOwnScript?: string;
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
  readonly nationality: string;
  readonly passport: { readonly documentNumber: string; readonly issuedOn: string; readonly expiresOn: string };
  readonly reason: (typeof reasons)[number][0];
  readonly arrivedOn: string;
  /** The day on which the person left for good, of those who did. */
  readonly leftOn?: string;
  readonly permit: Permit;
  readonly home: { readonly district: string; readonly village: string; readonly movedOn: string; readonly reportedOn: string };
  readonly registeredOn: string;
  /** Absent: the person never asked for a residence paper. */
  readonly paper?: { readonly issuedOn: string; readonly validTo: string };
  readonly work?: {
    readonly organisationKey: string;
    readonly positionCode: string;
    readonly district: string;
    readonly startedOn: string;
    readonly reportedOn: string;
    readonly hasPlan: boolean;
  };
}

export interface Permit {
  readonly type: 'LIMITED' | 'PERMANENT';
  readonly issuedOn: string;
  readonly validTo: string;
  /** Extensions that were granted in time, oldest first. */
  readonly extensions: readonly { readonly extendedOn: string; readonly validTo: string }[];
}

/** Few, as in life: something is overdue or missing, and an officer should look kindly. */
const shareOverdue = 0.008;
const shareWithoutPaper = 0.006;
const shareWithoutPlan = 0.008;
/** The first day of the story: before most left in 2020. */
const since = '2020-01-01';

/**
 * The people who resided at some time since 2020.
 * @param today the legal day on which the sample is made; all days are counted from it
 */
export function population(
  size: number,
  { today, villages }: { today: string; villages: (district: string) => readonly string[] },
): readonly Person[] {
  return stays(size, today).map((stay, at) => person(at + 1, stay, { today, villages }));
}

interface Stay {
  readonly arrivedOn: string;
  readonly leftOn?: string;
}

/** Arrivals and departures, month by month, so that as many reside at each time as was published; whoever is longest here leaves first. */
function stays(size: number, today: string): readonly Stay[] {
  const made: { arrivedOn: string; leftOn?: string }[] = [];
  const present: { arrivedOn: string; leftOn?: string }[] = [];
  const weight = arrivalsFor(1_000, today);
  const scale = (size / weight) * 1_000;
  for (const day of monthsUntil(today)) {
    const wanted = Math.round((stockOn(day) * scale) / 100);
    const leaving = Math.max(present.length - wanted, Math.floor(present.length * monthlyDepartures));
    for (let gone = 0; gone < leaving; gone++) {
      const stay = present.shift();
      if (stay) stay.leftOn = addDays(day, between(`leave-${made.length}-${gone}`, 0, 20));
    }
    while (present.length < wanted && made.length < size) {
      const stay = { arrivedOn: addDays(day, between(`arrive-${made.length}`, 0, 27)) };
      made.push(stay);
      present.push(stay);
    }
  }
  return made
    .map((stay) => (stay.leftOn !== undefined && stay.leftOn > today ? { arrivedOn: stay.arrivedOn } : stay))
    .filter(({ arrivedOn }) => arrivedOn < today);
}

/** Of a hundred residents, as many leave in a month; people stay for some three years. */
const monthlyDepartures = 0.012;

/** How many arrive if so many reside today. */
function arrivalsFor(residents: number, today: string): number {
  let present = 0;
  let arrived = 0;
  for (const day of monthsUntil(today)) {
    const wanted = Math.round((stockOn(day) * residents) / 100);
    present = Math.min(present - Math.floor(present * monthlyDepartures), wanted);
    arrived += wanted - present;
    present = wanted;
  }
  return arrived;
}

/** The first day of each month up to a day. */
function monthsUntil(today: string): readonly string[] {
  const count = (Number(today.slice(0, 4)) - Number(since.slice(0, 4))) * 12 + Number(today.slice(5, 7));
  return Array.from({ length: count }, (_, at) => `${Number(since.slice(0, 4)) + Math.floor(at / 12)}-${two((at % 12) + 1)}-01`);
}

/** Residents in hundredths of today, between the ends of two years. */
function stockOn(day: string): number {
  const year = Number(day.slice(0, 4));
  const stock = (of: number): number => residing.findLast(([known]) => known <= of)?.[1] ?? residing[0]?.[1] ?? 100;
  const passed = (Number(day.slice(5, 7)) - 1) / 12;
  return stock(year - 1) + (stock(year) - stock(year - 1)) * passed;
}

const two = (number: number): string => String(number).padStart(2, '0');

function person(
  number: number,
  stay: Stay,
  { today, villages }: { today: string; villages: (district: string) => readonly string[] },
): Person {
  const { arrivedOn } = stay;
  const about = (what: string): string => `${number}/${what}`;
  const nationality = drawn(about('nationality'), nationalities);
  const reason = drawn(about('reason'), reasons);
  const district = drawn(about('district'), districts);
  const registeredOn = earlier(addDays(arrivedOn, between(about('registered'), 3, 13)), today);
  const permit = permitOf(number, { ...stay, today, reason });
  return {
    ...{ number, ...nameOf(number, nationality), nationality, reason, ...stay, registeredOn, permit },
    birthDate: birthDateOf(number, reason, arrivedOn),
    sex: reason === 'SPOUSE' ? 'F' : drawn(about('sex'), sexes),
    passport: passportOf(number, arrivedOn),
    home: { district, village: oneOf(about('village'), villages(district)), movedOn: arrivedOn, reportedOn: registeredOn },
    ...(chance(about('paper')) >= shareWithoutPaper && { paper: { issuedOn: registeredOn, validTo: lastDayOf(permit) } }),
    ...workOf(number, { reason, district, arrivedOn, today }),
  };
}

/** The last lawful day, after all extensions. */
export const lastDayOf = ({ validTo, extensions }: Pick<Permit, 'validTo' | 'extensions'>): string => extensions.at(-1)?.validTo ?? validTo;

function passportOf(number: number, arrivedOn: string): Person['passport'] {
  const issuedOn = addDays(arrivedOn, -between(`${number}/passport`, 60, 1_500));
  return { documentNumber: `X${String(10_000_000 + number)}`, issuedOn, expiresOn: addDays(addYears(issuedOn, 10), -1) };
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

function nameOf(number: number, nationality: string): Pick<Person, 'fullName' | 'nameInOwnScript'> {
  const parts = nameParts[nationality];
  if (!parts) throw new Error(`no names for ${nationality}`);
  const given = oneOf(`${number}/given`, parts.given);
  const family = parts.family.length > 0 ? oneOf(`${number}/family`, parts.family) : null;
  const inOrder = parts.order === 'family-given' ? [family, given] : [given, family];
  const own = inOrder.flatMap((part) => part?.[1] ?? []).join(parts.order === 'family-given' ? '' : ' ');
  return { fullName: inOrder.flatMap((part) => part?.[0] ?? []).join(' '), ...(own && { nameInOwnScript: own }) };
}

function birthDateOf(number: number, reason: Person['reason'], arrivedOn: string): string {
  const age = reason === 'STUDENT' ? between(`${number}/age`, 19, 24) : between(`${number}/age`, 24, 58);
  return addDays(addYears(arrivedOn, -age), -between(`${number}/birthday`, 1, 360));
}

/** Days before the end in which an extension is asked for at the latest. */
const window = 20;

/** Some years at a time, extended before the end as long as the person stays; of few the last extension is missing. */
function permitOf(number: number, { arrivedOn, leftOn, today, reason }: Stay & { today: string; reason: Person['reason'] }): Permit {
  const type = drawn(`${number}/permit`, permitTypes);
  const years = type === 'PERMANENT' ? 5 : reason === 'DIRECTOR' ? 2 : between(`${number}/years`, 1, 2);
  const isOverdue = leftOn === undefined && chance(`${number}/overdue`) < shareOverdue;
  const validTo = addDays(addYears(arrivedOn, years), -1);
  const needed = extensionsUntil(leftOn ?? addDays(today, window), { validTo, years, number });
  return { type, issuedOn: arrivedOn, validTo, extensions: isOverdue ? needed.slice(0, -1) : needed };
}

function extensionsUntil(
  day: string,
  { validTo, years, number }: { validTo: string; years: number; number: number },
): Permit['extensions'] {
  const extensions: Permit['extensions'][number][] = [];
  for (let end = validTo; end < day; end = addYears(end, years))
    extensions.push({
      extendedOn: addDays(end, -between(`${number}/extension-${extensions.length}`, window + 1, 60)),
      validTo: addYears(end, years),
    });
  return extensions;
}

/** Companies by district; a large one stands out in each. */
const companiesADistrict = 9;

function workOf(
  number: number,
  { reason, district, arrivedOn, today }: { reason: Person['reason']; district: string; arrivedOn: string; today: string },
): Pick<Person, 'work'> {
  const positionCode = reason === 'INDUSTRY' ? drawn(`${number}/position`, positions) : reason === 'DIRECTOR' ? 'DIRECTOR' : null;
  if (positionCode === null) return {};
  const place = drawn(`${number}/work`, workDistricts[district] ?? [[district, 1]]);
  // The square makes the first company of a district the largest.
  const company = Math.floor(chance(`${number}/company`) ** 2 * companiesADistrict);
  const startedOn = earlier(addDays(arrivedOn, between(`${number}/start`, 1, 10)), today);
  return {
    work: {
      organisationKey: `nib:9999${place.replaceAll('.', '')}00${company}`,
      positionCode,
      district: place,
      startedOn,
      reportedOn: earlier(addDays(startedOn, 2), today),
      hasPlan: reason === 'INDUSTRY' && chance(`${number}/plan`) >= shareWithoutPlan,
    },
  };
}
