import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By } from '@timpora/agency';
import type { ChangeReport } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ReportChange as Command } from './change-report.commands.js';
import { ReportChange } from './report-change.js';

@ApiTags('change reports')
@Controller('api/change-reports')
export class ChangeReportsController {
  constructor(private readonly report: ReportChange) {}

  @ApiOperation({ summary: 'Record a change that a resident or a sponsor reported: address, civil status, work, sponsor, nationality' })
  @Needs('state-facts')
  @Post()
  reportChange(@Body() command: Command, @By() caller: Caller): Promise<Held<typeof ChangeReport>> {
    return this.report.execute(command, caller);
  }
}
