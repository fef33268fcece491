import { addYears, isMinorOn } from '@timpora/contracts';

import { lastDayOf, population } from '../../scripts/launch/population/people.js';

const today = '2026-11-25';
const villages = (district: string): readonly string[] => [`${district}.2001`, `${district}.2002`];
const people = population(2_000, { today, villages });
const share = (holds: (one: (typeof people)[number]) => boolean): number => people.filter(holds).length / people.length;
const presentOn = (day: string): number => people.filter(({ arrivedOn, leftOn }) => arrivedOn <= day && (leftOn ?? '9999') > day).length;

describe('the synthetic population', () => {
  it('has as many people as asked for, the same ones at every start', () => {
    expect(people.length).toBeGreaterThanOrEqual(1_960);
    expect(people.length).toBeLessThanOrEqual(2_000);
    expect(population(2_000, { today, villages })).toEqual(people);
  });

  it('has the published proportions', () => {
    expect(share(({ nationality }) => nationality === 'CHN')).toBeCloseTo(227 / 471, 1);
    expect(share(({ nationality }) => nationality === 'KOR')).toBeCloseTo(159 / 471, 1);
    expect(share(({ sex }) => sex === 'M')).toBeGreaterThan(0.76);
    expect(share(({ home }) => home.district === '36.04.05')).toBeCloseTo(159 / 471, 1);
  });

  it('falls in 2020 and grows again after 2021', () => {
    expect(presentOn('2020-12-01')).toBeLessThan(presentOn('2020-02-01') * 0.7);
    expect(presentOn('2021-12-01')).toBeLessThan(presentOn('2023-12-01'));
    expect(presentOn('2023-12-01')).toBeLessThan(presentOn('2025-12-01'));
  });

  it('has days in order, none in the future, and adults only', () => {
    for (const one of people) {
      const { arrivedOn, leftOn, registeredOn, permit, work, birthDate, passport } = one;
      expect([arrivedOn, registeredOn, today]).toEqual([arrivedOn, registeredOn, today].sort());
      expect(leftOn === undefined || (leftOn > arrivedOn && leftOn <= today)).toBe(true);
      expect(work === undefined || (work.startedOn >= arrivedOn && work.reportedOn <= today)).toBe(true);
      expect(isMinorOn(birthDate, arrivedOn)).toBe(false);
      expect(passport.issuedOn < arrivedOn && passport.expiresOn > passport.issuedOn).toBe(true);
      const ends = [permit.validTo, ...permit.extensions.map(({ validTo }) => validTo)];
      expect(ends).toEqual([...ends].sort());
    }
  });

  it('has few whose permit is over, and never one that is very old', () => {
    const overdue = people.filter(({ leftOn, permit }) => leftOn === undefined && lastDayOf(permit) < today);
    expect(overdue.length).toBeGreaterThan(0);
    expect(overdue.length / people.length).toBeLessThan(0.02);
    expect(overdue.every(({ permit }) => lastDayOf(permit) > addYears(today, -5))).toBe(true);
  });
});
