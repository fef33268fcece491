import { readFileSync } from 'node:fs';

import type { Settings } from '@timpora/config';
import { createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

import { tokenInvalid } from '../problems/general.js';
import { DomainError } from '../problems/problem.js';
import { isRole } from '../rights.js';
import type { Principal } from '../principal.js';

const algorithms = ['ES256', 'EdDSA', 'RS256'];
/** Clocks of issuer and agency may differ so much. */
const leewaySeconds = 5;
const rereadAtMostEveryMs = 60_000;

/** Checks bearer tokens: signature by the issuer's published keys, issuer, audience, time, role. */
export class TokenVerifier {
  private keys: JWTVerifyGetKey;
  private readAt = performance.now();

  constructor(private readonly tokens: Settings['tokens']) {
    this.keys = this.readKeys();
  }

  /** @throws {DomainError} `token.invalid`, whatever is wrong: the answer does not help to guess */
  async verify(token: string): Promise<Principal> {
    try {
      return await this.check(token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || performance.now() - this.readAt < rereadAtMostEveryMs)
        throw new DomainError(tokenInvalid);
      this.keys = this.readKeys();
      this.readAt = performance.now();
      return this.check(token).catch(() => {
        throw new DomainError(tokenInvalid);
      });
    }
  }

  private async check(token: string): Promise<Principal> {
    const { issuer, audience } = this.tokens;
    const { payload } = await jwtVerify(token, this.keys, {
      issuer,
      audience,
      algorithms,
      clockTolerance: leewaySeconds,
      requiredClaims: ['sub', 'exp', 'role'],
    });
    const { sub, role } = payload;
    if (typeof sub !== 'string' || sub === '' || sub.length > 200 || !isRole(role)) throw new DomainError(tokenInvalid);
    return { subject: sub, role };
  }

  private readKeys(): JWTVerifyGetKey {
    const { jwks } = this.tokens;
    if (/^https?:/.test(jwks)) return createRemoteJWKSet(new URL(jwks));
    return createLocalJWKSet(JSON.parse(readFileSync(jwks, 'utf8')) as JSONWebKeySet);
  }
}
