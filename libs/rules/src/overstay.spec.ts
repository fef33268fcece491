import { aFact, Desk, judged, later, onDay, type TestFact } from './a-desk.kit.js';
import type { Bodies } from './facts.js';
import { overstayBeyondSixty } from './overstay-beyond-sixty.js';
import { overstayChargeZone } from './overstay-charge-zone.js';
import { overstayDaySixty } from './overstay-day-sixty.js';

type Permit = Bodies['stay-permit'];
type Application = Bodies['permit-application'];

const permit = aFact('stay-permit', {
  permitType: 'LIMITED',
  issuedOn: '2026-03-11',
  validFrom: '2026-03-11',
  validTo: '2027-03-10',
  state: 'EXPIRED',
} satisfies Permit);
const changed = (change: Partial<Permit>): TestFact<'stay-permit'> => later(permit, change);
const emergency = aFact('stay-permit', {
  permitType: 'EMERGENCY',
  issuedOn: '2027-03-12',
  validFrom: '2027-03-12',
  validTo: '2027-06-30',
  state: 'VALID',
});
const applied = (change: Partial<Application> = {}): TestFact<'permit-application'> =>
  aFact('permit-application', {
    applicationKind: 'EXTENSION',
    permitFact: { kind: 'stay-permit', factId: permit.ref.factId },
    filedOn: '2027-03-09',
    paidOn: '2027-03-10',
    ...change,
  });
const departed = (departedOn: string): TestFact<'final-departure'> => aFact('final-departure', { departedOn });
const refused = applied({ decidedOn: '2027-03-25', outcome: 'REFUSED' });

const stages = [overstayChargeZone, overstayDaySixty, overstayBeyondSixty];
/** One look, at noon of the day, by all three rules. */
const first = (at: string, facts: readonly TestFact[], settings = {}): readonly string[] => new Desk(stages).look({ at, facts, settings });
const then = (steps: readonly (readonly [string, readonly TestFact[]])[]): readonly string[] => {
  const desk = new Desk(stages);
  return steps.map(([at, facts]) => desk.look({ at, facts })).at(-1) ?? [];
};

describe('AL-01: the first 59 days after the last one', () => {
  it.each([
    [1, 'the last day itself', '2027-03-10', [changed({ state: 'VALID' })], []],
    [2, 'day 1, 07:59: settling', '2027-03-11T07:59:00', [permit], []],
    [3, 'day 1, 08:00', '2027-03-11T08:00:00', [permit], ['AL-01 raised']],
    [3, 'day 1, the timer has not said so yet', '2027-03-11T08:00:00', [changed({ state: 'VALID' })], ['AL-01 raised']],
    [4, 'day 59', '2027-05-08', [permit], ['AL-01 raised']],
    [6, 'filed and paid in time', '2027-03-20', [permit, applied()], []],
    [6, 'filed in time, not paid', '2027-03-20', [permit, applied({ paidOn: undefined as never })], ['AL-01 raised']],
    [6, 'filed late', '2027-03-20', [permit, applied({ filedOn: '2027-03-11', paidOn: '2027-03-11' })], ['AL-01 raised']],
    [7, 'paid one day late', '2027-03-20', [permit, applied({ paidOn: '2027-03-11' })], ['AL-01 raised']],
    [8, 'refused, on the day of the refusal', '2027-03-25', [permit, refused], []],
    [9, 'refused, the day after', '2027-03-26', [permit, refused], ['AL-01 raised']],
    [9, 'withdrawn by the applicant', '2027-03-20', [permit, applied({ outcome: 'WITHDRAWN' })], ['AL-01 raised']],
    [9, 'granted: the extension may arrive later', '2027-04-20', [permit, applied({ outcome: 'GRANTED', decidedOn: '2027-03-20' })], []],
    [10, 'abroad since 9 March', '2027-03-12', [changed({ holderAbroadSince: '2027-03-09' })], []],
    [13, 'an emergency permit is valid', '2027-03-15', [permit, emergency], []],
    [14, '23:59:59 of the last day in Jakarta', '2027-03-10T23:59:59', [changed({ state: 'VALID' })], []],
    [15, 'left for good on 8 March', '2027-03-12', [permit, departed('2027-03-08')], []],
    [15, 'left for good before this permit began, and came back', '2027-03-12', [permit, departed('2026-03-10')], ['AL-01 raised']],
    [0, 'closed', '2027-03-12', [changed({ state: 'CLOSED' })], []],
    [0, 'cancelled: the case conference has it', '2027-03-12', [changed({ state: 'CANCELLED' })], []],
    [0, 'no last day', '2027-03-12', [changed({ state: 'VALID', validTo: undefined as never })], []],
  ] as const)('%i: %s, %s', (_, _what, at, facts, wanted) => {
    expect(first(at, facts)).toEqual(wanted);
  });

  it.each([
    ['an extension only while the setting says so', applied(), ['AL-01 raised']],
    ['16: a conversion always', applied({ applicationKind: 'CONVERSION' }), []],
    ['a change of sponsor never', applied({ applicationKind: 'SPONSOR_CHANGE' }), ['AL-01 raised']],
    ['an application about another permit never', applied({ permitFact: { kind: 'stay-permit', factId: 'another' } }), ['AL-01 raised']],
  ])('protects %s', (_, application, wanted) => {
    expect(first('2027-03-12', [permit, application], { 'overstay.pending-extension-protects': 'no' })).toEqual(wanted);
  });

  it('counts days of grace after a refusal', () => {
    const settings = { 'overstay.refusal-grace-days': 3 };
    expect(first('2027-03-28', [permit, refused], settings)).toEqual([]);
    expect(first('2027-03-29', [permit, refused], settings)).toEqual(['AL-01 raised']);
  });

  it.each([
    ['5: day 60', '2027-05-09', [permit], ['AL-01 withdrawn NEXT_STAGE', 'AL-03 raised']],
    ['11: a closure of 8 March arrives late', '2027-03-13', [changed({ state: 'CLOSED' })], ['AL-01 withdrawn CONDITION_GONE']],
    [
      '12: the last day is corrected',
      '2027-03-13',
      [later(permit, { validTo: '2028-03-10', state: 'VALID' }, 'corrected')],
      ['AL-01 withdrawn FACT_CORRECTED'],
    ],
    ['the permit is extended', '2027-03-13', [changed({ validTo: '2028-03-10', state: 'VALID' })], ['AL-01 withdrawn CONDITION_GONE']],
    ['the permit is retracted', '2027-03-13', [later(permit, {}, 'retracted')], ['AL-01 withdrawn FACT_RETRACTED']],
    ['a payment in time arrives late', '2027-03-13', [permit, applied()], ['AL-01 withdrawn CONDITION_GONE']],
  ])('withdraws: %s', (_, at, facts, wanted) => {
    expect(
      then([
        ['2027-03-12', [permit]],
        [at, facts],
      ]),
    ).toEqual(wanted);
  });

  it('looks again when it settles, and on days 60 and 61', () => {
    const desk = new Desk([overstayChargeZone]);
    const next = (at: string): string => {
      desk.look({ at, facts: [permit] });
      return new Date(desk.nextLooks.get('AL-01') ?? 0).toISOString();
    };
    expect(next('2027-03-10')).toBe('2027-03-10T17:05:00.000Z');
    expect(next('2027-03-11T00:05:00')).toBe('2027-03-11T01:00:00.000Z');
    expect(next('2027-03-11T08:00:00')).toBe('2027-05-08T17:05:00.000Z');
    expect(next('2027-05-09')).toBe('2027-05-09T17:05:00.000Z');
  });
});

