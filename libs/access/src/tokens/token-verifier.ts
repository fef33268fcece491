import type { Settings } from '@timpora/config';
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';

import { notAvailable, tokenInvalid } from '../problems/general.js';
import { DomainError } from '../problems/problem.js';
import type { ClientTokens } from '../clients/client-tokens.js';
import { isRole } from '../rights.js';
import type { Principal } from '../principal.js';
import { keysFromFile } from './keys-from-file.js';

const algorithms = ['ES256', 'EdDSA', 'RS256'];
/** Clocks of issuer and agency may differ so much. */
const leewaySeconds = 5;
/** Older tokens are refused whatever end they name: one that got lost is worth a day at most. */
const longestLife = '24 h';

/** Checks bearer tokens: signature by the issuer's published keys, issuer, audience, time, role. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(
    private readonly tokens: Settings['tokens'],
    /** Those that the agency gives its own systems. */
    private readonly own?: ClientTokens,
  ) {
    this.keys = keysOf(tokens.jwks);
  }

  /**
   * @throws {DomainError} `token.invalid`, whatever is wrong with the token: the answer does not help to guess;
   * `service.not-available` while the issuer's keys cannot be had
   */
  async verify(token: string): Promise<Principal> {
    try {
      return await (this.own?.isOwn(token) ? this.own.verify(token) : this.check(token));
    } catch (error) {
      throw error instanceof DomainError ? error : new DomainError(tokenInvalid);
    }
  }

  private async check(token: string): Promise<Principal> {
    const { issuer, audience } = this.tokens;
    const { payload } = await jwtVerify(token, this.keys, {
      issuer,
      audience,
      algorithms,
      clockTolerance: leewaySeconds,
      maxTokenAge: longestLife,
      requiredClaims: ['sub', 'exp', 'role'],
    });
    const { sub, role, exp } = payload;
    if (typeof sub !== 'string' || sub === '' || sub.length > 200 || !isRole(role)) throw new DomainError(tokenInvalid);
    return { subject: sub, role, ...(exp !== undefined && { until: exp }) };
  }
}

/** The issuer's keys; when they cannot be had, that is no fault of the token, and the answer says so. */
function keysOf(jwks: string): JWTVerifyGetKey {
  const keys = /^https?:/.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : keysFromFile(jwks);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      throw namesNoKey(error) ? error : new DomainError(notAvailable);
    }
  };
}

const namesNoKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported;
