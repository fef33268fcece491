import 'reflect-metadata';

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Settings } from '@timpora/config';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import { AccessGuard } from './access.guard.js';
import type { PrincipalRequest } from './principal.js';
import { DomainError } from './problems/problem.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { Needs, Open } from './rights.js';
import { TokenVerifier } from './tokens/token-verifier.js';

class Routes {
  @Needs('read-exchange')
  status(): void {}

  @Needs('state-facts')
  state(): void {}

  @Needs('look-up-identity')
  lookUp(): void {}

  @Needs('read-facts')
  read(): void {}

  @Open()
  health(): void {}
}

/** A request as the guard sees it, and what it was told. */
interface Knock {
  readonly route: keyof Routes;
  readonly ip: string;
  readonly token?: string;
}

const limit = 3;

describe('the number of requests in a minute', () => {
  let folder: string;
  let guard: AccessGuard;
  let tokenOf: (subject: string, role?: string) => Promise<string>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'timpora-guard-'));
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwks = join(folder, 'jwks.json');
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256' }] }));
    const tokens = { issuer: 'an-issuer', audience: 'timpora:polres', jwks };
    tokenOf = (subject, role = 'operator') =>
      new SignJWT({ role })
        .setProtectedHeader({ alg: 'ES256', kid: 'first' })
        .setIssuer(tokens.issuer)
        .setAudience(tokens.audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('1 minute')
        .sign(privateKey);
    const rateLimit = new RateLimitGuard({ limits: { requestsPerMinute: limit, lookUpsPerMinute: 1 } } as Settings);
    guard = new AccessGuard(new Reflector(), new TokenVerifier(tokens), rateLimit, { member: 'polres', purposes: [], legalBasis: {} });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** @returns the code of the refusal, with `unlogged` when the access log leaves it out */
  async function knock({ route, ip, token }: Knock): Promise<string> {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const request = { ip, header: (name: string) => headers[name] } as unknown as PrincipalRequest;
    const context = {
      getType: () => 'http',
      getHandler: () => Routes.prototype[route],
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({ setHeader: () => undefined }) }),
    } as unknown as ExecutionContext;
    return guard.canActivate(context).then(
      () => 'let in',
      (error: unknown) => `${(error as DomainError).problem.code}${request.isLoggedAsTooMany ? ' unlogged' : ''}`,
    );
  }

  const knocks = async (times: number, how: Knock): Promise<string[]> => {
    const told: string[] = [];
    for (let time = 0; time < times; time++) told.push(await knock(how));
    return told;
  };
  const tooMany = ['rate.too-many-requests', 'rate.too-many-requests unlogged'];

  it('is counted by account, wherever it asks from; the log takes the first refusal only', async () => {
    const [one, other] = [await tokenOf('one'), await tokenOf('other')];
    expect(await knocks(3, { route: 'status', ip: '10.0.0.1', token: one })).toEqual(['let in', 'let in', 'let in']);
    expect(await knocks(2, { route: 'status', ip: '10.0.0.2', token: one })).toEqual(tooMany);
    expect(await knock({ route: 'status', ip: '10.0.0.1', token: other })).toBe('let in');
  });

  it('is counted for whoever guesses tokens too, by address', async () => {
    const guesses = await knocks(5, { route: 'status', ip: '10.0.0.1', token: 'guess' });
    expect(guesses).toEqual(['token.invalid', 'token.invalid', 'token.invalid', ...tooMany]);
    expect(await knock({ route: 'status', ip: '10.0.0.1', token: await tokenOf('one') })).toBe('let in');
  });

  it('is counted for refusals by role', async () => {
    const refused = await knocks(5, { route: 'state', ip: '10.0.0.1', token: await tokenOf('one') });
    expect(refused).toEqual(['role.not-allowed', 'role.not-allowed', 'role.not-allowed', ...tooMany]);
  });

  it('is smaller for looking people up, and leaves the rest of the API as it is', async () => {
    const token = await tokenOf('one', 'system');
    expect(await knocks(3, { route: 'lookUp', ip: '10.0.0.1', token })).toEqual(['let in', ...tooMany]);
    expect(await knock({ route: 'read', ip: '10.0.0.1', token: await tokenOf('other', 'system') })).toBe('let in');
    expect(await knock({ route: 'lookUp', ip: '10.0.0.1', token: await tokenOf('other', 'system') })).toBe('let in');
  });

  it('asks officers who look people up for their purpose, and lets nobody do so who may not read', async () => {
    expect(await knock({ route: 'lookUp', ip: '10.0.0.1', token: await tokenOf('one', 'officer') })).toBe('purpose.missing');
    expect(await knock({ route: 'lookUp', ip: '10.0.0.1', token: await tokenOf('two', 'operator') })).toBe('role.not-allowed');
  });

  it('is not used up by an account that is named like an address', async () => {
    await knocks(3, { route: 'status', ip: '10.0.0.9', token: await tokenOf('10.0.0.1') });
    expect(await knocks(4, { route: 'health', ip: '10.0.0.1' })).toEqual(['let in', 'let in', 'let in', 'rate.too-many-requests']);
  });
});
