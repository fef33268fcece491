import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { Sponsorship } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeSponsorship } from './change-sponsorship.js';
import { EndSponsorship } from './end-sponsorship.js';
import { ChangeSponsorship as Change, EndSponsorship as End, StartSponsorship as Start } from './sponsorship.commands.js';
import { StartSponsorship } from './start-sponsorship.js';

type Sponsor = Held<typeof Sponsorship>;

@ApiTags('sponsorships')
@Controller('api/sponsorships')
export class SponsorshipsController {
  constructor(
    private readonly start: StartSponsorship,
    private readonly change: ChangeSponsorship,
    private readonly end: EndSponsorship,
  ) {}

  @ApiOperation({ summary: 'Record an organisation that stands in for a resident: corporate sponsor, investor guarantee' })
  @Needs('state-facts')
  @Post()
  startSponsorship(@Body() command: Start, @By() caller: Caller): Promise<Sponsor> {
    return this.start.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a real change: role, golden visa, last day in sight' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeSponsorship(@Param('factId') factId: string, @Body() command: Change, @By() caller: Caller): Promise<Sponsor> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the organisation was released, or that the sponsorship ended' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endSponsorship(@Param('factId') factId: string, @Body() command: End, @By() caller: Caller): Promise<Sponsor> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
