import 'reflect-metadata';

import { DomainError } from '@timpora/access';
import { catalogue, Employment, Resident, Review, StayPermit, type AnyFact, type Member } from '@timpora/contracts';

import { conditionsOf, getKind, getUuid, isUuid, nameFields } from './kinds.js';

const viewOf = (member: Member) => ({ member, catalogue });

const refusalOf = (action: () => unknown): { code: string; extra: unknown } => {
  try {
    action();
  } catch (error) {
    if (error instanceof DomainError) return { code: error.problem.code, extra: error.extra };
    throw error;
  }
  return { code: 'none', extra: {} };
};

describe('a kind', () => {
  it.each<[Member, string, string]>([
    ['dukcapil', 'resident', 'none'],
    ['polres', 'stay-permit', 'none'],
    ['kemenag', 'employment', 'kind.not-entitled'],
    ['imigrasi', 'nothing', 'kind.unknown'],
    ['imigrasi', '', 'kind.unknown'],
    ['imigrasi', 'Stay-Permit', 'kind.unknown'],
    ['imigrasi', "stay-permit'", 'kind.unknown'],
    ['imigrasi', '__proto__', 'kind.unknown'],
    ['imigrasi', 'constructor', 'kind.unknown'],
  ])('asked of %s as %p: refusal %s', (member, kind, code) => {
    expect(refusalOf(() => getKind(viewOf(member), kind)).code).toBe(code);
  });

  it.each(catalogue.members)('is held by %s when it states it or may know it, and only then', (member) => {
    const held = catalogue.facts.filter(({ kind }) => refusalOf(() => getKind(viewOf(member), kind)).code === 'none');
    const states = ({ owner, statedBy }: AnyFact): boolean =>
      owner === member || (owner === 'every-member' && (statedBy === 'all' || statedBy.includes(member)));
    const entitled = catalogue.facts.filter((fact) => states(fact) || fact.knownBy[member]);
    expect(held.map(({ kind }) => kind)).toEqual(entitled.map(({ kind }) => kind));
  });
});

describe('an id', () => {
  it.each([
    ['019afb00-0000-7000-8000-000000000001', true],
    ['019AFB00-0000-7000-8000-000000000001', false],
    ['019afb00-0000-7000-8000-00000000000', false],
    ['019afb00-0000-7000-8000-0000000000012', false],
    ['019afb0000007000800000000000000001', false],
    [' 019afb00-0000-7000-8000-000000000001', false],
    ['019afb00-0000-7000-8000-000000000001\n', false],
    ['{019afb00-0000-7000-8000-000000000001}', false],
    ['', false],
  ])('%p is one: %p', (text, is) => {
    expect(isUuid(text)).toBe(is);
    expect(refusalOf(() => getUuid(text)).code).toBe(is ? 'none' : 'id.malformed');
  });
});

describe('a search', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['nothing', {}, []],
    ['a name in part', { registeredName: 'chen' }, [{ field: 'registeredName', compare: 'contains', value: 'chen' }]],
    ['a code', { state: 'REGISTERED' }, [{ field: 'state', compare: 'equals', value: 'REGISTERED' }]],
    [
      'a span of days',
      { 'endedOn.from': '2026-01-01', 'endedOn.to': '2026-12-31' },
      [
        { field: 'endedOn', compare: 'from', value: '2026-01-01' },
        { field: 'endedOn', compare: 'to', value: '2026-12-31' },
      ],
    ],
    ['a leap day', { 'endedOn.to': '2028-02-29' }, [{ field: 'endedOn', compare: 'to', value: '2028-02-29' }]],
    ['a page, which is no condition', { limit: '10', after: 'x', reference: 'y' }, []],
    ['an empty text', { registeredName: '' }, [{ field: 'registeredName', compare: 'contains', value: '' }]],
  ])('for %s', (_, query, conditions) => expect(conditionsOf(Resident, query)).toEqual(conditions));

  it('for what a fact points to', () => {
    const about = '019afb00-0000-7000-8000-000000000501';
    expect(conditionsOf(Review, { about })).toEqual([{ field: 'about', compare: 'points-to', value: about }]);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a field that is not searched', { birthDate: '1990-01-01' }],
    ['a field of another kind', { validTo: '2026-01-01' }],
    ['a day by equality', { endedOn: '2026-01-01' }],
    ['a code by span', { 'state.from': 'A' }],
    ['a span that does not exist', { 'endedOn.before': '2026-01-01' }],
    ['a day that does not exist', { 'endedOn.from': '2026-02-30' }],
    ['a 29 February without a leap year', { 'endedOn.to': '2026-02-29' }],
    ['a thirteenth month', { 'endedOn.to': '2026-13-01' }],
    ['a day in other words', { 'endedOn.to': '1 May 2026' }],
    ['an instant', { 'endedOn.to': '2026-01-01T00:00:00Z' }],
    ['a day before 1900', { 'endedOn.to': '1899-12-31' }],
    ['an empty day', { 'endedOn.to': '' }],
    ['a field twice', { state: ['REGISTERED', 'ENDED'] }],
    ['an object', { state: { $ne: null } }],
    ['a name that every object has', { constructor: 'x' }],
    ['SQL in place of a field', { "state' or 1=1 --": 'x' }],
  ])('for %s is refused, and the refusal says what may be asked', (_, query) => {
    expect(refusalOf(() => conditionsOf(Resident, query))).toEqual({
      code: 'search.unknown-parameter',
      extra: { errors: ['registeredName=', 'state=', 'endedOn.from=YYYY-MM-DD', 'endedOn.to=YYYY-MM-DD'] },
    });
  });

  it('takes what each kind names, no more', () => {
    expect(conditionsOf(StayPermit, { 'validTo.to': '2026-06-30', state: 'VALID' })).toHaveLength(2);
    expect(refusalOf(() => conditionsOf(StayPermit, { registeredName: 'chen' })).code).toBe('search.unknown-parameter');
    expect(refusalOf(() => conditionsOf(Employment, { 'organisationKey.from': 'a' })).code).toBe('search.unknown-parameter');
  });
});

describe('the names by which residents are found', () => {
  it.each<[Member, readonly string[]]>([
    ['imigrasi', ['foreign-national.fullName', 'foreign-national.nameInOwnScript', 'resident.registeredName']],
    ['dukcapil', ['foreign-national.fullName', 'foreign-national.nameInOwnScript', 'resident.registeredName']],
  ])('at %s', (member, fields) => {
    const names = nameFields(viewOf(member)).map(({ fact, field }) => `${fact.kind}.${field}`);
    expect(names.sort()).toEqual([...fields].sort());
  });

  it('are those of kinds that the member holds, everywhere', () => {
    for (const member of catalogue.members)
      for (const { fact } of nameFields(viewOf(member))) expect(refusalOf(() => getKind(viewOf(member), fact.kind)).code).toBe('none');
  });
});
