import { request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import express from 'express';

import { limitedJson } from './limited-json.js';

interface Told {
  readonly status: number;
  readonly code?: string;
  readonly instance?: string;
  readonly mediaType: string | null;
  readonly body: unknown;
}

const nested = (levels: number, [open, close]: readonly [string, string]): string => open.repeat(levels) + close.repeat(levels);

describe('a JSON body', () => {
  const limits = { bytes: 64 * 1024, depth: 6 };
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const app = express();
    app.use(limitedJson(limits));
    app.post('/', (request, response) => void response.json({ read: (request.body as unknown) ?? null }));
    await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', () => resolve())));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  async function post(body: string | Uint8Array, headers: Record<string, string> = { 'Content-Type': 'application/json' }): Promise<Told> {
    const answer = await fetch(url, { method: 'POST', body, headers });
    const told = (await answer.json()) as { read?: unknown; code?: string; instance?: string };
    return { status: answer.status, mediaType: answer.headers.get('content-type'), body: told.read, ...told };
  }

  it.each<[string, string, unknown]>([
    ['an object', '{"a":{"b":[1,"two",null,true]}}', { a: { b: [1, 'two', null, true] } }],
    ['an array', '[[1],[2]]', [[1], [2]]],
    ['a text alone', '"x"', 'x'],
    ['null alone', 'null', null],
    ['an object with white space around it', ' \n{"a":1}\t ', { a: 1 }],
    ['brackets inside a text', JSON.stringify({ a: '[{'.repeat(1_000) }), { a: '[{'.repeat(1_000) }],
    ['brackets after an escaped quote', '{"a":"\\"[[[[[[[[[","b":"\\\\"}', { a: '"[[[[[[[[[', b: '\\' }],
    ['many objects side by side', `[${Array(1_000).fill('{"a":[]}').join()}]`, Array(1_000).fill({ a: [] })],
    ['as many levels as allowed', nested(6, ['[', ']']), [[[[[[]]]]]]],
    ['a forbidden name as a text', '{"a":"__proto__","b":["constructor"]}', { a: '__proto__', b: ['constructor'] }],
    ['names that only resemble forbidden ones', '{"proto":1,"_proto_":2,"constructors":3}', { proto: 1, _proto_: 2, constructors: 3 }],
  ])('with %s is read', async (_, json, read) => {
    expect(await post(json)).toMatchObject({ status: 200, body: read });
  });

  it('that is empty counts as none', async () => {
    expect(await post('')).toMatchObject({ status: 200, body: null });
  });

  it.each<[string, string, number, string]>([
    ['is one byte over the limit', `"${'x'.repeat(64 * 1024 - 1)}"`, 413, 'request.too-large'],
    ['is over the limit in bytes, although not in letters', `"${'é'.repeat(33 * 1024)}"`, 413, 'request.too-large'],
    ['nests one level too deep', nested(7, ['[', ']']), 400, 'request.too-deep'],
    ['nests 20,000 arrays', nested(20_000, ['[', ']']), 400, 'request.too-deep'],
    ['nests 10,000 objects', nested(10_000, ['{"a":', '}']), 400, 'request.too-deep'],
    ['opens 20,000 arrays and closes none', '['.repeat(20_000), 400, 'request.too-deep'],
    ['nests behind a text that ends in backslashes', `["\\\\",${nested(7, ['[', ']'])}]`, 400, 'request.too-deep'],
    ['ends too early', '{"a":', 400, 'request.not-json'],
    ['says a name twice without a comma', '{"a":1 "a":2}', 400, 'request.not-json'],
    ['is plain text', 'hello', 400, 'request.not-json'],
    ['is only white space', '   ', 400, 'request.not-json'],
    ['has NaN', '{"a":NaN}', 400, 'request.not-json'],
    ['has the name __proto__', '{"__proto__":{"admin":true}}', 400, 'request.forbidden-name'],
    ['has the name __proto__ further down', '{"a":[{"__proto__" \n : 1}]}', 400, 'request.forbidden-name'],
    ['has the name constructor', '{"constructor":{"prototype":{}}}', 400, 'request.forbidden-name'],
    ['has the name prototype', '{"a":{"prototype":1}}', 400, 'request.forbidden-name'],
    ['hides __proto__ behind \\u escapes', '{"\\u005f\\u005fproto\\u005f\\u005f":1}', 400, 'request.forbidden-name'],
    ['hides one letter of __proto__', '{"__pr\\u006Fto__":1}', 400, 'request.forbidden-name'],
    ['hides constructor behind \\u escapes', '{"c\\u006fnstructor":1}', 400, 'request.forbidden-name'],
  ])('that %s is refused', async (_, json, status, code) => {
    const told = await post(json);
    expect(told).toMatchObject({ status, code });
    expect(told.mediaType).toContain('application/problem+json');
    expect(told.instance).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('that is over the limit is refused as well when it comes in chunks of unknown number', async () => {
    const status = await new Promise((resolve, reject) => {
      const chunked = httpRequest(url, { method: 'POST' }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
      for (let at = 0; at < 70; at++) chunked.write('x'.repeat(1_024));
      chunked.end();
    });
    expect(status).toBe(413);
  });

  it('is measured as it unpacks', async () => {
    const packed = gzipSync(`"${'x'.repeat(1024 * 1024)}"`);
    expect(packed.length).toBeLessThan(limits.bytes);
    expect(await post(packed, { 'Content-Encoding': 'gzip' })).toMatchObject({ status: 413, code: 'request.too-large' });
  });

  it('is read whatever type it says it has: no other type passes unchecked', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.timpora'])
      expect(await post('{"__proto__":1}', { 'Content-Type': type })).toMatchObject({ status: 400, code: 'request.forbidden-name' });
  });

  it('whose string of escaped quotes never ends is refused within a second', async () => {
    const startedAt = performance.now();
    expect(await post(`"${'\\"'.repeat(32_000)}`)).toMatchObject({ status: 400, code: 'request.not-json' });
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  it('is never quoted in the answer', async () => {
    const answer = await fetch(url, {
      method: 'POST',
      body: '{"fullName":"Somebody Synthetic"',
      headers: { 'Content-Type': 'application/json' },
    });
    expect(await answer.text()).not.toContain('Somebody');
  });

  it.each<[string, Uint8Array, Record<string, string>]>([
    [
      'another UTF, where the checks would read other letters',
      Buffer.from('{"a":1}', 'utf16le'),
      { 'Content-Type': 'application/json; charset=utf-16le' },
    ],
    ['UTF-7, where signs hide', Buffer.from('{"a":1}'), { 'Content-Type': 'application/json; charset=utf-7' }],
    ['broken UTF-8, which would be kept as other letters', Buffer.from([0x22, 0xc3, 0x28, 0x22]), { 'Content-Type': 'application/json' }],
  ])('in %s is refused', async (_, body, headers) => {
    expect(await post(body, headers)).toMatchObject({ status: 400, code: 'request.not-json' });
  });

  it.each([
    ['a charset that nobody knows', { 'Content-Type': 'application/json; charset=klingon' }],
    ['a compression that nobody knows', { 'Content-Type': 'application/json', 'Content-Encoding': 'br2' }],
  ])('in %s is refused', async (_, headers) => {
    expect((await post('{"a":1}', headers)).status).toBe(400);
  });
});
