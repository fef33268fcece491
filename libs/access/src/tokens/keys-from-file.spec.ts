import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

import { DomainError } from '../problems/problem.js';
import { TokenVerifier } from './token-verifier.js';

const [issuer, audience] = ['an-issuer', 'timpora:polres'];
const monotonic = performance.now.bind(performance);
const seconds = (): number => Math.floor(Date.now() / 1_000);

interface IssuerKey {
  readonly jwk: JWK;
  /** A claim given as undefined is left out. */
  readonly token: (claims?: Readonly<Record<string, unknown>>) => Promise<string>;
}

async function issuerKey(kid: string): Promise<IssuerKey> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const rightClaims = { iss: issuer, aud: audience, sub: 'budi@polres', role: 'officer', iat: seconds(), exp: seconds() + 60 };
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' },
    token: (claims = {}) => new SignJWT({ ...rightClaims, ...claims }).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey),
  };
}

const codeOf = (checked: Promise<unknown>): Promise<string> =>
  checked.then(
    () => 'accepted',
    (error: unknown) => (error instanceof DomainError ? error.problem.code : String(error)),
  );

describe("an issuer's key", () => {
  let folder: string;
  let file: string;
  let milliseconds = 0;
  let first: IssuerKey;
  let second: IssuerKey;

  const write = (...keys: readonly IssuerKey[]): void => writeFileSync(file, JSON.stringify({ keys: keys.map(({ jwk }) => jwk) }));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'timpora-jwks-'));
    file = join(folder, 'jwks.json');
    [first, second] = await Promise.all([issuerKey('first'), issuerKey('second')]);
    milliseconds = 0;
    performance.now = () => milliseconds;
  });
  afterEach(() => {
    performance.now = monotonic;
    rmSync(folder, { recursive: true, force: true });
  });

  it('that is withdrawn from the file stops counting after ten minutes, although nobody names a new one', async () => {
    write(first, second);
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    const token = await second.token();
    write(first);

    milliseconds = 599_999;
    expect(await codeOf(verifier.verify(token))).toBe('accepted');
    milliseconds = 600_000;
    expect(await codeOf(verifier.verify(token))).toBe('token.invalid');
  });

  it('counts on while the file is being replaced', async () => {
    write(first);
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    writeFileSync(file, '{"keys":[');

    milliseconds = 600_000;
    expect(await codeOf(verifier.verify(await first.token()))).toBe('accepted');
    write(first, second);
    milliseconds = 660_000;
    expect(await codeOf(verifier.verify(await second.token()))).toBe('accepted');
  });

  it('is missing at the start: the service does not start', () => {
    expect(() => new TokenVerifier({ issuer, audience, jwks: join(folder, 'nowhere.json') })).toThrow(/ENOENT/);
  });

  it.each([
    ['a day', 24 * 3_600, 'accepted'],
    ['over a day', 24 * 3_600 + 10, 'token.invalid'],
  ])('lets a token live %s', async (_, age, code) => {
    write(first);
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    expect(await codeOf(verifier.verify(await first.token({ iat: seconds() - age, exp: seconds() + 1_000_000 })))).toBe(code);
  });

  it('lets no token live that does not say since when it does', async () => {
    write(first);
    const verifier = new TokenVerifier({ issuer, audience, jwks: file });
    expect(await codeOf(verifier.verify(await first.token({ iat: undefined })))).toBe('token.invalid');
  });
});

describe('keys at an address that does not answer', () => {
  it('are no fault of the token: the agency cannot answer just now', async () => {
    const verifier = new TokenVerifier({ issuer, audience, jwks: 'http://127.0.0.1:1/jwks' });
    expect(await codeOf(verifier.verify(await (await issuerKey('first')).token()))).toBe('service.not-available');
  });
});
