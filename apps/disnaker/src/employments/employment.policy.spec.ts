import { Employment, WorkPlan, type EmploymentBody, type WorkPlanBody } from '@timpora/contracts';
import type { Held } from '@timpora/exchange';

import { employmentInvariant, isActive, mayEnd, mayNamePlan } from './employment.policy.js';

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

  const { organisationKey, positionCode } = active;
  const plan: WorkPlanBody = {
    ...WorkPlan.example,
    organisationKey,
    positions: [{ positionCode, count: 1 }],
    workDistricts: active.workDistricts,
    validFrom: '2026-02-01',
    validTo: '2027-01-31',
  };
  const held = (body: WorkPlanBody, change: Held['change'] = 'stated'): Held<typeof WorkPlan> =>
    ({ body, change }) as Held<typeof WorkPlan>;

  it.each<[string, Partial<EmploymentBody>, Held<typeof WorkPlan> | null, string | null]>([
    ['a plan that fits', {}, held(plan), null],
    ['none that is here', {}, null, 'employment.plan-not-here'],
    ['one that was taken back', {}, held(plan, 'retracted'), 'employment.plan-not-here'],
    ['one of another employer', { organisationKey: 'nib:0000000000002' }, held(plan), 'employment.plan-of-another'],
    ['one that began between start and report', { startedOn: '2026-01-31', reportedOn: '2026-02-01' }, held(plan), null],
    ['one that ended between start and report', { startedOn: '2027-01-31', reportedOn: '2027-02-10' }, held(plan), null],
    ['one that began later', { startedOn: '2026-01-30', reportedOn: '2026-01-31' }, held(plan), 'employment.plan-not-valid'],
    ['one that had ended', { startedOn: '2027-02-01', reportedOn: '2027-02-01' }, held(plan), 'employment.plan-not-valid'],
    [
      'one that was revoked before',
      {},
      held({ ...plan, state: 'ENDED', endReason: 'REVOKED', endedOn: '2026-02-15' }),
      'employment.plan-not-valid',
    ],
    ['one without the position', { positionCode: 'COOK' }, held(plan), 'employment.position-not-in-plan'],
    ['one with one of two districts', {}, held({ ...plan, workDistricts: ['36.04.05'] }), 'employment.place-not-in-plan'],
  ])('names %s', (_, change, named, code) => {
    expect(mayNamePlan({ ...active, ...change }, named)?.code ?? null).toBe(code);
  });

  it('is asked for its plan while it goes on, where it names one', () => {
    const [namedPlan] = employmentInvariant.refersTo ?? [];
    const { workPlanFact, ...without } = active;
    expect([active, ended, without].map((employment) => namedPlan?.to(employment)?.factId ?? null)).toEqual([
      workPlanFact?.factId,
      null,
      null,
    ]);
  });
});
