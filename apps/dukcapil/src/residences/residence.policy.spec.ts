import { Residence, Resident, StayPermit, type ResidenceBody, type ResidentBody, type StayPermitBody } from '@timpora/contracts';

import {
  asFields,
  hasExpiredPaper,
  isRegistered,
  paperExpiresOn,
  mayIssuePaper,
  mayMove,
  villageFits,
  type Paper,
} from './residence.policy.js';

const aResidence = (change: Partial<ResidenceBody> = {}): ResidenceBody => ({
  subjectRef: Residence.example.subjectRef,
  district: '36.04.05',
  movedOn: '2026-02-04',
  reportedOn: '2026-02-10',
  state: 'CURRENT',
  ...change,
});

describe('being registered', () => {
  const states = (...of: ResidentBody['state'][]): ResidentBody[] => of.map((state) => ({ ...Resident.example, state }));

  it.each([
    ['a registration', states('REGISTERED'), null],
    ['an ended registration', states('ENDED'), 'residence.resident-not-registered'],
    ['no registration', [], 'residence.resident-not-registered'],
  ])('with %s', (_, registrations, code) => {
    expect(isRegistered(registrations)?.code ?? null).toBe(code);
  });
});

describe('a village', () => {
  it.each([
    ['36.04.05', '36.04.05.2001', null],
    ['36.04.05', '36.04.06.2001', 'residence.village-elsewhere'],
    ['outside', '36.04.05.2001', 'residence.village-elsewhere'],
    ['36.72.01', undefined, null],
  ] as const)('in %s: %s', (district, village, code) => {
    expect(villageFits({ district, ...(village && { village }) })?.code ?? null).toBe(code);
  });
});

describe('a move', () => {
  it.each([
    ['on the day of the present address', aResidence(), '2026-02-04', null],
    ['the day before', aResidence(), '2026-02-03', 'residence.moved-backwards'],
    ['back after a move out', aResidence({ state: 'MOVED_OUT', district: 'outside' }), '2026-06-15', null],
    ['on an ended residence', aResidence({ state: 'ENDED' }), '2026-06-15', 'residence.has-ended'],
  ])('%s', (_, residence, day, code) => {
    expect(mayMove(residence, day)?.code ?? null).toBe(code);
  });
});

describe('a residence paper', () => {
  const permit = (change: Partial<StayPermitBody> = {}): StayPermitBody => ({ ...StayPermit.example, validTo: '2027-02-01', ...change });
  const { validTo: _end, ...unlimited } = permit();
  const sktt = (validTo: string, issuedOn = '2026-02-10'): Paper => ({ paper: 'SKTT', issuedOn, validTo });
  const card = (validTo: string): Paper => ({ ...sktt(validTo), paper: 'KTP_EL' });

  it.each([
    ['until the last day of the permit', aResidence(), [permit()], sktt('2027-02-01'), null],
    ['a day longer than the permit', aResidence(), [permit()], sktt('2027-02-02'), 'residence.paper-outlives-permit'],
    ['as a card, which is not bound to the permit', aResidence(), [permit()], card('2031-02-01'), null],
    ['under a permit without end', aResidence(), [unlimited], sktt('2031-02-01'), null],
    ['longer than a permit that has ended', aResidence(), [permit({ state: 'CLOSED' })], sktt('2031-02-01'), null],
    ['for one day', aResidence(), [permit()], sktt('2026-02-10'), null],
    ['until the day before its issue', aResidence(), [permit()], sktt('2026-02-09'), 'residence.paper-ends-before-issue'],
    ['for somebody who moved out', aResidence({ state: 'MOVED_OUT' }), [permit()], sktt('2027-02-01'), 'residence.has-ended'],
    ['for an ended residence', aResidence({ state: 'ENDED' }), [permit()], sktt('2027-02-01'), 'residence.has-ended'],
  ])('%s', (_, residence, permits, paper, code) => {
    expect(mayIssuePaper(residence, permits, paper)?.code ?? null).toBe(code);
  });

  it('has fields of its own for each form', () => {
    expect([asFields(sktt('2027-02-01')), asFields(card('2031-02-01'))]).toEqual([
      { certificateIssuedOn: '2026-02-10', certificateValidTo: '2027-02-01' },
      { cardIssuedOn: '2026-02-10', cardValidTo: '2031-02-01' },
    ]);
  });

  const issued = { event: 'residence-document-issued.v1', version: 2, occurredAt: '2026-02-10T03:00:00.000Z' };
  const papers = { certificateValidTo: '2027-02-01', cardValidTo: '2027-02-10' };
  const expiredOn = (day: string) => ({ event: 'residence-document-expired.v1', version: 2, occurredAt: `${day}T00:00:00.000Z` });
  const movedOn = (day: string) => ({ event: 'address-changed.v1', version: 2, occurredAt: `${day}T03:00:00.000Z` });
  const none = 'residence.paper-not-expired';

  it.each([
    ['on the last valid day', { certificateValidTo: '2027-02-01' }, '2027-02-01', none],
    ['on the day after', { certificateValidTo: '2027-02-01' }, '2027-02-02', null],
    ['when the card has, and the certificate has not', { certificateValidTo: '2028-02-01', cardValidTo: '2027-02-01' }, '2027-02-02', null],
    ['when there is none', {}, '2099-01-01', none],
  ])('expires %s', (_, paper, today, code) => {
    expect(hasExpiredPaper(aResidence(paper), issued, today)?.code ?? null).toBe(code);
  });

  it.each([
    ['the first of two papers has its day', aResidence(papers), issued, '2027-02-02'],
    ['then comes the second', aResidence(papers), expiredOn('2027-02-02'), '2027-02-11'],
    ['both have been told', aResidence(papers), expiredOn('2027-02-11'), null],
    ['both were missed and told at once', aResidence(papers), expiredOn('2027-03-01'), null],
    ['a move before changes nothing', aResidence(papers), movedOn('2027-01-31'), '2027-02-02'],
    ['a move on the day itself does not lose it', aResidence(papers), movedOn('2027-02-02'), '2027-02-02'],
    ['a move some days later tells nothing again', aResidence(papers), movedOn('2027-02-04'), '2027-02-11'],
    ['a renewed paper has a new day', aResidence({ certificateValidTo: '2028-02-01' }), issued, '2028-02-02'],
    ['an ended residence has none', aResidence({ ...papers, state: 'ENDED' }), issued, null],
  ])('%s', (_, residence, stated, day) => {
    expect(paperExpiresOn(residence, stated)).toBe(day);
  });
});
