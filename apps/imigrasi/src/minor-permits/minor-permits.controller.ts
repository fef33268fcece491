import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { MinorPermit } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { CancelMinorPermit } from './cancel-minor-permit.js';
import { ChangeGuardian } from './change-guardian.js';
import { CloseMinorPermit } from './close-minor-permit.js';
import { EndApplicationOfMinor } from './end-application-of-minor.js';
import { ExtendMinorPermit } from './extend-minor-permit.js';
import { IssueMinorPermit } from './issue-minor-permit.js';
import {
  ChangeGuardian as Guardian,
  ExtendMinorPermit as Extend,
  IssueMinorPermit as Issue,
  PayForMinor as Pay,
} from './minor-permit.commands.js';
import { PayForMinor } from './pay-for-minor.js';

type Permit = Held<typeof MinorPermit>;

@ApiTags('minor permits')
@Controller('api/minor-permits')
export class MinorPermitsController {
  constructor(
    private readonly issue: IssueMinorPermit,
    private readonly extend: ExtendMinorPermit,
    private readonly close: CloseMinorPermit,
    private readonly cancel: CancelMinorPermit,
    private readonly guardian: ChangeGuardian,
    private readonly pay: PayForMinor,
    private readonly endApplication: EndApplicationOfMinor,
  ) {}

  @ApiOperation({ summary: 'Issue the stay permit of a child' })
  @Needs('state-facts')
  @Post()
  issueMinorPermit(@Body() command: Issue, @By() caller: Caller): Promise<Permit> {
    return this.issue.execute(command, caller);
  }

  @ApiOperation({ summary: 'Extend the permit of a child' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/extend')
  extendMinorPermit(@Param('factId') factId: string, @Body() command: Extend, @By() caller: Caller): Promise<Permit> {
    return this.extend.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Close the permit of a child' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/close')
  closeMinorPermit(@Param('factId') factId: string, @By() caller: Caller): Promise<Permit> {
    return this.close.execute(getUuid(factId), caller);
  }

  @ApiOperation({ summary: 'Cancel the permit of a child after a case conference' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/cancel')
  cancelMinorPermit(@Param('factId') factId: string, @By() caller: Caller): Promise<Permit> {
    return this.cancel.execute(getUuid(factId), caller);
  }

  @ApiOperation({ summary: 'Record which resident is the parent or guardian, or that none is' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change-guardian')
  changeGuardian(@Param('factId') factId: string, @Body() command: Guardian, @By() caller: Caller): Promise<Permit> {
    return this.guardian.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that an extension or a conversion was filed and paid' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/pay-application')
  payForMinor(@Param('factId') factId: string, @Body() command: Pay, @By() caller: Caller): Promise<Permit> {
    return this.pay.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the application was refused or withdrawn' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end-application')
  endApplicationOfMinor(@Param('factId') factId: string, @By() caller: Caller): Promise<Permit> {
    return this.endApplication.execute(getUuid(factId), caller);
  }
}
