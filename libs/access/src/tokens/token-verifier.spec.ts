import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';

import { DomainError } from '../problems/problem.js';
import { TokenVerifier } from './token-verifier.js';

const issuer = 'an-issuer';
const audience = 'timpora:imigrasi';

type Claims = Readonly<Record<string, unknown>>;

type IssuerKey = Awaited<ReturnType<typeof generateKeyPair>> & { readonly kid: string };

const issuerKey = async (kid: string): Promise<IssuerKey> => ({ kid, ...(await generateKeyPair('ES256', { extractable: true })) });

const now = (): number => Math.floor(Date.now() / 1_000);
const rightClaims = (): Claims => ({ iss: issuer, aud: audience, sub: 'siti@imigrasi', role: 'officer', iat: now(), exp: now() + 60 });

/** A token of the issuer; a claim given as undefined is left out. */
const signed = ({ kid, privateKey }: IssuerKey, claims: Claims = {}): Promise<string> =>
  new SignJWT({ ...rightClaims(), ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);

const jwksOf = async (...keys: readonly IssuerKey[]): Promise<string> =>
  JSON.stringify({
    keys: await Promise.all(keys.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' }))),
  });

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const codeOf = (checked: Promise<unknown>): Promise<string> =>
  checked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof DomainError ? error.problem.code : String(error)),
  );

describe('a token', () => {
  let folder: string;
  let file: string;
  let key: IssuerKey;
  let verifier: TokenVerifier;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'timpora-jwks-'));
    file = join(folder, 'jwks.json');
    key = await issuerKey('first');
    writeFileSync(file, await jwksOf(key));
    verifier = new TokenVerifier({ issuer, audience, jwks: file });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const verified = async (claims?: Claims): Promise<string> => codeOf(verifier.verify(await signed(key, claims)));

  it('of the issuer, for this agency, in its time, says who asks, and until when', async () => {
    const exp = now() + 30;
    await expect(verifier.verify(await signed(key, { exp }))).resolves.toEqual({ subject: 'siti@imigrasi', role: 'officer', until: exp });
  });

  it.each<[string, Claims, string]>([
    ['for several agencies, this one among them', { aud: ['timpora:polres', audience] }, 'accepted'],
    ['for another agency', { aud: 'timpora:polres' }, 'token.invalid'],
    ['for nobody', { aud: undefined }, 'token.invalid'],
    ['of another issuer', { iss: 'another' }, 'token.invalid'],
    ['of no issuer', { iss: undefined }, 'token.invalid'],
    ['that ended a minute ago', { exp: now() - 60 }, 'token.invalid'],
    ['that ended 2 s ago by our clock', { exp: now() - 2 }, 'accepted'],
    ['that never ends', { exp: undefined }, 'token.invalid'],
    ['that is not valid yet', { nbf: now() + 60 }, 'token.invalid'],
    ['that is valid in 2 s by our clock', { nbf: now() + 2 }, 'accepted'],
    ['of nobody', { sub: undefined }, 'token.invalid'],
    ['of an empty name', { sub: '' }, 'token.invalid'],
    ['of a name of 200 letters', { sub: 'x'.repeat(200) }, 'accepted'],
    ['of a name of 201 letters', { sub: 'x'.repeat(201) }, 'token.invalid'],
    ['without a role', { role: undefined }, 'token.invalid'],
    ['with a role that does not exist', { role: 'admin' }, 'token.invalid'],
    ['with a role that every object has', { role: 'constructor' }, 'token.invalid'],
    ['with several roles', { role: ['officer', 'auditor'] }, 'token.invalid'],
  ])('%s', async (_, claims, code) => expect(await verified(claims)).toBe(code));

  it('whose signature is of another key is refused, whatever key it names', async () => {
    const forged = await signed({ ...(await issuerKey('first')), kid: 'first' });
    expect(await codeOf(verifier.verify(forged))).toBe('token.invalid');
  });

  it('that was changed after it was signed is refused', async () => {
    const [header, , signature] = (await signed(key)).split('.');
    const changed = [header, base64url({ ...rightClaims(), role: 'auditor' }), signature].join('.');
    expect(await codeOf(verifier.verify(changed))).toBe('token.invalid');
  });

  it.each(['none', 'None', 'NONE'])('without a signature, algorithm %s, is refused', async (alg) => {
    for (const signature of ['', 'x']) {
      const unsigned = `${base64url({ alg, kid: 'first' })}.${base64url(rightClaims())}.${signature}`;
      expect(await codeOf(verifier.verify(unsigned))).toBe('token.invalid');
    }
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const secrets = [await exportSPKI(key.publicKey), JSON.stringify(await exportJWK(key.publicKey))];
    for (const secret of secrets) {
      const token = await new SignJWT(rightClaims())
        .setProtectedHeader({ alg: 'HS256', kid: 'first' })
        .sign(Buffer.from(secret.padEnd(32)));
      expect(await codeOf(verifier.verify(token))).toBe('token.invalid');
    }
  });

  it('that brings its own key along is refused', async () => {
    const own = await issuerKey('first');
    const token = await new SignJWT(rightClaims())
      .setProtectedHeader({ alg: 'ES256', kid: 'first', jwk: await exportJWK(own.publicKey) })
      .sign(own.privateKey);
    expect(await codeOf(verifier.verify(token))).toBe('token.invalid');
  });

  it.each(['', '.', '..', 'x', 'a.b.c', 'a.b.c.d.e', '{}'])('that is none, %p, is refused', async (text) => {
    expect(await codeOf(verifier.verify(text))).toBe('token.invalid');
  });
});