describe('AL-02: more than 60 days', () => {
  it.each([
    [2, 'day 61', '2027-05-10', [permit], ['AL-02 raised']],
    [3, 'day 62', '2027-05-11', [permit], ['AL-02 raised']],
    [4, 'paid in time, undecided', '2027-05-10', [permit, applied({ filedOn: '2027-03-01', paidOn: '2027-03-02' })], []],
    [5, 'abroad since 5 March', '2027-05-10', [changed({ holderAbroadSince: '2027-03-05' })], []],
    [6, 'left for good on 9 May', '2027-05-10', [permit, departed('2027-05-09')], []],
    [8, 'closed on exit', '2027-05-10', [changed({ state: 'CLOSED' })], []],
    [9, 'an emergency permit is valid', '2027-05-10', [permit, emergency], []],
  ] as const)('%i: %s, %s', (_, _what, at, facts, wanted) => {
    expect(first(at, facts)).toEqual(wanted);
  });

  it.each([
    ['1, 2: day 61 follows day 60 without settling', '2027-05-10T00:05:00', [permit], ['AL-03 withdrawn NEXT_STAGE', 'AL-02 raised']],
    ['after an outage, day 62 as well', '2027-05-11', [permit], ['AL-03 withdrawn NEXT_STAGE', 'AL-02 raised']],
  ])('%s', (_, at, facts, wanted) => {
    expect(
      then([
        ['2027-05-09', [permit]],
        [at, facts],
      ]),
    ).toEqual(wanted);
  });

  it('3: is the same alert the day after; 7: an extension that arrives late withdraws it', () => {
    const steps = [
      ['2027-05-10', [permit]],
      ['2027-05-11', [permit]],
    ] as const;
    expect(then(steps)).toEqual([]);
    expect(then([...steps, ['2027-05-11', [changed({ validTo: '2028-03-10', state: 'VALID' })]]])).toEqual([
      'AL-02 withdrawn CONDITION_GONE',
    ]);
  });
});

describe('AL-03: day 60', () => {
  it.each([
    [2, 'none other', [permit], ['AL-03 raised']],
    [5, 'paid in time, undecided', [permit, applied()], []],
    [6, 'abroad since 5 March', [changed({ holderAbroadSince: '2027-03-05' })], []],
    [7, 'closed from abroad', [changed({ state: 'CLOSED' })], []],
    [8, 'left for good on 9 March', [permit, departed('2027-03-09')], []],
  ] as const)('%i: %s', (_, _what, facts, wanted) => {
    expect(first('2027-05-09', facts)).toEqual(wanted);
  });

  it.each([
    [2, 'REVIEW', 'The act is silent on this day'],
    [3, 'CHARGE_ZONE', 'The stay permit ended on 10 March 2027, 60 days ago'],
    [9, 'DEPORTATION_ZONE', 'The stay permit ended 60 days ago. First make sure'],
    [0, 'anything else', 'The act is silent on this day'],
  ])('%i: the setting %s chooses the text', (_, value, text) => {
    const { en, id } = overstayDaySixty.advice(judged([permit]), permit.ref, onDay('2027-05-09', { 'overstay.day60': value }));
    expect(en).toContain(text);
    expect(id).not.toBe(en);
  });

  it('settles for 8 hours when nothing was open the day before', () => {
    expect(first('2027-05-09T07:59:00', [permit])).toEqual([]);
    expect(first('2027-05-09T08:00:00', [permit])).toEqual(['AL-03 raised']);
  });
});
