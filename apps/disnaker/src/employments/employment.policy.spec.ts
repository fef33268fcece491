import { Employment, type EmploymentBody } from '@timpora/contracts';

import { isActive, mayEnd } from './employment.policy.js';

const active: EmploymentBody = { ...Employment.example, startedOn: '2026-02-16', state: 'ACTIVE' };
const ended: EmploymentBody = { ...active, state: 'ENDED', endedOn: '2026-06-15' };

describe('an employment', () => {
  it.each([
    ['is active', active, null],
    ['has ended', ended, 'employment.has-ended'],
  ])('that %s answers a change', (_, employment, code) => {
    expect(isActive(employment)?.code ?? null).toBe(code);
  });

  it.each([
    ['on its first day', active, '2026-02-16', null],
    ['not the day before', active, '2026-02-15', 'employment.ends-before-start'],
    ['not twice', ended, '2026-07-01', 'employment.has-ended'],
  ])('ends %s', (_, employment, day, code) => {
    expect(mayEnd(employment, day)?.code ?? null).toBe(code);
  });
});
