import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Needs } from '@timpora/access';

import { LookUpIdentity as Hand } from './identity.commands.js';
import { LookUpIdentity } from './look-up-identity.js';

/** Who somebody is, for whoever has the document in hand. */
@ApiTags('identity')
@Controller('api/identity')
export class IdentityController {
  constructor(@Inject(LookUpIdentity) private readonly lookUp: LookUpIdentity) {}

  @ApiOperation({ summary: 'Find the reference of the person whose document you have in hand; what is asked is neither kept nor logged' })
  @Needs('look-up-identity')
  @HttpCode(200)
  @Post('look-up')
  lookUpIdentity(@Body() hand: Hand): Promise<{ readonly subjectRef: string }> {
    return this.lookUp.execute(hand);
  }
}
