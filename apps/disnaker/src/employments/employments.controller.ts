import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { Employment } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeEmployment } from './change-employment.js';
import { EndEmployment } from './end-employment.js';
import { ReportEmployment } from './report-employment.js';
import {
  ChangeEmployment as ChangeEmploymentCommand,
  EndEmployment as EndEmploymentCommand,
  ReportEmployment as ReportEmploymentCommand,
} from './employment.commands.js';

type Work = Held<typeof Employment>;

@ApiTags('employments')
@Controller('api/employments')
export class EmploymentsController {
  constructor(
    private readonly report: ReportEmployment,
    private readonly change: ChangeEmployment,
    private readonly end: EndEmployment,
  ) {}

  @ApiOperation({ summary: 'Report a foreign worker at an employer' })
  @Needs('state-facts')
  @Post()
  reportEmployment(@Body() command: ReportEmploymentCommand, @By() caller: Caller): Promise<Work> {
    return this.report.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a new position or work place' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeEmployment(@Param('factId') factId: string, @Body() command: ChangeEmploymentCommand, @By() caller: Caller): Promise<Work> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record the last day of work' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endEmployment(@Param('factId') factId: string, @Body() command: EndEmploymentCommand, @By() caller: Caller): Promise<Work> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
