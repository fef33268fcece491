import { RegisteredActivity, type RegisteredActivityBody } from '@timpora/contracts';

import { activityInvariant, isRegistered, mayEnd } from './activity.policy.js';

const registered: RegisteredActivityBody = { ...RegisteredActivity.example, validFrom: '2026-03-02', state: 'REGISTERED' };
const ended: RegisteredActivityBody = { ...registered, state: 'ENDED' };
const subjectRef = '019afb00-0000-7000-8000-000000000002';
const organisationKey = 'nib:0000000000001';

describe('a registered activity', () => {
  it.each([
    ['a resident', { subjectRef }, null],
    ['an organisation', { organisationKey }, null],
    ['both', { subjectRef, organisationKey }, null],
    ['nobody', {}, 'activity.about-nobody'],
  ])('is about %s', (_, about, code) => {
    const { subjectRef: _person, organisationKey: _organisation, ...body } = registered;
    expect(activityInvariant.holds?.({ ...body, ...about }, '2026-06-15')?.code ?? null).toBe(code);
  });

  it.each([
    ['goes on', registered, null],
    ['has ended', ended, 'activity.has-ended'],
  ])('that %s answers a change', (_, activity, code) => {
    expect(isRegistered(activity)?.code ?? null).toBe(code);
  });

  it.each([
    ['on its first day', registered, '2026-03-02', null],
    ['not the day before', registered, '2026-03-01', 'activity.ends-before-start'],
    ['not twice', ended, '2026-06-15', 'activity.has-ended'],
  ])('ends %s', (_, activity, day, code) => {
    expect(mayEnd(activity, day)?.code ?? null).toBe(code);
  });
});
