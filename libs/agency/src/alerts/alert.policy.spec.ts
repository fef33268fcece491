import { Alert, type AlertBody, type EnforcementAlertBody } from '@timpora/contracts';
import { findRule, noFacts, type JudgedFacts, type Rule } from '@timpora/rules';

import { areaOf, dueFrom, escalatesOn, isEnforced, mayAcknowledge, mayAssign, mayEscalate, mayResolve, told } from './alert.policy.js';

const anAlert = (change: Partial<AlertBody> = {}): AlertBody => ({ ...Alert.example, dueOn: '2026-06-18', ...change });
const ruleOf = (id: string): Rule => findRule(id)!;

describe('an alert', () => {
  it.each([
    ['RAISED', null, null, null],
    ['ACKNOWLEDGED', 'alert.already-taken', null, null],
    ['ASSIGNED', 'alert.already-taken', 'alert.already-assigned', null],
    ['ESCALATED', null, null, null],
    ['WITHDRAWN', 'alert.not-open', 'alert.not-open', 'alert.not-open'],
    ['RESOLVED', 'alert.not-open', 'alert.not-open', 'alert.not-open'],
  ] as const)('that is %s: acknowledging %s, assigning %s, resolving %s', (state, acknowledging, assigning, resolving) => {
    const code = (may: typeof mayAcknowledge) => may({ state })?.code ?? null;
    expect([code(mayAcknowledge), code(mayAssign), code(mayResolve)]).toEqual([acknowledging, assigning, resolving]);
  });

  it.each([
    ['on its last day', anAlert(), '2026-06-18', 'alert.not-yet-due'],
    ['on the day after', anAlert(), '2026-06-19', null],
    ['after somebody has taken it', anAlert({ state: 'ACKNOWLEDGED' }), '2026-06-19', null],
    ['a second time', anAlert({ state: 'ESCALATED', level: 1 }), '2026-06-19', null],
    ['no third time: nobody is above the chair', anAlert({ state: 'ESCALATED', level: 2 }), '2026-07-19', 'alert.not-yet-due'],
    ['not when it is resolved', anAlert({ state: 'RESOLVED' }), '2026-07-19', 'alert.not-open'],
    ['not when it is withdrawn', anAlert({ state: 'WITHDRAWN' }), '2026-07-19', 'alert.not-open'],
  ])('is escalated %s', (_, alert, today, code) => {
    expect(mayEscalate(alert, today)?.code ?? null).toBe(code);
    expect(escalatesOn(alert) !== null && (escalatesOn(alert) ?? '') <= today).toBe(code === null);
  });

  it.each([
    ['AL-02', '2026-06-15', '2026-06-17', 'a working day, the 16th being a holiday'],
    ['AL-01', '2026-06-11', '2026-06-17', 'three working days'],
    ['AL-30', '2026-06-15', '2026-06-23', 'five working days for a rule that is not known here'],
  ])('of %s from %s is due on %s: %s', (rule, today, due) => {
    expect(dueFrom(today, rule)).toBe(due);
  });
});

describe('enforcement members', () => {
  it.each([
    ['AL-02', undefined, true],
    ['AL-06', 'a', true],
    ['AL-06', 'b', false],
    ['AL-01', undefined, false],
    ['AL-12', undefined, false],
    ['AL-21', undefined, false],
  ])('hear of %s, branch %s: %s', (id, branch, hear) => {
    expect(isEnforced(ruleOf(id), branch === undefined ? {} : { branch }, { today: '2026-06-15' })).toBe(hear);
  });

  const known: Pick<EnforcementAlertBody, 'state' | 'urgency' | 'dueOn'> = { state: 'OPEN', urgency: 'ORDINARY', dueOn: '2026-06-18' };
  it.each([
    ['of nothing when nothing of theirs changed', anAlert(), known, null],
    [
      'of a new due day',
      anAlert({ state: 'ASSIGNED', dueOn: '2026-06-22' }),
      known,
      { state: 'OPEN', dueOn: '2026-06-22', urgency: 'ORDINARY' },
    ],
    [
      'of a new due day, whoever has taken it up',
      anAlert({ dueOn: '2026-06-22' }),
      { ...known, state: 'TAKEN_UP' as const },
      { state: 'TAKEN_UP', dueOn: '2026-06-22', urgency: 'ORDINARY' },
    ],
    [
      'that it was withdrawn',
      anAlert({ state: 'WITHDRAWN', closeReason: 'FACT_CORRECTED' }),
      known,
      { ...known, state: 'WITHDRAWN', closeReason: 'FACT_CORRECTED' },
    ],
    [
      'that it was resolved',
      anAlert({ state: 'RESOLVED', closeReason: 'HELPED' }),
      known,
      { ...known, state: 'CLOSED', closeReason: 'HELPED' },
    ],
    [
      'of nothing when it is over for them',
      anAlert({ state: 'RESOLVED', closeReason: 'HELPED' }),
      { ...known, state: 'CLOSED' as const },
      null,
    ],
  ] as const)('are told %s', (_, alert, before, wanted) => {
    expect(told(alert, before)).toEqual(wanted);
  });

  it('are told where to look first, home or work; outside where no area is known', () => {
    const ref = { kind: 'employment', factId: 'e1', version: '1', owner: 'disnaker' };
    const facts: JudgedFacts = {
      ...noFacts,
      residence: [
        { ref: { kind: 'residence', factId: 'r0' }, body: { district: '36.04.01', state: 'MOVED_OUT' } },
        { ref: { kind: 'residence', factId: 'r1' }, body: { district: '36.04.05', state: 'CURRENT' } },
      ],
      employment: [{ ref, body: { organisationKey: 'nib:1', workDistricts: ['36.72.01'], startedOn: '2026-06-01', state: 'ACTIVE' } }],
    };
    expect(areaOf(facts, 'HOME', ref)).toEqual({ district: '36.04.05', areaKind: 'HOME' });
    expect(areaOf(facts, 'WORK', ref)).toEqual({ district: '36.72.01', areaKind: 'WORK' });
    expect(areaOf(noFacts, 'HOME', ref)).toEqual({ district: 'outside', areaKind: 'NONE' });
  });
});
