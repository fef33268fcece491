import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { PracticePermit } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { EndPractice } from './end-practice.js';
import { IssuePractice } from './issue-practice.js';
import { RenewPractice } from './renew-practice.js';
import {
  EndPractice as EndPracticeCommand,
  IssuePractice as IssuePracticeCommand,
  RenewPractice as RenewPracticeCommand,
} from './practice-permit.commands.js';

type Practice = Held<typeof PracticePermit>;

@ApiTags('practice permits')
@Controller('api/practice-permits')
export class PracticePermitsController {
  constructor(
    private readonly issue: IssuePractice,
    private readonly renew: RenewPractice,
    private readonly end: EndPractice,
  ) {}

  @ApiOperation({ summary: 'Issue a practice permit (SIP)' })
  @Needs('state-facts')
  @Post()
  issuePractice(@Body() command: IssuePracticeCommand, @By() caller: Caller): Promise<Practice> {
    return this.issue.execute(command, caller);
  }

  @ApiOperation({ summary: 'Renew a practice permit' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/renew')
  renewPractice(@Param('factId') factId: string, @Body() command: RenewPracticeCommand, @By() caller: Caller): Promise<Practice> {
    return this.renew.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'End a practice permit' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endPractice(@Param('factId') factId: string, @Body() command: EndPracticeCommand, @By() caller: Caller): Promise<Practice> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
