import { StayPermit, type PermitApplicationBody, type StayPermitBody } from '@timpora/contracts';

import {
  isWhole,
  mayChangeAppointment,
  mayConvert,
  mayDecide,
  mayFile,
  mayPay,
  permitApplicationInvariant,
  withdrawnOn,
} from './permit-application.policy.js';

const permitFact = { kind: 'stay-permit', factId: 'permit-1' };
const anApplication = (change: Partial<PermitApplicationBody> = {}): PermitApplicationBody => ({
  subjectRef: StayPermit.example.subjectRef,
  applicationKind: 'EXTENSION',
  permitFact,
  filedOn: '2027-01-15',
  state: 'FILED',
  ...change,
});
const { permitFact: _permit, ...fromVisit } = anApplication({
  applicationKind: 'CONVERSION',
  visitPermitEndsOn: '2026-06-30',
  filedOn: '2026-06-10',
});
/** Ends on 1 February 2027: the window opens on 1 November 2026. */
const aPermit = (change: Partial<StayPermitBody> = {}): StayPermitBody => ({ ...StayPermit.example, validTo: '2027-02-01', ...change });
const { validTo: _end, ...unlimited } = aPermit({ permitType: 'PERMANENT' });
const paid = { paidOn: '2027-01-16', state: 'PAID' } as const;
const decided = { decidedOn: '2027-01-20', outcome: 'REFUSED', state: 'DECIDED' } as const;

describe('an application', () => {
  const which = 'application.which-permit';

  it.each([
    ['about a stay permit', anApplication(), null],
    ['about a stay permit of imigrasi', anApplication({ permitFact: { ...permitFact, owner: 'imigrasi' } }), null],
    ['about a fact of another member', anApplication({ permitFact: { ...permitFact, owner: 'dukcapil' } }), which],
    ['about a child’s permit', anApplication({ permitFact: { kind: 'minor-permit', factId: 'permit-1' } }), which],
    ['about a visit permit', fromVisit, null],
    ['about both', anApplication({ applicationKind: 'CONVERSION', visitPermitEndsOn: '2026-06-30' }), which],
    ['about neither', { ...fromVisit, visitPermitEndsOn: undefined } as unknown as PermitApplicationBody, which],
    ['for an extension of a visit', { ...fromVisit, applicationKind: 'EXTENSION' as const }, which],
    ['that is paid on a day', anApplication(paid), null],
    ['that is paid on no day', anApplication({ state: 'PAID' }), 'application.not-paid'],
    ['that is not paid, on a day', anApplication({ paidOn: '2027-01-16' }), 'application.paid-but-filed'],
    ['that is decided unpaid', anApplication(decided), null],
  ])('%s', (_, application, code) => {
    expect(isWhole(application)?.code ?? null).toBe(code);
  });

  it.each([
    ['another one about the same permit', anApplication(paid), true],
    ['a decided one', anApplication(decided), false],
    ['one about another permit', anApplication({ permitFact: { ...permitFact, factId: 'permit-2' } }), false],
  ])('stands in the way of %s', (_, other, clash) => {
    const [unique] = permitApplicationInvariant.unique ?? [];
    expect(unique?.clashes?.(anApplication(), other)).toBe(clash);
  });

  it('claims nothing once it is decided', () => {
    const claims = [anApplication(), anApplication(decided)].map((each) => permitApplicationInvariant.unique?.[0]?.by(each));
    expect(claims).toEqual([{ subjectRef: StayPermit.example.subjectRef, applicationKind: 'EXTENSION' }, null]);
  });
});

