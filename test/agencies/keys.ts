import { newId } from '@timpora/exchange';

import type { RunningExchange } from './a-running-exchange.js';
import { aLetter, aPerson, aResident } from './residents.js';

/** A command that is sent again has happened once. */
export function repeats(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/police-letters';
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });
  const lettersOf = (number: string) =>
    given().query('polres', `select fact_id from own_reference where kind = 'police-letter' and reference = $1`, [number]);

  it('get the same answer again', async () => {
    const key = newId();
    const body = aLetter(subjectRef, { ownReference: 'SKK-1001' });
    const [first, again] = [await client().post('polres', path, body, { key }), await client().post('polres', path, body, { key })];
    expect(again.body).toEqual(first.body);
    expect([again.status, again.headers.get('etag'), again.headers.get('location')]).toEqual([
      first.status,
      first.headers.get('etag'),
      first.headers.get('location'),
    ]);
  });

  it('are the same command although the fact has changed meanwhile', async () => {
    const key = newId();
    const body = aLetter(subjectRef);
    const { factId } = await client().accepted('polres', path, body, { key });
    const shortening = { key: newId(), version: '"1"' };
    const shortened = await client().accepted('polres', `${path}/${factId}/shorten`, { validTo: '2026-07-31' }, shortening);
    expect(await client().accepted('polres', `${path}/${factId}/shorten`, { validTo: '2026-07-31' }, shortening)).toEqual(shortened);
    expect(await client().accepted('polres', path, body, { key })).toMatchObject({ factId, version: '1' });
  });

  it('with another body, or about another version, are refused', async () => {
    const key = newId();
    const { factId } = await client().accepted('polres', path, aLetter(subjectRef), { key });
    expect(await client().outcome('polres', path, aLetter(subjectRef, { activityCode: 'FILM' }), { key })).toBe(
      '409 idempotency.key-reused',
    );
    const body = { validTo: '2026-07-31' };
    await client().accepted('polres', `${path}/${factId}/shorten`, body, { key, version: '1' });
    expect(await client().outcome('polres', `${path}/${factId}/shorten`, body, { key, version: '2' })).toBe('409 idempotency.key-reused');
  });

  it('at the same time make one fact', async () => {
    const key = newId();
    const body = aPerson();
    const answers = await Promise.all([1, 2, 3, 4].map(() => client().post('imigrasi', '/api/foreign-nationals', body, { key })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body: fact }) => fact.factId)).size).toBe(1);
    const held = await given().query('imigrasi', `select from fact where kind = 'foreign-national' and body->>'fullName' = $1`, [
      body['fullName'],
    ]);
    expect(held).toHaveLength(1);
  });

  it('of a refused command may be made right under the same key', async () => {
    const key = newId();
    expect(await client().outcome('polres', path, aLetter(subjectRef, { validTo: '2026-03-01' }), { key })).toBe('400 contract.broken');
    expect(await client().outcome('polres', path, aLetter(subjectRef), { key })).toBe('201');
  });

  it('of another account are other commands', async () => {
    const key = newId();
    const both = await Promise.all(
      ['one@polres', 'other@polres'].map((subject) => client().accepted('polres', path, aLetter(subjectRef), { key, subject })),
    );
    expect(new Set(both.map(({ factId }) => factId)).size).toBe(2);
  });

  it.each([
    ['no key', 'system', null, '400 idempotency.key-required'],
    ['no key', 'officer', null, '201'],
    ['a key with a space', 'system', 'a b', '400 idempotency.key-malformed'],
    ['a key that is too long', 'officer', 'x'.repeat(201), '400 idempotency.key-malformed'],
    ['the longest key', 'officer', 'x'.repeat(200), '201'],
  ] as const)('with %s of a %s are answered as they should', async (_, role, key, wanted) => {
    expect(await client().outcome('polres', path, aLetter(subjectRef), { role, key })).toBe(wanted);
  });

  it('under another key meet the own reference, which is taken', async () => {
    await client().accepted('polres', path, aLetter(subjectRef, { ownReference: 'SKK-1002' }));
    expect(await client().outcome('polres', path, aLetter(subjectRef, { ownReference: 'SKK-1002' }))).toBe('409 reference.taken');
    expect(await lettersOf('SKK-1002')).toHaveLength(1);
  });
}
