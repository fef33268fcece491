import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { DocumentHash, RetractionReason, type Member } from '@timpora/contracts';
import { Exchange, type Decided } from '@timpora/exchange';

import { getUuid } from '../reading/kinds.js';

export class Decision {
  @DocumentHash() documentHash!: string;
}

export class Withdrawal {
  @DocumentHash() documentHash!: string;
  @RetractionReason() reason!: string;
}

/** What only a person can decide about an own fact: a document that only a member still knows, or two contents under one version. */
@ApiTags('exchange')
@Controller('api/exchange/incidents')
export class IncidentsController {
  constructor(private readonly exchange: Exchange<Member>) {}

  @ApiOperation({ summary: 'The document of an incident is the fact: state it anew, above every version of both' })
  @Needs('decide-incidents')
  @HttpCode(200)
  @Post(':kind/:factId/adopt')
  adopt(@Param('kind') kind: string, @Param('factId') factId: string, @Body() { documentHash }: Decision): Promise<Decided> {
    return this.exchange.decisions.adopt({ kind, factId: getUuid(factId), documentHash });
  }

  @ApiOperation({ summary: 'What this agency holds is the fact: state it anew, unless it stands above the other version already' })
  @Needs('decide-incidents')
  @HttpCode(200)
  @Post(':kind/:factId/keep')
  keep(@Param('kind') kind: string, @Param('factId') factId: string, @Body() { documentHash }: Decision): Promise<Decided> {
    return this.exchange.decisions.keep({ kind, factId: getUuid(factId), documentHash });
  }

  @ApiOperation({ summary: 'There is no such fact: retract it everywhere' })
  @Needs('decide-incidents')
  @HttpCode(200)
  @Post(':kind/:factId/withdraw')
  withdraw(@Param('kind') kind: string, @Param('factId') factId: string, @Body() { documentHash, reason }: Withdrawal): Promise<Decided> {
    return this.exchange.decisions.withdraw({ kind, factId: getUuid(factId), documentHash }, reason);
  }
}
