import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { IdentityLink } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { ConfirmLink } from './confirm-link.js';
import { ProposeLink as Propose } from './identity-link.commands.js';
import { openProposals, type LinkProposal } from './link-proposals.sql.js';
import { ProposeLink } from './propose-link.js';
import { RejectLink } from './reject-link.js';

@ApiTags('identity')
@Controller('api/identity-links')
export class IdentityLinksController {
  constructor(
    private readonly db: DataSource,
    private readonly propose: ProposeLink,
    private readonly confirm: ConfirmLink,
    private readonly reject: RejectLink,
  ) {}

  @ApiOperation({ summary: 'Proposals to merge references that wait for a second officer' })
  @Needs('decide-identity')
  @Get('proposals')
  async proposals(): Promise<{ readonly proposals: readonly LinkProposal[] }> {
    return { proposals: await openProposals(this.db) };
  }

  @ApiOperation({ summary: 'Propose that several references are one person' })
  @Needs('decide-identity')
  @Post('proposals')
  proposeLink(@Body() command: Propose, @By() caller: Caller): Promise<LinkProposal> {
    return this.propose.execute(command, caller);
  }

  @ApiOperation({ summary: 'Confirm the proposal of another officer: the references are merged' })
  @Needs('decide-identity')
  @Post('proposals/:factId/confirm')
  confirmLink(@Param('factId') factId: string, @By() caller: Caller): Promise<Held<typeof IdentityLink>> {
    return this.confirm.execute(getUuid(factId), caller);
  }

  @ApiOperation({ summary: 'Reject a proposal: the references stay two persons' })
  @Needs('decide-identity')
  @HttpCode(200)
  @Post('proposals/:factId/reject')
  rejectLink(@Param('factId') factId: string, @By() caller: Caller): Promise<LinkProposal> {
    return this.reject.execute(getUuid(factId), caller);
  }
}