describe('a key that the issuer adds', () => {
  let folder: string;
  let file: string;
  let milliseconds = 0;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'timpora-jwks-'));
    file = join(folder, 'jwks.json');
    milliseconds = 0;
    import.meta.jest.spyOn(performance, 'now').mockImplementation(() => milliseconds);
  });
  afterEach(() => {
    import.meta.jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is found when the file is read again, once a minute at most', async () => {
    const [first, second, third] = (await Promise.all(['first', 'second', 'third'].map(issuerKey))) as [IssuerKey, IssuerKey, IssuerKey];
    writeFileSync(file, await jwksOf(first));
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    writeFileSync(file, await jwksOf(first, second));

    milliseconds = 59_999;
    expect(await codeOf(verifier.verify(await signed(second)))).toBe('token.invalid');
    milliseconds = 60_000;
    expect(await codeOf(verifier.verify(await signed(second)))).toBe('accepted');

    writeFileSync(file, await jwksOf(third));
    milliseconds = 119_999;
    expect(await codeOf(verifier.verify(await signed(third)))).toBe('token.invalid');
    expect(await codeOf(verifier.verify(await signed(first)))).toBe('accepted');
    milliseconds = 120_000;
    expect(await codeOf(verifier.verify(await signed(third)))).toBe('accepted');
    expect(await codeOf(verifier.verify(await signed(first)))).toBe('token.invalid');
  });

  it('does not help a token that names a key nobody has', async () => {
    const first = await issuerKey('first');
    writeFileSync(file, await jwksOf(first));
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    milliseconds = 60_000;

    expect(await codeOf(verifier.verify(await signed(await issuerKey('unknown'))))).toBe('token.invalid');
    expect(await codeOf(verifier.verify(await signed(first)))).toBe('accepted');
  });
});

describe('keys at an address', () => {
  it('are fetched with the first token', async () => {
    const key = await issuerKey('first');
    const body = await jwksOf(key);
    const server = createServer((_, response) => response.setHeader('Content-Type', 'application/json').end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`;
    const verifier = new TokenVerifier({ issuer, audience, jwks });

    expect(await codeOf(verifier.verify(await signed(key)))).toBe('accepted');
    expect(await codeOf(verifier.verify(await signed(await issuerKey('unknown'))))).toBe('token.invalid');
    await new Promise((resolve) => server.close(resolve));
  });
});
