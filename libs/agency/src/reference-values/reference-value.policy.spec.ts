import { ReferenceValue, type Member, type ReferenceValueBody } from '@timpora/contracts';

import { mayEnd, referenceValueInvariant } from './reference-value.policy.js';

type List = ReferenceValueBody['list'];

const { value: _value, ...without } = ReferenceValue.example;
const aValue = (list: List, key: string, value?: string): ReferenceValueBody => ({
  ...without,
  ...{ list, key },
  ...(value !== undefined && { value }),
});

describe('a reference value', () => {
  it.each<[Member, List, string, string | undefined, string | null]>([
    ['imigrasi', 'HOLIDAY', '2027-06-17', undefined, null],
    ['imigrasi', 'HOLIDAY', '2027-06-17', 'JOINT_LEAVE', null],
    ['imigrasi', 'HOLIDAY', '2027-06-17', 'FEAST', 'reference.value-unfitting'],
    ['imigrasi', 'HOLIDAY', '2027-06-17', 'constructor', 'reference.value-unfitting'],
    ['imigrasi', 'HOLIDAY', '2027-02-29', undefined, 'reference.key-unknown'],
    ['imigrasi', 'HOLIDAY', 'Lebaran', undefined, 'reference.key-unknown'],
    ['disnaker', 'HOLIDAY', '2027-06-17', undefined, 'reference.key-of-another'],
    ['imigrasi', 'SETTING', 'closure.leave-days', '3', null],
    ['imigrasi', 'SETTING', 'closure.leave-days', 'three', 'reference.value-unfitting'],
    ['imigrasi', 'SETTING', 'closure.leave-days', undefined, 'reference.value-unfitting'],
    ['imigrasi', 'SETTING', 'calendar.joint-leave-works', 'yes', null],
    ['imigrasi', 'SETTING', 'calendar.joint-leave-works', '1', 'reference.value-unfitting'],
    ['imigrasi', 'SETTING', 'no-such.setting', '1', 'reference.key-unknown'],
    ['kemenag', 'SETTING', 'religious-stay.total-years', '5', null],
    ['imigrasi', 'SETTING', 'religious-stay.total-years', '5', 'reference.key-of-another'],
    ['dinkes', 'SETTING', 'health-registration.total-years', '5', null],
    ['imigrasi', 'POSITION', 'DRONE_PILOT', undefined, null],
    ['imigrasi', 'POSITION', 'drone pilot', undefined, 'reference.key-unknown'],
    ['disnaker', 'POSITION', 'DRONE_PILOT', undefined, 'reference.key-of-another'],
    ['imigrasi', 'FORBIDDEN_POSITION', 'COOK', undefined, null],
    ['imigrasi', 'FORBIDDEN_POSITION', 'ASTRONAUT', undefined, 'reference.value-unfitting'],
    ['imigrasi', 'POSITION_SYNONYM', 'COOK', 'TRANSLATOR', null],
    ['imigrasi', 'POSITION_SYNONYM', 'COOK', 'COOK', 'reference.value-unfitting'],
    ['imigrasi', 'POSITION_SYNONYM', 'COOK', undefined, 'reference.value-unfitting'],
    ['imigrasi', 'VIOLATION_RULE', 'NOISE', 'polres', null],
    ['imigrasi', 'VIOLATION_RULE', 'NOISE', 'bpjs', 'reference.value-unfitting'],
    ['polres', 'UNIT', 'POLRES_INTELLIGENCE', undefined, null],
    ['imigrasi', 'UNIT', 'POLRES_INTELLIGENCE', undefined, 'reference.key-of-another'],
    ['imigrasi', 'UNIT', 'FRONT_DESK', undefined, null],
    ['polres', 'UNIT', 'FRONT_DESK', undefined, 'reference.key-of-another'],
    ['imigrasi', 'TOPIC', 'ENERGY', undefined, null],
    ['imigrasi', 'REASON', 'SUPERSEDED', undefined, null],
    ['imigrasi', 'VISA_INDEX', 'E23', undefined, null],
  ])('of %s: %s %s = %s', (member, list, key, value, code) => {
    expect(referenceValueInvariant(member).holds?.(aValue(list, key, value), '2026-06-15', [])?.code ?? null).toBe(code);
  });

  it('is one for each key and first day', () => {
    const claims = referenceValueInvariant('imigrasi').unique?.map(({ by }) => by(aValue('SETTING', 'closure.leave-days', '3')));
    expect(claims).toEqual([{ list: 'SETTING', key: 'closure.leave-days', validFrom: without.validFrom }]);
  });

  it('gets its last day once', () => {
    const value = aValue('SETTING', 'closure.leave-days', '3');
    expect([mayEnd(value), mayEnd({ ...value, validTo: '2027-12-31' })?.code]).toEqual([null, 'reference.has-ended']);
  });
});
