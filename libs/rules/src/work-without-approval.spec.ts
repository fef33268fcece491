import { aFact, arrived, Desk, later, type TestFact } from './a-desk.kit.js';
import type { Bodies } from './facts.js';
import { workWithoutApproval } from './work-without-approval.js';

const [A, B] = ['nib:0000000000001', 'nib:0000000000002'];
const employment = aFact(
  'employment',
  { organisationKey: A, workDistricts: ['36.04.05'], startedOn: '2027-04-01', state: 'ACTIVE' },
  'disnaker',
);
const plan = (organisationKey: string, validFrom: string, more: Partial<Bodies['work-plan']> = {}): TestFact<'work-plan'> =>
  aFact('work-plan', { organisationKey, validFrom, validTo: '2028-03-31', ...more }, 'disnaker');
const sponsored = (change: Partial<Bodies['sponsorship']>): TestFact<'sponsorship'> =>
  aFact('sponsorship', { basis: 'CORPORATE_SPONSOR', organisationKey: A, state: 'ACTIVE', ...change });
const teacher = aFact(
  'teacher-assignment',
  { organisationKey: B, workDistrict: '36.04.05', startedOn: '2027-04-01', voluntary: false, state: 'ACTIVE' },
  'disdik',
);
const atSchool = later(employment, { organisationKey: B });

const first = (at: string, facts: readonly TestFact[], settings = {}): readonly string[] =>
  new Desk([workWithoutApproval]).look({ at, facts, settings });

describe('AL-06: work without an approval of this employer', () => {
  it.each([
    [1, 'the day before the work', '2027-03-31', [employment], []],
    [2, 'the first day: settling', '2027-04-01', [employment], []],
    [2, 'one minute before 48 hours', '2027-04-02T23:59:00', [employment], []],
    [3, 'without a plan', '2027-04-03T00:00:00', [employment], ['AL-06 a raised']],
    [4, 'a plan from the first day on', '2027-04-03', [employment, plan(A, '2027-04-01')], []],
    [5, 'a plan from the second day on covers today', '2027-04-03', [employment, plan(A, '2027-04-02')], []],
    [5, 'a plan from tomorrow on', '2027-04-03', [employment, plan(A, '2027-04-04')], ['AL-06 a raised']],
    [
      5,
      'a plan that ended the day before the work',
      '2027-04-03',
      [employment, plan(A, '2026-04-01', { validTo: '2027-03-31' })],
      ['AL-06 a raised'],
    ],
    [
      5,
      'a plan that covered the first day only: another rule judges',
      '2027-04-03',
      [employment, plan(A, '2026-04-02', { validTo: '2027-04-01' })],
      [],
    ],
    [
      5,
      'a plan that was revoked before the work',
      '2027-04-03',
      [employment, plan(A, '2027-01-01', { endedOn: '2027-03-15' })],
      ['AL-06 a raised'],
    ],
    [6, 'a plan of another employer', '2027-04-03', [employment, plan(B, '2027-04-01')], ['AL-06 a raised']],
    [7, 'an investor with a guarantee', '2027-04-03', [employment, sponsored({ basis: 'INVESTOR_GUARANTEE' })], []],
    [
      7,
      'an investor whose guarantee was released',
      '2027-04-03',
      [employment, sponsored({ basis: 'INVESTOR_GUARANTEE', state: 'RELEASED' })],
      ['AL-06 a raised'],
    ],
    [
      7,
      'an investor elsewhere',
      '2027-04-03',
      [employment, sponsored({ basis: 'INVESTOR_GUARANTEE', organisationKey: B })],
      ['AL-06 a raised'],
    ],
    [13, 'a director', '2027-04-03', [employment, sponsored({ organisationRole: 'DIRECTOR' })], []],
    [13, 'an employee of the sponsor', '2027-04-03', [employment, sponsored({ organisationRole: 'EMPLOYEE' })], ['AL-06 a raised']],
    [0, 'work that has ended', '2027-04-03', [later(employment, { state: 'ENDED' })], []],
    [9, 'a teacher, day 13', '2027-04-14', [teacher], []],
    [10, 'a teacher, day 14: settling', '2027-04-15', [teacher], []],
    [11, 'a teacher, 48 hours later', '2027-04-17T00:00:00', [teacher], ['AL-06 b raised']],
    [11, 'a volunteer', '2027-04-17', [later(teacher, { voluntary: true })], []],
    [11, 'a teacher who has left', '2027-04-17', [later(teacher, { state: 'ENDED' })], []],
    [
      11,
      'a teacher with work at another organisation only',
      '2027-04-17',
      [teacher, later(employment, { state: 'ENDED' })],
      ['AL-06 b raised'],
    ],
  ] as const)('%i: %s, %s', (_, _what, at, facts, wanted) => {
    expect(first(at, facts)).toEqual(wanted);
  });

  it('14: judges a director when the setting says no', () => {
    const facts = [employment, sponsored({ organisationRole: 'DIRECTOR' })];
    expect(first('2027-04-03', facts, { 'labour.shareholder-exempt': 'no' })).toEqual(['AL-06 a raised']);
  });

  it.each([
    ['8: a plan approved on 20 March arrives late', [employment, plan(A, '2027-03-20')]],
    ['a guarantee is recorded', [employment, sponsored({ basis: 'INVESTOR_GUARANTEE' })]],
    ['the work ends', [later(employment, { state: 'ENDED' })]],
  ])('is withdrawn when %s', (_, facts) => {
    const desk = new Desk([workWithoutApproval]);
    desk.look({ at: '2027-04-03', facts: [employment] });
    expect(desk.look({ at: '2027-04-05', facts })).toEqual(['AL-06 a withdrawn CONDITION_GONE']);
  });

  it('12: is withdrawn when the school reports its teacher; then the work is judged', () => {
    const desk = new Desk([workWithoutApproval]);
    desk.look({ at: '2027-04-17', facts: [teacher] });
    expect(desk.look({ at: '2027-04-18', facts: [teacher, atSchool] })).toEqual(['AL-06 b withdrawn CONDITION_GONE', 'AL-06 a raised']);
  });

  it('settles again after a fact of another member arrived', () => {
    const facts = [employment, arrived(sponsored({}), '2027-04-03T10:00:00')];
    expect(first('2027-04-05T09:59:00', facts)).toEqual([]);
    expect(first('2027-04-05T10:00:00', facts)).toEqual(['AL-06 a raised']);
  });

  it('looks again on the first day of the work, and when a teacher should have been reported', () => {
    const desk = new Desk([workWithoutApproval]);
    desk.look({ at: '2027-03-20', facts: [employment, teacher] });
    expect(new Date(desk.nextLooks.get('AL-06') ?? 0).toISOString()).toBe('2027-03-31T17:05:00.000Z');
    desk.look({ at: '2027-04-10', facts: [teacher] });
    expect(new Date(desk.nextLooks.get('AL-06') ?? 0).toISOString()).toBe('2027-04-14T17:05:00.000Z');
  });
});
