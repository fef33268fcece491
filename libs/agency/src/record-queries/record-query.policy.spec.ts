import { RecordQuery, type FactReference, type RecordQueryBody } from '@timpora/contracts';
import type { Held } from '@timpora/exchange';

import { answerIsDueOn, recordQueryInvariant } from './record-query.policy.js';

const about: FactReference = { ...RecordQuery.example.about!, version: '2' };
const query: RecordQueryBody = { ...RecordQuery.example, about };
const { organisationKey: _none, ...aboutFact } = query;
const aboutBody: RecordQueryBody = { ...aboutFact, organisationKey: 'nib:0000000000001' };
const { about: _fact, ...aboutOrganisation } = aboutBody;
const { holds, refersTo = [], unique = [] } = recordQueryInvariant('polres');

describe('a question to an owner', () => {
  it.each<[string, RecordQueryBody, string | null]>([
    ['about a fact', query, null],
    ['about an organisation', aboutOrganisation, null],
    ['about both', aboutBody, 'query.about-one-thing'],
    ['about neither', { ...query, about: undefined } as unknown as RecordQueryBody, 'query.about-one-thing'],
    ['about a kind that does not exist', { ...query, aboutKind: 'horoscope' }, 'query.kind-unknown'],
    ['about another kind', { ...query, aboutKind: 'stay-permit', fieldName: 'validTo' }, 'query.kind-unknown'],
    ['of an agency that owns no such kind', { ...aboutOrganisation, askedOf: 'dinkes' }, 'query.not-the-owner'],
    ['of another owner than its fact has', { ...query, about: { ...about, owner: 'imigrasi' } }, 'query.not-the-owner'],
    ['of itself', { ...query, askedOf: 'polres' }, 'query.of-yourself'],
    ['about a field that is none', { ...query, fieldName: 'street' }, 'query.field-unknown'],
    ['without a version', { ...query, about: { kind: about.kind, factId: about.factId } }, 'query.version-not-given'],
    [
      'about a report of the asked member',
      {
        ...query,
        askedOf: 'dinkes',
        about: { ...about, kind: 'violation', owner: 'dinkes' },
        aboutKind: 'violation',
        fieldName: 'district',
      },
      null,
    ],
    [
      'about a report of another',
      {
        ...query,
        askedOf: 'dinkes',
        about: { ...about, kind: 'violation', owner: 'disdik' },
        aboutKind: 'violation',
        fieldName: 'district',
      },
      'query.not-the-owner',
    ],
  ])('%s', (_, body, code) => {
    expect(holds?.(body, '2026-06-15')?.code ?? null).toBe(code);
  });

  it.each<[string, Partial<Held> | null, string | null]>([
    ['in this version', { version: 2, change: 'stated' }, null],
    ['in a later one', { version: 3, change: 'corrected' }, null],
    ['in an earlier one', { version: 1, change: 'stated' }, 'query.not-held'],
    ['taken back', { version: 3, change: 'retracted' }, 'query.not-held'],
    ['not at all', null, 'query.not-held'],
  ])('is about what the asker holds: %s', (_, held, code) => {
    expect(refersTo.map((each) => each.holds(query, held as Held | null)?.code ?? null)).toEqual([code]);
  });

  it('is the same when fact, version and code are; about an organisation none is', () => {
    expect(unique.map(({ by }) => [by(query), by(aboutOrganisation)])).toEqual([
      [{ 'about.factId': about.factId, 'about.version': '2', questionCode: query.questionCode }, null],
    ]);
  });

  it('is to be answered within three working days', () => {
    expect(answerIsDueOn('2026-06-15')).toBe('2026-06-19');
  });
});
