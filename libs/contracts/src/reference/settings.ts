import type { Day } from '../days.js';
import type { Member } from '../members.js';
import { statedOn, type StatedValues } from './stated-values.js';

interface Setting {
  readonly name: string;
  /** A number, yes or no, or words. */
  readonly value: number | string;
  /** The words of which it is one, where they are few. */
  readonly words?: readonly string[];
  readonly from: Day;
  /** Who may state another value; imigrasi, as the team's secretariat, when absent. */
  readonly by?: Member;
  /** Who can confirm it; none of these is fixed by a legal text that we could read. */
  readonly ask: string;
}

/** How long the condition of an alert rule must have stood, and how soon somebody should have looked. */
const ofRule = (id: string, { settleHours, dueWorkingDays }: { settleHours: number; dueWorkingDays: number }): readonly Setting[] => [
  { name: `settle-hours.${id}`, value: settleHours, from: '2025-01-01', ask: 'owner of the rule' },
  { name: `due-working-days.${id}`, value: dueWorkingDays, from: '2025-01-01', ask: 'owner of the rule' },
];

const settings: readonly Setting[] = [
  {
    name: 'overstay.pending-extension-protects',
    value: 'yes',
    from: '2025-01-01',
    ask: 'immigration office: stated by a source for conversions only',
  },
  { name: 'overstay.refusal-grace-days', value: 0, from: '2025-01-01', ask: 'immigration office' },
  {
    name: 'overstay.day60',
    value: 'REVIEW',
    words: ['REVIEW', 'CHARGE_ZONE', 'DEPORTATION_ZONE'],
    from: '2025-01-01',
    ask: 'immigration office: art. 78 is silent on day 60',
  },
  { name: 'labour.shareholder-exempt', value: 'yes', from: '2025-01-01', by: 'disnaker', ask: 'manpower office: yes or no, PP 34/2021' },
  { name: 'teacher.approval-days', value: 14, from: '2025-01-01', by: 'disnaker', ask: 'manpower office' },
  { name: 'residence-paper.renewal-days', value: 14, from: '2025-01-01', by: 'dukcapil', ask: 'Dukcapil: days after an extension' },
  {
    name: 'identity.name-distance',
    value: 2,
    from: '2025-01-01',
    by: 'dukcapil',
    ask: 'Dukcapil: letters by which names of one person may differ',
  },
  { name: 'freshness.hours', value: 24, from: '2025-01-01', ask: 'all members' },
  {
    name: 'enforcement.rules',
    value: 'AL-02 AL-06 REVIEWED',
    from: '2025-01-01',
    ask: 'Timpora meeting: rules that other enforcement members hear of, and whether of confirmed breaches (REVIEWED)',
  },
  { name: 'rules.retired', value: '', from: '2025-01-01', ask: 'Timpora meeting: rules whose alerts were unfounded too often' },
  ...ofRule('AL-01', { settleHours: 8, dueWorkingDays: 3 }),
  ...ofRule('AL-02', { settleHours: 8, dueWorkingDays: 1 }),
  ...ofRule('AL-03', { settleHours: 8, dueWorkingDays: 1 }),
  ...ofRule('AL-06', { settleHours: 48, dueWorkingDays: 5 }),
  ...ofRule('AL-12', { settleHours: 24, dueWorkingDays: 10 }),
  ...ofRule('AL-13', { settleHours: 24, dueWorkingDays: 10 }),
  ...ofRule('AL-21', { settleHours: 24, dueWorkingDays: 5 }),
  { name: 'closure.leave-days', value: 7, from: '2025-01-01', ask: 'immigration office: 3 and 7 days are both quoted' },
  { name: 'extension.opens-months', value: 3, from: '2013-01-01', ask: 'immigration office: confirmed for the ITAS only' },
  {
    name: 'conversion.opens-days',
    value: 30,
    from: '2013-01-01',
    ask: 'immigration office: last days of the visit permit, secondary source',
  },
  { name: 'religious-stay.step-years', value: 2, from: '2023-01-01', by: 'kemenag', ask: 'PMA 3/2023 art. 19, secondary source' },
  { name: 'religious-stay.total-years', value: 6, from: '2023-01-01', by: 'kemenag', ask: 'PMA 3/2023 art. 19, secondary source' },
  {
    name: 'health-registration.total-years',
    value: 4,
    from: '2024-01-01',
    by: 'dinkes',
    ask: 'PP 28/2024: two years, once two more; secondary source',
  },
  { name: 'calendar.joint-leave-works', value: 'no', from: '2025-01-01', ask: 'manpower ministry practice' },
  { name: 'query.answer-days', value: 3, from: '2025-01-01', ask: 'all members: working days in which a question is answered' },
  { name: 'investment-report.due-day', value: 10, from: '2020-01-01', ask: 'the day of the month before BKPM 5/2025; secondary source' },
  { name: 'investment-report.due-day', value: 15, from: '2025-10-01', ask: 'BKPM 5/2025 arts 285-286; secondary source' },
];

const byName: ReadonlyMap<string, readonly Setting[]> = settings
  .toSorted((one, other) => (one.from < other.from ? 1 : -1))
  .reduce(
    (names, setting) => names.set(setting.name, [...(names.get(setting.name) ?? []), setting]),
    new Map<string, readonly Setting[]>(),
  );

function valueInFile(name: string, day: Day): number | string {
  const values = byName.get(name) ?? [];
  const value = values.find(({ from }) => from <= day) ?? values.at(-1);
  if (!value) throw new Error(`there is no setting ${name}`);
  return value.value;
}

/** Who may state values of a setting. Nobody, where there is no such setting. */
export const issuerOfSetting = (name: string): Member | undefined => byName.get(name)?.map(({ by = 'imigrasi' }) => by)[0];

const yesOrNo = ['yes', 'no'];
const wholeNumber = /^(0|[1-9][0-9]{0,5})$/;
const codes = /^[A-Z][A-Z0-9_-]*( [A-Z][A-Z0-9_-]*)*$/;

/** A stated text as the value of a setting, in the form that the setting has here. Nothing when it has another. */
export function readSetting(name: string, text: string | undefined): number | string | undefined {
  const setting = byName.get(name)?.[0];
  if (!setting || text === undefined || !isInForm(setting, text)) return undefined;
  return typeof setting.value === 'number' ? Number(text) : text;
}

function isInForm({ value, words }: Setting, text: string): boolean {
  if (typeof value === 'number') return wholeNumber.test(text);
  const allowed = words ?? (yesOrNo.includes(value) ? yesOrNo : null);
  return allowed ? allowed.includes(text) : codes.test(text);
}

/** What its issuer stated for the day, else what this file says. Others' values, and what cannot be read, are passed over. */
function valueOn(name: string, day: Day, stated: StatedValues): number | string {
  const key = { list: 'SETTING', key: name, issuer: issuerOfSetting(name) ?? '' };
  const [value] = statedOn(stated, key, day).flatMap((each) => readSetting(name, each.value) ?? []);
  return value ?? valueInFile(name, day);
}

/**
 * The value of a dated setting on a day: settings are read here and in `choiceOn` only. Before its first day it has its first value.
 * @param stated what members stated, as held where it is asked
 * @throws when there is no such setting
 */
export const settingOn = (name: string, day: Day, stated: StatedValues = []): number => Number(valueOn(name, day, stated));

/** The word that a dated setting has on a day. @throws when there is no such setting */
export const choiceOn = (name: string, day: Day, stated: StatedValues = []): string => String(valueOn(name, day, stated));
