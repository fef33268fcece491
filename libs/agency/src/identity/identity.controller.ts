import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import { Exchange, type Clash } from '@timpora/exchange';

import { LookUpIdentity as Hand } from './identity.commands.js';
import { LookUpIdentity } from './look-up-identity.js';

/** Who somebody is, for whoever has the document in hand. */
@ApiTags('identity')
@Controller('api/identity')
export class IdentityController {
  constructor(
    @Inject(LookUpIdentity) private readonly lookUp: LookUpIdentity,
    @Inject(Exchange) private readonly exchange: Exchange<Member>,
  ) {}

  @ApiOperation({ summary: 'Find the reference of the person whose document you have in hand; what is asked is neither kept nor logged' })
  @Needs('look-up-identity')
  @HttpCode(200)
  @Post('look-up')
  lookUpIdentity(@Body() hand: Hand): Promise<{ readonly subjectRef: string }> {
    return this.lookUp.execute(hand);
  }

  @ApiOperation({
    summary: 'Own facts that are too many since two references turned out to be one person: end or correct what is too much',
  })
  @Needs('read-facts')
  @Get('clashes')
  async clashes(): Promise<{ readonly clashes: readonly Clash[] }> {
    return { clashes: await this.exchange.clashes() };
  }
}
