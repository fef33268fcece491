import { aFact, arrived, Desk, later, type TestFact } from './a-desk.kit.js';
import type { Bodies } from './facts.js';
import { residencePaperMissing } from './residence-paper-missing.js';
import { residencePaperNotRenewed } from './residence-paper-not-renewed.js';

const permit = aFact('stay-permit', {
  permitType: 'LIMITED',
  issuedOn: '2027-02-01',
  validFrom: '2027-02-01',
  validTo: '2028-01-31',
  state: 'VALID',
});
const child = aFact('minor-permit', { permitType: 'LIMITED', issuedOn: '2027-02-01', validFrom: '2027-02-01', state: 'VALID' });
const declared = (declaredDistrict: string, effectiveOn = '2027-02-01'): TestFact<'change-report'> =>
  aFact('change-report', { reportType: 'ADDRESS', effectiveOn, declaredDistrict });
const here = declared('36.04.05');
const residence = (change: Partial<Bodies['residence']>): TestFact<'residence'> =>
  aFact('residence', { district: '36.04.05', state: 'CURRENT', ...change }, 'dukcapil');
const departed = aFact('final-departure', { departedOn: '2027-02-12' });
const abroad = later(permit, { holderAbroadSince: '2027-02-10' });
const back = arrived(later(abroad, { holderAbroadSince: undefined as never }), '2027-02-20T00:00:00');
const moving = residence({ moveLetterOn: '2027-02-12' });

describe('AL-12: the first residence paper is missing', () => {
  const first = (at: string, facts: readonly TestFact[], waitingFor: readonly string[] = []): readonly string[] =>
    new Desk([residencePaperMissing]).look({ at, facts, waitingFor });

  it.each([
    [1, 'day 14', '2027-02-15', [permit, here], []],
    [2, 'day 15: settling', '2027-02-16', [permit, here], []],
    [3, 'a day later', '2027-02-17T00:00:00', [permit, here], ['AL-12 raised']],
    [3, 'where nothing was declared', '2027-02-17', [permit], []],
    [4, 'declared in Cilegon', '2027-02-17', [permit, declared('36.72.04')], []],
    [4, 'declared outside', '2027-02-17', [permit, declared('outside')], []],
    [4, 'declared here first, then in Cilegon', '2027-02-17', [permit, declared('36.72.04', '2027-02-10'), here], []],
    [
      4,
      'declared in Cilegon first, then here',
      '2027-02-17',
      [permit, declared('36.04.05', '2027-02-10'), declared('36.72.04')],
      ['AL-12 raised'],
    ],
    [5, 'abroad since 10 February', '2027-02-17', [abroad, here], []],
    [6, 'back on 20 February', '2027-02-21', [back, here], ['AL-12 raised']],
    [7, 'a moving letter to another regency', '2027-02-17', [permit, here, moving], []],
    [
      8,
      'with a paper',
      '2027-02-17',
      [permit, here, residence({ certificateIssuedOn: '2027-02-14', certificateValidTo: '2028-01-31' })],
      [],
    ],
    [
      8,
      'with a paper of an earlier stay only',
      '2027-02-17',
      [permit, here, residence({ certificateIssuedOn: '2024-02-14', state: 'ENDED' })],
      ['AL-12 raised'],
    ],
    [10, 'a child, declared where its guardian is', '2027-02-17', [child, declared('36.04.16')], ['AL-12 raised']],
    [11, 'left for good on 12 February', '2027-02-17', [permit, here, departed], []],
    [12, 'the permit was cancelled', '2027-02-17', [later(permit, { state: 'CANCELLED' }), here], []],
    [0, 'a permanent permit has a card, not this paper', '2027-02-17', [later(permit, { permitType: 'PERMANENT' }), here], []],
  ] as const)('%i: %s, %s', (_, _what, at, facts, wanted) => {
    expect(first(at, facts)).toEqual(wanted);
  });

  it('8: is withdrawn when a paper of 14 February is recorded late', () => {
    const desk = new Desk([residencePaperMissing]);
    desk.look({ at: '2027-02-17', facts: [permit, here] });
    const paper = residence({ certificateIssuedOn: '2027-02-14', certificateValidTo: '2028-01-31' });
    expect(desk.look({ at: '2027-02-18', facts: [permit, here, paper] })).toEqual(['AL-12 withdrawn CONDITION_GONE']);
  });

  it('9: is not raised while imigrasi is not heard, and looks again soon', () => {
    const desk = new Desk([residencePaperMissing]);
    expect(desk.look({ at: '2027-02-17', facts: [permit, here], waitingFor: ['imigrasi'] })).toEqual([]);
    expect(desk.nextLooks.get('AL-12')).toBe(Date.parse('2027-02-17T12:10:00+07:00'));
    expect(desk.look({ at: '2027-02-17T12:10:00', facts: [permit, here] })).toEqual(['AL-12 raised']);
  });
});

describe('AL-13: the residence paper was not renewed', () => {
  const extended = later(permit, { issuedOn: '2026-03-11', validFrom: '2026-03-11', validTo: '2028-03-10', lastExtendedOn: '2027-03-01' });
  const old = residence({ certificateIssuedOn: '2026-03-20', certificateValidTo: '2027-03-10' });
  const first = (at: string, facts: readonly TestFact[]): readonly string[] => new Desk([residencePaperNotRenewed]).look({ at, facts });

  it.each([
    [1, 'day 14', '2027-03-15', [extended, here, old], []],
    [2, 'day 15: settling', '2027-03-16', [extended, here, old], []],
    [3, 'a day later', '2027-03-17T00:00:00', [extended, here, old], ['AL-13 raised']],
    [4, 'the old paper is valid to the end of March', '2027-03-17', [extended, here, later(old, { certificateValidTo: '2027-03-31' })], []],
    [4, 'a day after its end, settled', '2027-04-02', [extended, here, later(old, { certificateValidTo: '2027-03-31' })], ['AL-13 raised']],
    [5, 'declared outside', '2027-03-17', [extended, declared('36.72.04'), old], []],
    [8, 'abroad since 12 March', '2027-03-17', [later(extended, { holderAbroadSince: '2027-03-12' }), here, old], []],
    [9, 'left for good on 12 March', '2027-03-17', [extended, here, old, aFact('final-departure', { departedOn: '2027-03-12' })], []],
    [10, 'a moving letter', '2027-03-17', [extended, here, later(old, { moveLetterOn: '2027-03-12' })], []],
    [0, 'never had a paper: another rule', '2027-03-17', [extended, here], []],
    [0, 'never extended', '2027-03-17', [permit, here, old], []],
  ] as const)('%i: %s, %s', (_, _what, at, facts, wanted) => {
    expect(first(at, facts)).toEqual(wanted);
  });

  it.each([
    [
      '6: a new paper',
      [extended, here, later(old, { certificateIssuedOn: '2027-03-18', certificateValidTo: '2028-03-10' })],
      'CONDITION_GONE',
    ],
    ['7: the extension is retracted', [later(extended, {}, 'retracted'), here, old], 'FACT_RETRACTED'],
  ])('is withdrawn by %s', (_, facts, reason) => {
    const desk = new Desk([residencePaperNotRenewed]);
    desk.look({ at: '2027-03-17', facts: [extended, here, old] });
    expect(desk.look({ at: '2027-03-18', facts })).toEqual([`AL-13 withdrawn ${reason}`]);
  });
});
