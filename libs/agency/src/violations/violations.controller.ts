import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { Violation } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { RetractFact } from '../changing/retract-fact.js';
import { getUuid } from '../reading/kinds.js';
import { AddEvidence } from './add-evidence.js';
import { ReportViolation } from './report-violation.js';
import { AddEvidence as Evidence, ReportViolation as Report } from './violation.commands.js';

type ViolationHeld = Held<typeof Violation>;

/** Suspected breaches that this agency reports for a review. */
@ApiTags('violations')
@Controller('api/violations')
export class ViolationsController {
  constructor(
    private readonly report: ReportViolation,
    private readonly evidence: AddEvidence,
    @Inject(RetractFact) private readonly retract: RetractFact,
  ) {}

  @ApiOperation({ summary: 'Report a suspected breach' })
  @Needs('state-facts')
  @Post()
  reportViolation(@Body() command: Report, @By() caller: Caller): Promise<ViolationHeld> {
    return this.report.execute(command, caller);
  }

  @ApiOperation({ summary: 'Add facts as evidence to an own report' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/add-evidence')
  addEvidence(@Param('factId') factId: string, @Body() { evidence }: Evidence, @By() caller: Caller): Promise<ViolationHeld> {
    return this.evidence.execute(getUuid(factId), evidence, caller);
  }

  @ApiOperation({ summary: 'Withdraw an own report' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/withdraw')
  withdraw(@Param('factId') factId: string, @By() caller: Caller): Promise<Held> {
    return this.retract.execute({ kind: 'violation', factId: getUuid(factId) }, 'MISTAKE', caller);
  }
}
