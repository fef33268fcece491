import type { Day } from '../days.js';

interface Setting {
  readonly name: string;
  /** A number, or a word of those that `ask` tells of. */
  readonly value: number | string;
  readonly from: Day;
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
  { name: 'overstay.day60', value: 'REVIEW', from: '2025-01-01', ask: 'immigration office: CHARGE_ZONE, DEPORTATION_ZONE or REVIEW' },
  { name: 'labour.shareholder-exempt', value: 'yes', from: '2025-01-01', ask: 'manpower office: yes or no, PP 34/2021' },
  { name: 'teacher.approval-days', value: 14, from: '2025-01-01', ask: 'manpower office' },
  { name: 'residence-paper.renewal-days', value: 14, from: '2025-01-01', ask: 'Dukcapil: days after an extension' },
  { name: 'identity.name-distance', value: 2, from: '2025-01-01', ask: 'Dukcapil: letters by which names of one person may differ' },
  { name: 'freshness.hours', value: 24, from: '2025-01-01', ask: 'all members' },
  {
    name: 'enforcement.rules',
    value: 'AL-02 AL-06',
    from: '2025-01-01',
    ask: 'Timpora meeting: rules that other enforcement members hear of',
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
  { name: 'religious-stay.step-years', value: 2, from: '2023-01-01', ask: 'PMA 3/2023 art. 19, secondary source' },
  { name: 'religious-stay.total-years', value: 6, from: '2023-01-01', ask: 'PMA 3/2023 art. 19, secondary source' },
  { name: 'health-registration.total-years', value: 4, from: '2024-01-01', ask: 'PP 28/2024: two years, once two more; secondary source' },
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

function valueOn(name: string, day: Day): number | string {
  const newest = byName.get(name)?.find(({ from }) => from <= day);
  if (!newest) throw new Error(`no setting ${name} on ${day}`);
  return newest.value;
}

/** The value of a dated setting on a day. @throws when the setting did not exist then */
export const settingOn = (name: string, day: Day): number => Number(valueOn(name, day));

/** The word that a dated setting has on a day. @throws when the setting did not exist then */
export const choiceOn = (name: string, day: Day): string => String(valueOn(name, day));
