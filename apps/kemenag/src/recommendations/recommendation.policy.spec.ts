import { ReligiousRecommendation, type ReligiousRecommendationBody } from '@timpora/contracts';

import { isInForce, mayEnd, mayRenew, mayStay } from './recommendation.policy.js';

const aRecommendation = (change: Partial<ReligiousRecommendationBody> = {}): ReligiousRecommendationBody => ({
  ...ReligiousRecommendation.example,
  firstStayFrom: '2025-06-02',
  validFrom: '2026-06-02',
  validTo: '2027-06-01',
  state: 'IN_FORCE',
  ...change,
});
const ended = aRecommendation({ state: 'ENDED' });

describe('a stay for religious work', () => {
  it.each([
    ['one step of two years', { firstStayFrom: '2026-06-02', from: '2026-06-02', to: '2028-06-02' }, null],
    ['a step a day longer', { firstStayFrom: '2026-06-02', from: '2026-06-02', to: '2028-06-03' }, 'recommendation.step-too-long'],
    ['the last step up to six years', { firstStayFrom: '2020-06-02', from: '2024-06-02', to: '2026-06-02' }, null],
    ['a day beyond six years', { firstStayFrom: '2020-06-02', from: '2025-06-02', to: '2026-06-03' }, 'recommendation.stay-too-long'],
    ['a step from 29 February', { firstStayFrom: '2024-02-29', from: '2024-02-29', to: '2026-02-28' }, null],
    [
      'a step from 29 February into March',
      { firstStayFrom: '2024-02-29', from: '2024-02-29', to: '2026-03-01' },
      'recommendation.step-too-long',
    ],
  ])('%s', (_, step, code) => {
    expect(mayStay(step)?.code ?? null).toBe(code);
  });
});

describe('a recommendation', () => {
  it.each([
    ['is in force', aRecommendation(), null],
    ['has ended', ended, 'recommendation.has-ended'],
  ])('that %s answers a change', (_, recommendation, code) => {
    expect(isInForce(recommendation)?.code ?? null).toBe(code);
  });

  it.each([
    ['by a day', aRecommendation(), '2027-06-02', null],
    ['by two years', aRecommendation(), '2029-06-01', null],
    ['not by two years and a day', aRecommendation(), '2029-06-02', 'recommendation.step-too-long'],
    ['not to the same day', aRecommendation(), '2027-06-01', 'recommendation.not-longer'],
    ['until the sixth anniversary of the first stay', aRecommendation({ validTo: '2030-06-01' }), '2031-06-02', null],
    ['not beyond it', aRecommendation({ validTo: '2030-06-01' }), '2031-06-03', 'recommendation.stay-too-long'],
    ['not after its end', ended, '2028-06-01', 'recommendation.has-ended'],
  ])('is renewed %s', (_, recommendation, validTo, code) => {
    expect(mayRenew(recommendation, validTo)?.code ?? null).toBe(code);
  });

  it.each([
    ['on its first day', aRecommendation(), '2026-06-02', null],
    ['not the day before', aRecommendation(), '2026-06-01', 'recommendation.ends-before-start'],
    ['not twice', ended, '2026-07-01', 'recommendation.has-ended'],
  ])('ends %s', (_, recommendation, day, code) => {
    expect(mayEnd(recommendation, day)?.code ?? null).toBe(code);
  });
});
