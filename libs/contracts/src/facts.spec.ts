import 'reflect-metadata';
import { validateSync } from 'class-validator';

import { catalogue } from './all-events.js';
import { brokenRules, type AnyFact } from './facts.js';
import { fieldsOf } from './body.js';
import { PracticePermit } from './dinkes/practice-permit.js';
import { Residence } from './dukcapil/residence.js';
import { ForeignNational } from './imigrasi/foreign-national.js';
import { StayPermit } from './imigrasi/stay-permit.js';

const kinds = catalogue.facts.map((fact) => ({ kind: fact.kind, fact }));
const exampleOf = (fact: AnyFact): Record<string, unknown> => fact.example as Record<string, unknown>;
const atTheEdge = (fact: AnyFact, body: unknown): number =>
  validateSync(Object.assign(new fact.body(), body), { whitelist: true, forbidNonWhitelisted: true }).length;

describe.each(kinds)('the fact $kind', ({ fact }) => {
  const example = exampleOf(fact);
  const optional = [...fieldsOf(fact.body)].filter(([, field]) => field.optional).map(([name]) => name);

  it('has an example that may be stated and heard', () => {
    expect(fact.checkStated(example)).toEqual([]);
    expect(fact.checkHeard(example)).toEqual([]);
    expect(atTheEdge(fact, example)).toBe(0);
    expect(brokenRules(fact, example, '2026-06-01')).toEqual([]);
  });
  it('refuses an unknown field where it is stated and lets it pass where it is heard', () => {
    const newer = { ...example, addedByANewerContract: 1 };
    expect(fact.checkStated(newer)).toEqual([{ path: '', message: 'has an unknown field' }]);
    expect(fact.checkHeard(newer)).toEqual([]);
    expect(atTheEdge(fact, newer)).toBe(1);
  });
  it('refuses __proto__ as a field', () => {
    const body: unknown = JSON.parse(JSON.stringify(example).replace('{', '{"__proto__":{"state":"VALID"},'));
    expect(fact.checkStated(body)).toEqual([{ path: '', message: 'has an unknown field' }]);
  });
  it('is not satisfied by fields of its prototype', () => {
    expect(fact.checkStated(Object.create(example)).length).toBeGreaterThan(0);
    expect(fact.checkHeard(Object.create(example)).length).toBeGreaterThan(0);
  });
  it('takes a body without each optional field, and null for none', () => {
    for (const name of optional) {
      const { [name]: _left, ...without } = example;
      const refusals = [fact.checkStated, fact.checkHeard].map((check) => check({ ...without, [name]: null }));
      expect(fact.checkStated(without)).toEqual([]);
      expect(refusals.map(([problem]) => problem?.path)).toEqual([`/${name}`, `/${name}`]);
    }
  });
  it.each([null, undefined, [], 'body', 0, true])('is no %j', (value) => {
    expect(fact.checkStated(value).length).toBeGreaterThan(0);
    expect(fact.checkHeard(value).length).toBeGreaterThan(0);
  });
});

describe('a body', () => {
  const person = exampleOf(ForeignNational);

  it.each([
    ['U+0000', 'Kim\u0000'],
    ['a lone surrogate', 'Kim\udc00'],
    ['two spaces', 'Kim  Haneul'],
  ])('refuses a name with %s at both ends', (_what, fullName) => {
    expect(ForeignNational.checkStated({ ...person, fullName })).toHaveLength(1);
    expect(ForeignNational.checkHeard({ ...person, fullName })).toHaveLength(1);
  });
  it('refuses a day that no calendar has', () => {
    expect(ForeignNational.checkHeard({ ...person, birthDate: '2024-02-31' })).toHaveLength(1);
  });
  it('takes at most five former names', () => {
    const formerNames = ['A', 'B', 'C', 'D', 'E', 'F'];
    expect(ForeignNational.checkStated({ ...person, formerNames: formerNames.slice(1) })).toEqual([]);
    expect(ForeignNational.checkStated({ ...person, formerNames })).toHaveLength(1);
  });
  it('checks codes of a list where they are stated only', () => {
    const unlisted = { ...exampleOf(Residence), district: '36.04.99' };
    expect(Residence.checkStated(unlisted)).toEqual([{ path: '/district', message: 'must be in the list' }]);
    expect(Residence.checkHeard(unlisted)).toEqual([]);
  });
});

describe('fields of a state', () => {
  const permit = (change: Record<string, unknown>): readonly string[] =>
    brokenRules(StayPermit, { ...exampleOf(StayPermit), ...change }, '2026-06-01').map(({ path }) => path);

  it.each([
    ['are there in it', { state: 'CLOSED', closureKind: 'ON_EXIT', closedOn: '2026-05-01' }, []],
    ['are missed in it', { state: 'CLOSED', closureKind: 'ON_EXIT' }, ['/closedOn']],
    ['are refused in another', { state: 'EXPIRED', closedOn: '2026-05-01' }, ['/closedOn']],
    ['may belong to several', { state: 'CANCELLED', closedOn: '2026-05-01' }, []],
  ])('%s', (_what, change, broken) => {
    expect(permit(change)).toEqual(broken);
  });
});

describe('days of a body', () => {
  const today = '2026-06-01';
  const permit = (days: Record<string, unknown>): readonly string[] =>
    brokenRules(StayPermit, { ...exampleOf(StayPermit), ...days }, today).map(({ path, message }) => `${path} ${message}`);

  it.each([
    ['the same day', '2026-02-02', []],
    ['a day later', '2026-02-03', []],
    ['a day earlier', '2026-02-01', ['/validTo is before validFrom']],
    ['absent', undefined, []],
  ])('may end on %s', (_what, validTo, broken) => {
    expect(permit({ validTo })).toEqual(broken);
  });
  it.each([
    ['2056-06-01', []],
    ['2056-06-02', ['/validTo is more than 30 years ahead']],
  ])('may lie 30 years ahead, %s', (validTo, broken) => {
    expect(permit({ validTo })).toEqual(broken);
  });
  it('counts the 30 years from a leap day', () => {
    const on = (validTo: string): number => brokenRules(StayPermit, { ...exampleOf(StayPermit), validTo }, '2028-02-29').length;
    expect([on('2058-02-28'), on('2058-03-01')]).toEqual([0, 1]);
  });
  it('may lie in the past', () => {
    expect(permit({ validFrom: '1999-01-01', validTo: '2000-01-01' })).toEqual([]);
  });
  it('are checked by every pair of a kind', () => {
    const body = {
      ...exampleOf(PracticePermit),
      validTo: '2026-01-31',
      endedOn: '2026-01-31',
      registrationValidTo: '2026-01-04',
      state: 'ENDED',
    };
    expect(brokenRules(PracticePermit, body, today).map(({ path }) => path)).toEqual(['/registrationValidTo', '/validTo', '/endedOn']);
  });
});
