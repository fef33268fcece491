import { Controller, Header, HttpCode, Post, Req } from '@nestjs/common';

import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '../documented.js';
import type { PrincipalRequest } from '../principal.js';
import { DomainError } from '../problems/problem.js';
import { Open } from '../rights.js';
import { clientCredentialsIn } from './client-credentials.policy.js';
import { ClientTokens, lifeSeconds } from './client-tokens.js';
import { clientRefused, grantUnsupported } from './problems.js';

/** Where the agency's own systems get their tokens. */
export const tokenPath = '/api/token';

interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

@ApiTags('tokens')
@Controller('api/token')
export class TokensController {
  constructor(private readonly tokens: ClientTokens) {}

  @ApiOperation({ summary: 'A token for a system of this agency, for its client id and secret (OAuth 2.0 client credentials)' })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        grant_type: { type: 'string', enum: ['client_credentials'] },
        client_id: { type: 'string' },
        client_secret: { type: 'string' },
      },
      required: ['grant_type'],
      additionalProperties: false,
    },
  })
  @Header('Cache-Control', 'no-store')
  @HttpCode(200)
  @Open()
  @Post()
  async give(@Req() request: PrincipalRequest): Promise<TokenAnswer> {
    const form = (request.body ?? {}) as Record<string, unknown>;
    if (form['grant_type'] !== 'client_credentials')
      throw new DomainError(grantUnsupported, undefined, { error: 'unsupported_grant_type' });
    const given = clientCredentialsIn(request.header('authorization'), form);
    if (!given) throw new DomainError(clientRefused, undefined, { error: 'invalid_client' });
    return { access_token: await this.tokens.give(given.client, given.secret), token_type: 'Bearer', expires_in: lifeSeconds };
  }
}
