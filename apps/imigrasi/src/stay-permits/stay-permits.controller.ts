import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { StayPermit } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { CancelPermit } from './cancel-permit.js';
import { ClosePermit } from './close-permit.js';
import { ExtendPermit } from './extend-permit.js';
import { IssuePermit } from './issue-permit.js';
import { RecordDeparture } from './record-departure.js';
import { RecordReturn } from './record-return.js';
import {
  CancelPermit as Cancel,
  ClosePermit as Close,
  ExtendPermit as Extend,
  IssuePermit as Issue,
  RecordDeparture as Departure,
  RecordReturn as Return,
} from './stay-permit.commands.js';

type Permit = Held<typeof StayPermit>;

@ApiTags('stay permits')
@Controller('api/stay-permits')
export class StayPermitsController {
  constructor(
    private readonly issue: IssuePermit,
    private readonly extend: ExtendPermit,
    private readonly close: ClosePermit,
    private readonly cancel: CancelPermit,
    private readonly departure: RecordDeparture,
    private readonly comeback: RecordReturn,
  ) {}

  @ApiOperation({ summary: 'Issue a stay permit (ITAS, ITAP)' })
  @Needs('state-facts')
  @Post()
  issuePermit(@Body() command: Issue, @By() caller: Caller): Promise<Permit> {
    return this.issue.execute(command, caller);
  }

  @ApiOperation({ summary: 'Extend a permit' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/extend')
  extendPermit(@Param('factId') factId: string, @Body() command: Extend, @By() caller: Caller): Promise<Permit> {
    return this.extend.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Close a permit: on exit (EPO), from abroad, by conversion, by death, lapsed' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/close')
  closePermit(@Param('factId') factId: string, @Body() command: Close, @By() caller: Caller): Promise<Permit> {
    return this.close.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Cancel a permit after a case conference' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/cancel')
  cancelPermit(@Param('factId') factId: string, @Body() command: Cancel, @By() caller: Caller): Promise<Permit> {
    return this.cancel.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the holder left the country for a while' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/depart')
  recordDeparture(@Param('factId') factId: string, @Body() command: Departure, @By() caller: Caller): Promise<Permit> {
    return this.departure.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the holder is back' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/return')
  recordReturn(@Param('factId') factId: string, @Body() command: Return, @By() caller: Caller): Promise<Permit> {
    return this.comeback.execute(getUuid(factId), command, caller);
  }
}
