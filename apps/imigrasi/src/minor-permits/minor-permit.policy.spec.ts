import { ForeignNational, MinorPermit, type ForeignNationalBody, type MinorPermitBody } from '@timpora/contracts';

import {
  asAdult,
  asApplication,
  growsUpOn,
  isOfAge,
  mayApply,
  mayEndApplication,
  mayGuard,
  minorPermitInvariant,
} from './minor-permit.policy.js';

const aPermit = (change: Partial<MinorPermitBody> = {}): MinorPermitBody => ({ ...MinorPermit.example, state: 'VALID', ...change });
const born = (birthDate: string, change: Partial<ForeignNationalBody> = {}): ForeignNationalBody => ({
  ...ForeignNational.example,
  birthDate,
  ...change,
});
const { validTo: _end, ...withoutEnd } = aPermit();

describe('a permit of a child', () => {
  it.each([
    ['with a last day', aPermit(), null],
    ['without a last day', withoutEnd, 'permit.needs-end'],
    ['without a last day, as an ITAP', { ...withoutEnd, permitType: 'PERMANENT' as const }, null],
    ['of a child who is its own guardian', aPermit({ guardianRef: MinorPermit.example.subjectRef }), 'minor-permit.own-guardian'],
  ])('%s', (_, permit, code) => {
    expect(minorPermitInvariant.holds?.(permit, '2026-06-15')?.code ?? null).toBe(code);
  });

  it.each([
    ['VALID', { subjectRef: MinorPermit.example.subjectRef, state: 'VALID' }],
    ['EXPIRED', null],
    ['CAME_OF_AGE', null],
  ] as const)('claims, when it is %s, %j for itself', (state, claim) => {
    expect(minorPermitInvariant.unique?.map(({ by }) => by(aPermit({ state })))).toEqual([claim]);
  });
});

describe('a guardian', () => {
  it.each([
    ['is an adult', born('1988-04-17'), null],
    ['turns 18 today', born('2008-06-15'), null],
    ['turns 18 tomorrow', born('2008-06-16'), 'minor-permit.guardian-unfit'],
    ['has died', born('1988-04-17', { state: 'DECEASED' }), 'minor-permit.guardian-unfit'],
    ['is not known', undefined, 'minor-permit.guardian-unfit'],
  ])('who %s', (_, guardian, code) => {
    expect(mayGuard(guardian, '2026-06-15')?.code ?? null).toBe(code);
  });
});

describe('an application for a child', () => {
  const pending = aPermit({ applicationPaidOn: '2026-06-01' });

  it.each([
    ['about a valid permit', aPermit(), null],
    ['about an expired permit', aPermit({ state: 'EXPIRED' }), null],
    ['beside a pending one', pending, 'minor-permit.application-pending'],
    ['about a closed permit', aPermit({ state: 'CLOSED' }), 'permit.not-open'],
    ['about a permit of somebody who came of age', aPermit({ state: 'CAME_OF_AGE' }), 'permit.not-open'],
  ])('%s', (_, permit, code) => {
    expect(mayApply(permit)?.code ?? null).toBe(code);
  });

  it('ends when it is pending, and else does not', () => {
    expect([pending, aPermit()].map((permit) => mayEndApplication(permit)?.code ?? null)).toEqual([null, 'minor-permit.no-application']);
  });
});

describe('coming of age', () => {
  const told = (version: number, day: string) => ({ event: 'foreign-national-identified.v1', version, occurredAt: `${day}T05:00:00Z` });

  it.each([
    ['is waited for by whoever is established as a child', born('2008-06-15'), told(1, '2026-06-14'), '2026-06-15'],
    ['is nothing to somebody established as an adult', born('2008-06-15'), told(1, '2026-06-15'), null],
    ['is made up for when a corrected birth date shows that it was missed', born('2008-06-15'), told(2, '2026-09-01'), '2026-06-15'],
  ])('%s', (_, person, stated, day) => expect(growsUpOn(person, stated)).toBe(day));

  it.each([
    ['on the 18th birthday', born('2008-06-15'), '2026-06-15', null],
    ['some days after it, when the timer was late', born('2008-06-10'), '2026-06-10', null],
    ['not on the day before', born('2008-06-16'), '2026-06-16', 'minor-permit.not-of-age'],
    ['on 1 March of who was born on 29 February', born('2008-02-29'), '2026-03-01', null],
    ['not of a child who has died', born('2008-06-15', { state: 'DECEASED' }), null, 'minor-permit.not-of-age'],
  ])('happens %s', (_, person, day, code) => {
    expect(growsUpOn(person, told(1, '2026-01-05'))).toBe(day);
    expect(isOfAge(person, '2026-06-15')?.code ?? null).toBe(code);
  });

  it('gives a stay permit with the same days, that says nothing of the childhood', () => {
    const { subjectRef, permitType, purposeGroup, issuedOn, validFrom, validTo } = MinorPermit.example;
    const days = { lastExtendedOn: '2026-05-02', holderAbroadSince: '2026-06-01' };
    expect(asAdult(aPermit({ ...days, applicationPaidOn: '2026-06-01' }))).toEqual({
      ...{ subjectRef, permitType, purposeGroup, issuedOn, validFrom, validTo, ...days },
      ...{ origin: 'COMING_OF_AGE', workAllowed: 'NO', sponsorBasis: 'PERSON', state: 'VALID' },
    });
    expect(asAdult({ ...withoutEnd, permitType: 'PERMANENT' })).not.toHaveProperty('validTo');
  });

  it('takes a pending application along', () => {
    expect(asApplication(aPermit({ applicationPaidOn: '2026-06-01' }), 'new')).toMatchObject({
      ...{ applicationKind: 'EXTENSION', state: 'PAID', filedOn: '2026-06-01', paidOn: '2026-06-01' },
      permitFact: { kind: 'stay-permit', factId: 'new' },
    });
    expect(asApplication(aPermit(), 'new')).toBeNull();
  });
});
