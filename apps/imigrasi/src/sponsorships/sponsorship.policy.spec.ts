import { Sponsorship, type SponsorshipBody } from '@timpora/contracts';

import { hasItsEnd, isActive, sponsorshipInvariant } from './sponsorship.policy.js';

const aSponsorship = (change: Partial<SponsorshipBody> = {}): SponsorshipBody => ({ ...Sponsorship.example, ...change });

describe('a sponsorship', () => {
  it.each([
    ['that goes on', aSponsorship(), null],
    ['that goes on to a day in sight', aSponsorship({ endsOn: '2027-02-01' }), null],
    ['that ended on a day', aSponsorship({ state: 'ENDED', endsOn: '2026-06-15' }), null],
    ['that ended on no day', aSponsorship({ state: 'ENDED' }), 'sponsorship.end-missing'],
    ['that was released on no day', aSponsorship({ state: 'RELEASED' }), 'sponsorship.end-missing'],
  ])('%s', (_, sponsorship, code) => {
    expect(hasItsEnd(sponsorship)?.code ?? null).toBe(code);
  });

  it.each([
    ['ACTIVE', null],
    ['RELEASED', 'sponsorship.has-ended'],
    ['ENDED', 'sponsorship.has-ended'],
  ] as const)('that is %s changes: %s', (state, code) => {
    expect(isActive(aSponsorship({ state }))?.code ?? null).toBe(code);
  });

  it('claims resident, basis and organisation while it is active', () => {
    const { subjectRef, basis, organisationKey } = Sponsorship.example;
    const claims = [aSponsorship(), aSponsorship({ state: 'ENDED' })].map((each) => sponsorshipInvariant.unique?.[0]?.by(each));
    expect(claims).toEqual([{ subjectRef, basis, organisationKey, state: 'ACTIVE' }, null]);
  });
});
