import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { EnforcementAlert } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { AcceptOffer } from './accept-offer.js';
import { AcceptOffer as Acceptance } from './enforcement-alert.commands.js';

/** What this agency asks of the enforcement members. */
@ApiTags('alerts')
@Controller('api/enforcement-alerts')
export class EnforcementAlertsController {
  constructor(private readonly accept: AcceptOffer) {}

  @ApiOperation({ summary: 'Let a member take up what the team was asked, as it offered' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/accept-offer')
  acceptOffer(@Param('factId') factId: string, @Body() command: Acceptance, @By() caller: Caller): Promise<Held<typeof EnforcementAlert>> {
    return this.accept.execute(getUuid(factId), command, caller);
  }
}
