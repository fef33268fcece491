import { choiceOn, fieldsOf, ForeignNational, settingOn, wordsOfCode } from '@timpora/contracts';

import { judged, aFact, onDay } from './a-desk.kit.js';
import { asRead, fieldsRead, noFacts } from './facts.js';
import { dueDays, settleHours } from './rule.js';
import { rules } from './rules.js';

describe('what rules are given', () => {
  const weighed = /nationality|sex|gender|religio|belief|ethnic|country|race/i;

  it('has no nationality, sex or religion', () => {
    expect(
      Object.values(fieldsRead)
        .flat()
        .filter((field) => weighed.test(field)),
    ).toEqual([]);
    expect(Object.keys(noFacts)).not.toContain('foreign-national');
    expect(Object.keys(noFacts)).not.toContain('religious-recommendation');
    // The kind that has them is there, so the expression above would find them.
    expect([...fieldsOf(ForeignNational.body).keys()].filter((field) => weighed.test(field))).toEqual(['sex', 'nationality']);
  });

  it('is taken out of a body, whatever else is in it', () => {
    const body = { ...ForeignNational.example, state: 'VALID', validTo: '2027-03-10' };
    expect(asRead('stay-permit', body)).toEqual({ state: 'VALID', validTo: '2027-03-10' });
  });

  it('does not compile for a rule that asks for more', () => {
    const permit = aFact('stay-permit', { permitType: 'LIMITED', issuedOn: '', validFrom: '', state: 'VALID' });
    // @ts-expect-error a nationality is nothing that a rule can read
    expect(judged([permit])['stay-permit'][0]?.body.nationality).toBeUndefined();
    // @ts-expect-error purposes are not read by any rule either
    expect(judged([permit])['stay-permit'][0]?.body.purposeGroup).toBeUndefined();
    // @ts-expect-error identities are compared elsewhere; rules hear of the match only
    expect(judged([permit])['foreign-national']).toBeUndefined();
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it('has its settings', () => {
    expect(settingOn(settleHours(rule), '2026-06-15')).toBeGreaterThanOrEqual(8);
    expect(settingOn(dueDays(rule), '2026-06-15')).toBeGreaterThanOrEqual(1);
  });

  it('advises in both languages, names nobody and accuses nobody', () => {
    const advice = rule.advice(noFacts, { kind: 'stay-permit', factId: 'x' }, onDay('2026-06-15'));
    for (const text of [wordsOfCode({ kind: 'alert', field: 'ruleId', code: rule.id }), advice]) {
      expect(text.id).not.toBe(text.en);
      expect(`${text.id} ${text.en}`).not.toMatch(/pelanggaran|violation|ilegal|illegal|guilty|bersalah/i);
    }
  });

  it('finds nothing where nothing is known', () => {
    expect(rule.judge(noFacts, onDay('2026-06-15'))).toMatchObject({ findings: [], nextLook: null });
  });
});

describe('the list of rules', () => {
  it('has each rule once', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('tells enforcement members only of rules that may be told', () => {
    const told = choiceOn('enforcement.rules', '2026-06-15').split(' ');
    expect(
      rules
        .filter(({ enforcement }) => enforcement)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(told.filter((id) => id !== 'REVIEWED').sort());
  });
});
