import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { credentialsIn, type CredentialSource } from './credentials.js';
import { ACCESS_OPTIONS, type AccessOptions } from './options.js';
import type { Principal, PrincipalRequest } from './principal.js';
import { purposeMissing, purposeNotAllowed, rightMissing, tokenMissing } from './problems/general.js';
import { DomainError } from './problems/problem.js';
import { RateLimitGuard } from './rate-limit.guard.js';
import { CREDENTIALS, mayDo, RIGHT, type Right, type Role } from './rights.js';
import { TokenVerifier } from './tokens/token-verifier.js';

/** Deny by default: a route is reached with a valid token, a role that has the route's right and, for officers who read, a purpose. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly rateLimit: RateLimitGuard,
    @Inject(ACCESS_OPTIONS) private readonly options: AccessOptions,
  ) {}

  /** @throws {DomainError} `token.missing`, `token.invalid`, `role.not-allowed`, `purpose.missing`, `purpose.not-allowed`, `rate.too-many-requests` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const right = this.reflector.get<Right | 'open' | undefined>(RIGHT, context.getHandler());
    if (right === 'open') return this.rateLimit.canActivate(context);
    const request = context.switchToHttp().getRequest<PrincipalRequest>();
    if (right) request.right = right;
    const source = this.reflector.get<CredentialSource | undefined>(CREDENTIALS, context.getHandler()) ?? 'headers';
    const { token, purpose } = credentialsIn(request, source, this.options.member);
    const { role } = await this.counted(context, request, token);
    if (!right || !mayDo(role, right)) throw new DomainError(rightMissing);
    this.takePurpose(request, purpose);
    this.askPurpose(role, right, request);
    return true;
  }

  /** Every try counts, by account or else by address: neither guessing tokens nor collecting refusals is free. */
  private async counted(context: ExecutionContext, request: PrincipalRequest, token: string | undefined): Promise<Principal> {
    try {
      if (token === undefined) throw new DomainError(tokenMissing);
      return (request.principal = await this.verifier.verify(token));
    } finally {
      await this.rateLimit.canActivate(context);
    }
  }

  private takePurpose(request: PrincipalRequest, purpose: string | undefined): void {
    if (purpose === undefined) return;
    if (!this.options.purposes.includes(purpose)) throw new DomainError(purposeNotAllowed, undefined, { allowed: this.options.purposes });
    request.purpose = purpose;
  }

  private askPurpose(role: Role, right: Right, request: PrincipalRequest): void {
    const isReading = right === 'read-facts' || right === 'look-up-identity';
    if (role === 'officer' && isReading && request.purpose === undefined)
      throw new DomainError(purposeMissing, undefined, { allowed: this.options.purposes });
  }
}
