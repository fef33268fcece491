import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, DomainError, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { IdentityLink } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { ConfirmRepair } from './confirm-repair.js';
import { ProposeCorrection as Correction, ProposeRetraction as Retraction } from './identity-link.commands.js';
import { openRepairs, rejectRepair, type LinkRepair } from './link-repairs.sql.js';
import { repairNotFound } from './problems.js';
import { ProposeRepair } from './propose-repair.js';

/** A merge is repaired as it was made: by two officers. */
@ApiTags('identity')
@Controller('api/identity-links')
export class LinkRepairsController {
  constructor(
    private readonly db: DataSource,
    private readonly propose: ProposeRepair,
    private readonly confirm: ConfirmRepair,
  ) {}

  @ApiOperation({ summary: 'Corrections and retractions of merges that wait for a second officer' })
  @Needs('decide-identity')
  @Get('repairs')
  async repairs(): Promise<{ readonly repairs: readonly LinkRepair[] }> {
    return { repairs: await openRepairs(this.db) };
  }

  @ApiOperation({ summary: 'Propose to correct a merge' })
  @Needs('decide-identity')
  @Post(':factId/propose-correction')
  proposeCorrection(@Param('factId') factId: string, @Body() command: Correction, @By() caller: Caller): Promise<LinkRepair> {
    return this.propose.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Propose to take a merge back: the references are several persons again' })
  @Needs('decide-identity')
  @Post(':factId/propose-retraction')
  proposeRetraction(@Param('factId') factId: string, @Body() command: Retraction, @By() caller: Caller): Promise<LinkRepair> {
    return this.propose.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Confirm the repair that another officer proposed' })
  @Needs('decide-identity')
  @HttpCode(200)
  @Post('repairs/:repairId/confirm')
  confirmRepair(@Param('repairId') repairId: string, @By() caller: Caller): Promise<Held<typeof IdentityLink>> {
    return this.confirm.execute(getUuid(repairId), caller);
  }

  @ApiOperation({ summary: 'Reject a repair: the merge stays as it is' })
  @Needs('decide-identity')
  @HttpCode(200)
  @Post('repairs/:repairId/reject')
  async rejectRepair(@Param('repairId') repairId: string, @By() { subject }: Caller): Promise<LinkRepair> {
    const rejected = await rejectRepair(this.db, getUuid(repairId), subject);
    if (!rejected) throw new DomainError(repairNotFound);
    return rejected;
  }
}
