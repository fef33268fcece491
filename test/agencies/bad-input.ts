import type { RunningExchange } from './a-running-exchange.js';
import { aLetter, aPerson, aResident } from './residents.js';

const deep = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** What is not what a route asks for is refused with a clear code, and changes nothing. */
export function badInput(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/police-letters';
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });
  const stated = () =>
    given().query<{ count: string }>(
      'polres',
      `select count(*) from outbox union all select count(*) from journal union all select count(*) from fact where issuer = 'polres'`,
    );

  it.each([
    ['an unknown field', { colour: 'red' }],
    ['null for what must be there', { validTo: null }],
    ['null for what may be absent', { ownReference: null }],
    ['a day that is none', { validTo: '2026-02-30' }],
    ['an instant for a day', { validTo: '2026-08-31T00:00:00Z' }],
    ['a number for a day', { validTo: 20260831 }],
    ['a text for a list', { districts: '36.04.05' }],
    ['an object for a text', { activityCode: { $ne: null } }],
    ['a reference that is none', { subjectRef: 'null' }],
    ['an upper-case reference', { subjectRef: '019AFB00-0000-7000-8000-0000000000FE' }],
    ['an empty own number', { ownReference: '' }],
    ['an own number with a NUL', { ownReference: 'A\u0000B' }],
    ['an own number of half a sign', { ownReference: 'A\ud800' }],
    ['an own number with spaces around', { ownReference: ' A ' }],
    ['an own number of 81 signs', { ownReference: 'x'.repeat(81) }],
    ['a number beyond 2^53', { validFrom: 9007199254740993 }],
    ['the state, which the service sets', { state: 'VALID' }],
  ])('%s', async (_, change) => {
    const before = await stated();
    expect(await client().outcome('polres', path, aLetter(subjectRef, change))).toBe('400 request.invalid');
    expect(await stated()).toEqual(before);
  });

  it.each([
    ['no JSON', '{"validTo":', '400 request.not-json'],
    ['a list', '[]', '400 request.invalid'],
    ['a text', '"letter"', '400 request.invalid'],
    ['null', 'null', '400 request.invalid'],
    ['a number', '1', '400 request.invalid'],
    ['nothing in it', '{}', '400 request.invalid'],
    ['__proto__', '{"__proto__":{"subjectRef":"x"}}', '400 request.forbidden-name'],
    ['an escaped __proto__', '{"\\u005f_proto__":{}}', '400 request.forbidden-name'],
    ['constructor', '{"constructor":{"prototype":{}}}', '400 request.forbidden-name'],
    ['20 levels', deep(20), '400 request.invalid'],
    ['10,000 levels', deep(10_000), '400 request.too-deep'],
    ['more than 256 KiB', JSON.stringify({ ownReference: 'x'.repeat(300_000) }), '413 request.too-large'],
  ])('a body with %s', async (_, raw, wanted) => {
    const before = await stated();
    expect(await client().outcome('polres', path, {}, { raw })).toBe(wanted);
    expect(await stated()).toEqual(before);
  });

  it.each([
    ['a name of spaces', { fullName: ' ' }],
    ['a name with two spaces', { fullName: 'Ali  Sample' }],
    ['a name with a line break', { fullName: 'Ali\nSample' }],
    ['a name of 121 signs', { fullName: 'x'.repeat(121) }],
    ['a country that is none', { nationality: 'XYZ' }],
    ['six former names', { formerNames: ['a', 'b', 'c', 'd', 'e', 'f'] }],
    ['a birth place with a number of a document', { birthPlace: 'Busan 1234567' }],
    ['a reference of its own choice', { subjectRef: '019afb00-0000-7000-8000-0000000000fd' }],
  ])('%s of a person', async (_, change) => {
    expect(await client().outcome('imigrasi', '/api/foreign-nationals', aPerson(change))).toBe('400 request.invalid');
  });

  it.each(['/api/letters', '/api', '/', '/api/police-letters/x/lengthen', '/api/stay-permits'])(
    'the route %s, which is none',
    async (route) => {
      expect(await client().outcome('polres', route, {})).toBe('404 route.unknown');
    },
  );
}
