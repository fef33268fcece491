import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { Residence } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { IssueDocument } from './issue-document.js';
import { MoveOut } from './move-out.js';
import { Move } from './move.js';
import { RecordAddress } from './record-address.js';
import { IssueDocument as Paper, Move as MoveCommand, MoveOut as MoveOutCommand, RecordAddress as Address } from './residence.commands.js';

type Home = Held<typeof Residence>;

@ApiTags('residences')
@Controller('api/residences')
export class ResidencesController {
  constructor(
    private readonly record: RecordAddress,
    private readonly move: Move,
    private readonly moveOut: MoveOut,
    private readonly document: IssueDocument,
  ) {}

  @ApiOperation({ summary: 'Record where a registered resident lives' })
  @Needs('state-facts')
  @Post()
  recordAddress(@Body() command: Address, @By() caller: Caller): Promise<Home> {
    return this.record.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a move within the area' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/move')
  moveHome(@Param('factId') factId: string, @Body() command: MoveCommand, @By() caller: Caller): Promise<Home> {
    return this.move.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record a move out of the regency' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/move-out')
  moveAway(@Param('factId') factId: string, @Body() command: MoveOutCommand, @By() caller: Caller): Promise<Home> {
    return this.moveOut.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Issue or renew the residence paper: SKTT or KTP-el' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/issue-document')
  issueDocument(@Param('factId') factId: string, @Body() command: Paper, @By() caller: Caller): Promise<Home> {
    return this.document.execute(getUuid(factId), command, caller);
  }
}
