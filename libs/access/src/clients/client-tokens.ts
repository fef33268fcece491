import { hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Settings } from '@timpora/config';
import { decodeJwt, jwtVerify, SignJWT } from 'jose';
import type { DataSource } from 'typeorm';

import { DomainError } from '../problems/problem.js';
import { notAvailable, tokenInvalid } from '../problems/general.js';
import type { Principal } from '../principal.js';
import { isClientGood, takeSecret } from './clients.sql.js';
import { clientRefused } from './problems.js';

/** Short, because a token that got lost is good for so long; a system gets a new one whenever it likes. */
export const lifeSeconds = 600;
/** A revoked client goes on for so long at most with the tokens that it holds. */
const trustedForMs = 5_000;

/**
 * Tokens that an agency gives its own systems for a client id and a secret (RFC 6749, 4.4). Signed with a key that follows from the agency's id
 * secret, which all its instances have and no backup of the database.
 */
export class ClientTokens {
  private readonly issuer: string;
  private key: Uint8Array | null = null;
  private readonly good = new Map<string, { readonly isGood: boolean; readonly untilMs: number }>();

  constructor(
    private readonly db: DataSource,
    private readonly settings: Pick<Settings, 'member' | 'idSecretFile'>,
  ) {
    this.issuer = `timpora:${settings.member}`;
  }

  /** @throws {DomainError} `token.client-refused`, whatever is wrong: the answer does not help to guess */
  async give(client: string, secret: string): Promise<string> {
    if (!(await takeSecret(this.db, client, secret))) throw new DomainError(clientRefused, undefined, { error: 'invalid_client' });
    return new SignJWT({ role: 'system' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(this.issuer)
      .setAudience(this.issuer)
      .setSubject(client)
      .setIssuedAt()
      .setExpirationTime(`${lifeSeconds} s`)
      .sign(this.signingKey());
  }

  /** Whether a token says that it is one of these; says nothing about its being good. */
  isOwn(token: string): boolean {
    try {
      return decodeJwt(token).iss === this.issuer;
    } catch {
      return false;
    }
  }

  /** @throws {DomainError} `token.invalid`; `service.not-available` while nobody knows whether its client is still good */
  async verify(token: string): Promise<Principal> {
    const { issuer } = this;
    const { payload } = await jwtVerify(token, this.signingKey(), {
      issuer,
      audience: issuer,
      algorithms: ['HS256'],
      requiredClaims: ['sub', 'exp'],
    });
    const { sub = '', exp } = payload;
    if (!(await this.isStillGood(sub))) throw new DomainError(tokenInvalid);
    return { subject: sub, role: 'system', ...(exp !== undefined && { until: exp }) };
  }

  private signingKey(): Uint8Array {
    const secret = (): Buffer => Buffer.from(readFileSync(this.settings.idSecretFile, 'utf8').trim(), 'hex');
    return (this.key ??= new Uint8Array(hkdfSync('sha256', secret(), 'timpora', 'client-tokens/v1', 32)));
  }

  private async isStillGood(client: string): Promise<boolean> {
    const known = this.good.get(client);
    if (known && known.untilMs > performance.now()) return known.isGood;
    const isGood = await isClientGood(this.db, client).catch(() => {
      throw new DomainError(notAvailable);
    });
    this.good.set(client, { isGood, untilMs: performance.now() + trustedForMs });
    return isGood;
  }
}
