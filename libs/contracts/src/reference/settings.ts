import type { Day } from '../days.js';

interface Setting {
  readonly name: string;
  readonly value: number;
  readonly from: Day;
  /** Who can confirm it; none of these is fixed by a legal text that we could read. */
  readonly ask: string;
}

const settings: readonly Setting[] = [
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
];

/** The value of a dated setting on a day. @throws when the setting did not exist then */
export function settingOn(name: string, day: Day): number {
  const [newest] = settings.filter((setting) => setting.name === name && setting.from <= day).sort((a, b) => (a.from < b.from ? 1 : -1));
  if (!newest) throw new Error(`no setting ${name} on ${day}`);
  return newest.value;
}
