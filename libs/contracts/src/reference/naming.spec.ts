import { catalogue } from '../all-events.js';
import { members, purposes } from '../members.js';
import { entriesOf, type ListName } from './lists.js';
import { unnamed, wordsOfCode, wordsOfEvent, wordsOfField, wordsOfKind, wordsOfMember, wordsOfPurpose } from './naming.js';
import { codeWords, eventWords, fieldWords, kindWords, memberWords, purposeWords } from './words.js';

/** Kinds with all their words; the list only grows. A kind that is not here yet is shown by English names where a word is missing. */
const whole = [
  'alert',
  'change-report',
  'employment',
  'enforcement-alert',
  'final-departure',
  'foreign-national',
  'identity-key',
  'identity-link',
  'identity-question',
  'minor-permit',
  'permit-application',
  'police-letter',
  'practice-permit',
  'record-query',
  'reference-value',
  'registered-activity',
  'religious-recommendation',
  'residence',
  'resident',
  'review',
  'school-enrolment',
  'sponsorship',
  'stay-permit',
  'teacher-assignment',
  'travel-document',
  'violation',
  'vital-event',
  'work-plan',
];

describe('words for people', () => {
  it.each([
    [wordsOfKind('stay-permit'), 'Izin tinggal', 'Stay permit'],
    [wordsOfField('alert', 'level'), 'Tingkat eskalasi', 'Level of escalation'],
    [wordsOfField('coordination-meeting', 'level'), 'Tingkat', 'Level'],
    [wordsOfCode({ kind: 'residence', field: 'state', code: 'CURRENT' }), 'Tinggal di sini', 'Lives here'],
    [wordsOfCode({ kind: 'travel-document', field: 'state', code: 'CURRENT' }), 'Berlaku', 'Current'],
    [wordsOfCode({ kind: 'employment', field: 'positionCode', code: 'ENGINEER', list: 'POSITION' }), 'Insinyur', 'Engineer'],
    [wordsOfCode({ kind: 'violation', field: 'competentAgency', code: 'polres' }), 'Polres', 'Police (Polres)'],
    [wordsOfEvent('permit-extended.v1'), 'Izin diperpanjang', 'Permit extended'],
  ])('%j', (words, id, en) => expect(words).toEqual({ id, en }));

  it.each([
    [wordsOfKind('new-kind'), 'New kind'],
    [wordsOfField('new-kind', 'lastSeenOn'), 'Last seen on'],
    [wordsOfField('new-kind', 'constructor'), 'Constructor'],
    [wordsOfCode({ kind: 'new-kind', field: 'state', code: 'HALF_DONE' }), 'Half done'],
    [wordsOfCode({ kind: 'new-kind', field: 'positionCode', code: 'NOT_LISTED_YET', list: 'POSITION' }), 'Not listed yet'],
    [wordsOfEvent('thing-happened'), 'Thing happened'],
  ])('that nobody gave are the English name: %j', (words, text) => expect(words).toEqual({ id: text, en: text }));

  it('are given in both languages, trimmed, and begin with a capital or are a name', () => {
    for (const table of [kindWords, fieldWords, codeWords, eventWords, memberWords, purposeWords])
      for (const [key, [id, en]] of Object.entries(table))
        for (const text of [id, en]) expect([key, text]).toEqual([key, expect.stringMatching(/^[A-Z0-9](.*[^\s])?$/)]);
  });

  it('are given for every member and purpose', () => {
    for (const member of members) expect(wordsOfMember(member).en).toBe(memberWords[member]?.[1]);
    for (const purpose of purposes) expect(wordsOfPurpose(purpose).id).toBe(purposeWords[purpose]?.[0]);
  });

  it.each<ListName>(['POSITION', 'TOPIC', 'VIOLATION_RULE', 'COUNTRY', 'REASON'])('are given for every code of %s', (list) => {
    const without = entriesOf(list).filter(({ code, nameId }) => !nameId && !(`ruleCode.${code}` in codeWords) && !(code in codeWords));
    expect(without.map(({ code }) => code)).toEqual([]);
  });

  it.each(whole)('are given for %s, each field, each code and each event', (kind) => {
    const fact = catalogue.factByKind.get(kind);
    const events = catalogue.events.filter((event) => event.fact === fact).map(({ name }) => name);
    expect(fact ? unnamed(fact) : ['no such kind']).toEqual([]);
    expect(events.filter((name) => !(name in eventWords))).toEqual([]);
  });
});
