import { Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiTags, Open } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import { Exchange } from '@timpora/exchange';
import type { Progress } from '@timpora/observing';
import type { Response } from 'express';
import { DataSource } from 'typeorm';

import { PROGRESS } from '../tokens.js';

interface Health {
  readonly status: 'up' | 'down';
  readonly checks: Readonly<Record<string, 'up' | 'down'>>;
}

/** For whoever runs the service: is it started, does it move, can it answer? */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    private readonly db: DataSource,
    private readonly exchange: Exchange<Member>,
    @Inject(PROGRESS) private readonly progress: Progress,
  ) {}

  @ApiOperation({ summary: 'Live while relay and consumer make progress or prove that they are idle; restart the service when not' })
  @Open()
  @Get('live')
  live(@Res({ passthrough: true }) response: Response): Health {
    return answer(response, { progress: this.progress.isLive() });
  }

  @ApiOperation({ summary: 'Ready when the database answers, facts of others arrive, and own facts may be stated' })
  @Open()
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const settled = await this.exchange.mayState().catch(() => null);
    return answer(response, { database: settled !== null, hearing: this.exchange.isHearing, settled: settled === true });
  }

  @ApiOperation({ summary: 'Started when the database is migrated and the exchange runs' })
  @Open()
  @Get('startup')
  startup(@Res({ passthrough: true }) response: Response): Health {
    return answer(response, { database: this.db.isInitialized });
  }
}

function answer(response: Response, checks: Readonly<Record<string, boolean>>): Health {
  const isUp = Object.values(checks).every(Boolean);
  response.status(isUp ? 200 : 503);
  return {
    status: isUp ? 'up' : 'down',
    checks: Object.fromEntries(Object.entries(checks).map(([name, good]) => [name, good ? 'up' : 'down'])),
  };
}
