import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';

import { localIssuer, mintToken, prepareKeys } from './keys.js';
import { keptPassword } from './secrets.js';

interface Registry {
  readonly exchangeId: string;
  readonly members: Readonly<Record<string, { readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[] }>>;
}

const registryIn = (file: string): Registry => JSON.parse(readFileSync(file, 'utf8')) as Registry;
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

describe('the keys of the local stack', () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'timpora-keys-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are a signing key of each member, whose public half the registry names', async () => {
    const files = await prepareKeys(folder, 'an-exchange', ['imigrasi', 'polres']);
    const registry = registryIn(files.registry);

    expect(registry.exchangeId).toBe('an-exchange');
    expect(Object.keys(registry.members)).toEqual(['imigrasi', 'polres']);
    for (const member of ['imigrasi', 'polres']) {
      const { keyId, keyFile } = files.signingKey(member);
      const { x } = createPublicKey(createPrivateKey(readFileSync(keyFile))).export({ format: 'jwk' });
      expect(registry.members[member]?.keys).toEqual([{ keyId, publicKey: x }]);
      expect(readFileSync(files.idSecret(member), 'utf8')).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('are private to their owner, where they are secret', async () => {
    const files = await prepareKeys(folder, 'an-exchange', ['imigrasi']);
    const { keyFile } = files.signingKey('imigrasi');
    const secret = [keyFile, files.idSecret('imigrasi'), files.matchSecrets, join(folder, 'keys', 'tokens.private.jwk')];
    expect(secret.map(modeOf)).toEqual(['600', '600', '600', '600']);
    expect(readFileSync(files.jwks, 'utf8')).not.toContain('"d"');
    expect(readFileSync(files.registry, 'utf8')).not.toContain('PRIVATE');
  });

  it('are for all members one secret to look people up with, marked as one of development', async () => {
    const { matchSecrets } = await prepareKeys(folder, 'an-exchange', ['imigrasi', 'polres']);
    const { secrets } = JSON.parse(readFileSync(matchSecrets, 'utf8')) as { secrets: { keyId: string; secret: string }[] };
    expect(secrets).toEqual([{ keyId: 'dev-match-1', secret: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('stay when they are prepared again, and a new member is added', async () => {
    const files = await prepareKeys(folder, 'an-exchange', ['imigrasi']);
    const [before, jwks, secrets] = [
      registryIn(files.registry),
      readFileSync(files.jwks, 'utf8'),
      readFileSync(files.matchSecrets, 'utf8'),
    ];
    await prepareKeys(folder, 'another-name', ['imigrasi', 'polres']);

    const after = registryIn(files.registry);
    expect(after.exchangeId).toBe('an-exchange');
    expect(after.members['imigrasi']).toEqual(before.members['imigrasi']);
    expect(Object.keys(after.members)).toEqual(['imigrasi', 'polres']);
    expect(readFileSync(files.jwks, 'utf8')).toBe(jwks);
    expect(readFileSync(files.matchSecrets, 'utf8')).toBe(secrets);
  });

  it('sign tokens for one agency, one role and a time', async () => {
    const { jwks } = await prepareKeys(folder, 'an-exchange', []);
    const keys = createLocalJWKSet(JSON.parse(readFileSync(jwks, 'utf8')) as JSONWebKeySet);
    const { payload } = await jwtVerify(await mintToken(folder, { agency: 'polres', role: 'officer', minutes: 5 }), keys);

    expect(payload).toMatchObject({ iss: localIssuer, aud: 'timpora:polres', sub: 'officer@polres', role: 'officer' });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(300);
    const named = await jwtVerify(await mintToken(folder, { agency: 'polres', role: 'officer', subject: 'budi' }), keys);
    expect(named.payload.sub).toBe('budi');
  });
});

describe('a kept password', () => {
  it('is made once, long, and readable by its owner alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'timpora-secret-'));
    const file = join(folder, 'secrets', 'kafka-polres');
    const password = keptPassword(file);

    expect(password).toMatch(/^[\w-]{32}$/);
    expect(keptPassword(file)).toBe(password);
    expect(modeOf(file)).toBe('600');
    expect(keptPassword(join(folder, 'secrets', 'kafka-disdik'))).not.toBe(password);
    rmSync(folder, { recursive: true, force: true });
  });
});