describe('filing', () => {
  const extension = (filedOn: string): PermitApplicationBody => anApplication({ filedOn });
  const conversion = (filedOn: string): PermitApplicationBody => anApplication({ applicationKind: 'CONVERSION', filedOn });
  const closure = (filedOn: string): PermitApplicationBody => anApplication({ applicationKind: 'CLOSURE', filedOn });
  const visit = (filedOn: string): PermitApplicationBody => ({ ...fromVisit, filedOn });

  it.each<[string, PermitApplicationBody, StayPermitBody | null, string | null]>([
    ['an extension three months before the end', extension('2026-11-01'), aPermit(), null],
    ['an extension a day earlier', extension('2026-10-31'), aPermit(), 'application.too-early'],
    ['an extension of an ITAP earlier still', extension('2026-06-01'), aPermit({ permitType: 'PERMANENT' }), null],
    ['an extension on the last day', extension('2027-02-01'), aPermit(), null],
    ['an extension on the last day, told after it expired', extension('2027-02-01'), aPermit({ state: 'EXPIRED' }), null],
    ['an extension a day later', extension('2027-02-02'), aPermit({ state: 'EXPIRED' }), 'application.after-the-end'],
    ['an extension of what has no end', extension('2027-01-15'), unlimited, 'application.nothing-to-extend'],
    ['an extension of a closed permit', extension('2027-01-15'), aPermit({ state: 'CLOSED' }), 'application.permit-ended'],
    [
      'an extension of a permit of somebody else',
      extension('2027-01-15'),
      aPermit({ subjectRef: 'other' }),
      'application.permit-not-found',
    ],
    ['an extension of no permit', extension('2027-01-15'), null, 'application.permit-not-found'],
    ['a conversion at any time before the end', conversion('2026-03-01'), aPermit(), null],
    ['a conversion after it', conversion('2027-02-02'), aPermit({ state: 'EXPIRED' }), 'application.after-the-end'],
    ['a conversion to another unlimited permit', conversion('2027-02-02'), unlimited, null],
    ['a closure after the end', closure('2027-02-10'), aPermit({ state: 'EXPIRED' }), null],
    ['a conversion on the first of the last 30 days of a visit', visit('2026-06-01'), null, null],
    ['a conversion a day earlier', visit('2026-05-31'), null, 'application.too-early'],
    ['a conversion on the last day of a visit', visit('2026-06-30'), null, null],
    ['a conversion after it', visit('2026-07-01'), null, 'application.after-the-end'],
  ])('%s', (_, application, permit, code) => {
    expect(mayFile(application, permit)?.code ?? null).toBe(code);
  });
});

describe('an application goes through its states:', () => {
  const filed = anApplication();
  const afterPayment = anApplication(paid);
  const afterDecision = anApplication({ ...decided, paidOn: '2027-01-16' });
  const of = (application: PermitApplicationBody): PermitApplicationBody => ({ ...application, applicationKind: 'CONVERSION' });

  it.each<[string, { code: string } | null, string | null]>([
    ['filed, it is paid', mayPay(filed), null],
    ['paid, it is not paid again', mayPay(afterPayment), 'application.not-filed'],
    ['decided, it is not paid', mayPay(afterDecision), 'application.not-filed'],
    ['filed, it gets another appointment', mayChangeAppointment(filed), null],
    ['paid, it gets another appointment', mayChangeAppointment(afterPayment), null],
    ['decided, it gets none', mayChangeAppointment(afterDecision), 'application.already-decided'],
    ['filed, it is withdrawn', mayDecide(filed, 'WITHDRAWN'), null],
    ['paid, it is granted', mayDecide(afterPayment, 'GRANTED'), null],
    ['decided, it is not decided again', mayDecide(afterDecision, 'GRANTED'), 'application.already-decided'],
    ['a conversion is not granted without the new permit', mayDecide(of(afterPayment), 'GRANTED'), 'application.convert-instead'],
    ['a conversion is refused as any', mayDecide(of(afterPayment), 'REFUSED'), null],
    ['a paid conversion is granted with the new permit', mayConvert(of(afterPayment)), null],
    ['an unpaid one is not', mayConvert(of(filed)), 'application.not-paid'],
    ['an extension is not', mayConvert(afterPayment), 'application.not-paid'],
    ['a decided one is not', mayConvert(of(afterDecision)), 'application.already-decided'],
  ])('%s', (_, problem, code) => {
    expect(problem?.code ?? null).toBe(code);
  });
});

describe('an application of somebody who left for good', () => {
  it.each([
    ['unpaid', anApplication(), '2027-01-31'],
    ['paid before', anApplication(paid), '2027-01-31'],
    ['paid later', anApplication({ ...paid, paidOn: '2027-02-01' }), '2027-02-01'],
  ])('%s, is withdrawn on %s', (_, application, decidedOn) => {
    expect(withdrawnOn(application, '2027-01-31')).toEqual({ state: 'DECIDED', outcome: 'WITHDRAWN', decidedOn });
  });
});
