import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { MinorPermit } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { RecordDepartureOfMinor as Departure, RecordReturnOfMinor as Return } from './minor-permit.commands.js';
import { RecordDepartureOfMinor } from './record-departure-of-minor.js';
import { RecordReturnOfMinor } from './record-return-of-minor.js';

type Permit = Held<typeof MinorPermit>;

@ApiTags('minor permits')
@Controller('api/minor-permits')
export class JourneysOfMinorsController {
  constructor(
    private readonly departure: RecordDepartureOfMinor,
    private readonly comeback: RecordReturnOfMinor,
  ) {}

  @ApiOperation({ summary: 'Record that the child left the country for a while' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/depart')
  recordDepartureOfMinor(@Param('factId') factId: string, @Body() command: Departure, @By() caller: Caller): Promise<Permit> {
    return this.departure.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the child is back' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/return')
  recordReturnOfMinor(@Param('factId') factId: string, @Body() command: Return, @By() caller: Caller): Promise<Permit> {
    return this.comeback.execute(getUuid(factId), command, caller);
  }
}
