import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { RetractionReason } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { CorrectFact } from './correct-fact.js';
import { RetractFact } from './retract-fact.js';

export class Retraction {
  @RetractionReason() reason!: string;
}

/** Repairs of own facts of any kind: what was told wrongly, not what changed. */
@ApiTags('repairs')
@Controller('api/facts')
export class FactsChangingController {
  constructor(
    @Inject(CorrectFact) private readonly correct: CorrectFact,
    @Inject(RetractFact) private readonly retract: RetractFact,
  ) {}

  @ApiOperation({ summary: 'Correct an own fact: the whole body as it should have been' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':kind/:factId/correct')
  correctFact(
    @Param('kind') kind: string,
    @Param('factId') factId: string,
    @By() caller: Caller,
    @Body() body: Record<string, unknown>,
  ): Promise<Held> {
    return this.correct.execute({ kind, factId: getUuid(factId) }, body, caller);
  }

  @ApiOperation({ summary: 'Take an own fact back; only id, version and reason stay' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':kind/:factId/retract')
  retractFact(
    @Param('kind') kind: string,
    @Param('factId') factId: string,
    @By() caller: Caller,
    @Body() { reason }: Retraction,
  ): Promise<Held> {
    return this.retract.execute({ kind, factId: getUuid(factId) }, reason, caller);
  }
}
