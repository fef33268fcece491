import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { Company } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeCompanyState } from './change-company-state.js';
import { ChangeCompany } from './change-company.js';
import {
  ChangeCompany as ChangeCompanyCommand,
  ChangeCompanyState as ChangeCompanyStateCommand,
  RecordReport as RecordReportCommand,
  RegisterCompany as RegisterCompanyCommand,
} from './company.commands.js';
import { RecordReport } from './record-report.js';
import { RegisterCompany } from './register-company.js';

type Business = Held<typeof Company>;

@ApiTags('companies')
@Controller('api/companies')
export class CompaniesController {
  constructor(
    private readonly register: RegisterCompany,
    private readonly change: ChangeCompany,
    private readonly changeState: ChangeCompanyState,
    private readonly report: RecordReport,
  ) {}

  @ApiOperation({ summary: 'Register a business under its business id number' })
  @Needs('state-facts')
  @Post()
  registerCompany(@Body() command: RegisterCompanyCommand, @By() caller: Caller): Promise<Business> {
    return this.register.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a new name, capital, size, business or district' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeCompany(@Param('factId') factId: string, @Body() command: ChangeCompanyCommand, @By() caller: Caller): Promise<Business> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that it became active or inactive, or that its number was cancelled' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change-state')
  changeCompanyState(@Param('factId') factId: string, @Body() command: ChangeCompanyStateCommand, @By() caller: Caller): Promise<Business> {
    return this.changeState.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the investment report of a period arrived' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/record-report')
  recordReport(@Param('factId') factId: string, @Body() command: RecordReportCommand, @By() caller: Caller): Promise<Business> {
    return this.report.execute(getUuid(factId), command, caller);
  }
}
