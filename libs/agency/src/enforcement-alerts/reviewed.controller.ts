import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { EnforcementAlert } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { CloseReviewed } from './close-reviewed.js';
import { CloseReviewed as Closing } from './enforcement-alert.commands.js';

/** Confirmed breaches that the team was asked to look after. */
@ApiTags('alerts')
@Controller('api/enforcement-alerts')
export class ReviewedController {
  constructor(private readonly closing: CloseReviewed) {}

  @ApiOperation({ summary: 'Say what came of a confirmed breach; what a rule asked ends with its alert' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/close')
  closeReviewed(@Param('factId') factId: string, @Body() command: Closing, @By() caller: Caller): Promise<Held<typeof EnforcementAlert>> {
    return this.closing.execute(getUuid(factId), command, caller);
  }
}
