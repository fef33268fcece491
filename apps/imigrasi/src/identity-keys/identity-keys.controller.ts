import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';

import { RestateKeys, type Restated } from './restate-keys.js';

@ApiTags('identity')
@Controller('api/identity-keys')
export class IdentityKeysController {
  constructor(private readonly restate: RestateKeys) {}

  @ApiOperation({
    summary: 'After a rotation of the shared secret: tell the keys anew that the newest one does not make; call again while `more`',
  })
  @Needs('state-facts')
  @HttpCode(200)
  @Post('restate')
  restateKeys(): Promise<Restated> {
    return this.restate.execute();
  }
}
