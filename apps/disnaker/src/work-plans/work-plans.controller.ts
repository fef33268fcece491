import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { WorkPlan } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ApproveWorkPlan } from './approve-work-plan.js';
import { EndWorkPlan } from './end-work-plan.js';
import { ExtendWorkPlan } from './extend-work-plan.js';
import { FileRenewal } from './file-renewal.js';
import {
  ApproveWorkPlan as ApproveWorkPlanCommand,
  EndWorkPlan as EndWorkPlanCommand,
  ExtendWorkPlan as ExtendWorkPlanCommand,
  FileRenewal as FileRenewalCommand,
} from './work-plan.commands.js';

type Plan = Held<typeof WorkPlan>;

@ApiTags('work plans')
@Controller('api/work-plans')
export class WorkPlansController {
  constructor(
    private readonly approve: ApproveWorkPlan,
    private readonly file: FileRenewal,
    private readonly extend: ExtendWorkPlan,
    private readonly end: EndWorkPlan,
  ) {}

  @ApiOperation({ summary: 'Record an approved plan to employ foreign workers (RPTKA)' })
  @Needs('state-facts')
  @Post()
  approveWorkPlan(@Body() command: ApproveWorkPlanCommand, @By() caller: Caller): Promise<Plan> {
    return this.approve.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record that the renewal was filed, at the latest 30 working days before the end' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/file-renewal')
  fileRenewal(@Param('factId') factId: string, @Body() command: FileRenewalCommand, @By() caller: Caller): Promise<Plan> {
    return this.file.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Extend a plan whose renewal was filed' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/extend')
  extendWorkPlan(@Param('factId') factId: string, @Body() command: ExtendWorkPlanCommand, @By() caller: Caller): Promise<Plan> {
    return this.extend.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that a plan was revoked or given up' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endWorkPlan(@Param('factId') factId: string, @Body() command: EndWorkPlanCommand, @By() caller: Caller): Promise<Plan> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
