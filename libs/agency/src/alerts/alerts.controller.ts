import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { Alert } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';
import { DataSource } from 'typeorm';

import { By } from '../caller.js';
import { getUuid } from '../reading/kinds.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { Advise, type Advice } from './advise.js';
import { AssignAlert as Assign, ResolveAlert as Resolve } from './alert.commands.js';
import { AssignAlert } from './assign-alert.js';
import { ResolveAlert } from './resolve-alert.js';
import { waitingAlerts, type WaitingAlert } from './waiting.sql.js';

type AlertHeld = Held<typeof Alert>;

const mostWaiting = 200;

/** What the rules of this agency ask its officers to look at. An alert imposes nothing. */
@ApiTags('alerts')
@Controller('api/alerts')
export class AlertsController {
  constructor(
    private readonly db: DataSource,
    private readonly advise: Advise,
    private readonly acknowledge: AcknowledgeAlert,
    private readonly assign: AssignAlert,
    private readonly resolve: ResolveAlert,
  ) {}

  @ApiOperation({ summary: 'What is held back until there is news from members whose facts may explain it; the oldest first' })
  @Needs('read-facts')
  @Get('waiting')
  async waiting(): Promise<{ readonly waiting: readonly WaitingAlert[] }> {
    return { waiting: await waitingAlerts(this.db, mostWaiting) };
  }

  @ApiOperation({ summary: 'What to do first about an alert, and why it may be harmless' })
  @Needs('read-facts')
  @Get(':issuer/:factId/advice')
  advice(@Param('issuer') issuer: string, @Param('factId') factId: string): Promise<Advice> {
    return this.advise.execute(issuer, getUuid(factId));
  }

  @ApiOperation({ summary: 'Look at an own alert' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/acknowledge')
  acknowledgeAlert(@Param('factId') factId: string, @By() caller: Caller): Promise<AlertHeld> {
    return this.acknowledge.execute(getUuid(factId), caller);
  }

  @ApiOperation({ summary: 'Give an own alert to a desk' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/assign')
  assignAlert(@Param('factId') factId: string, @Body() command: Assign, @By() caller: Caller): Promise<AlertHeld> {
    return this.assign.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Say what came of an own alert' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/resolve')
  resolveAlert(@Param('factId') factId: string, @Body() command: Resolve, @By() caller: Caller): Promise<AlertHeld> {
    return this.resolve.execute(getUuid(factId), command, caller);
  }
}
