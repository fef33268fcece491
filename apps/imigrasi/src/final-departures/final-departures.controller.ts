import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By } from '@timpora/agency';
import type { FinalDeparture } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { RecordFinalDeparture as Command } from './final-departure.commands.js';
import { RecordFinalDeparture } from './record-final-departure.js';

@ApiTags('final departures')
@Controller('api/final-departures')
export class FinalDeparturesController {
  constructor(private readonly record: RecordFinalDeparture) {}

  @ApiOperation({ summary: 'Record that somebody left for good; what imigrasi holds open about the person is closed with it' })
  @Needs('state-facts')
  @Post()
  recordFinalDeparture(@Body() command: Command, @By() caller: Caller): Promise<Held<typeof FinalDeparture>> {
    return this.record.execute(command, caller);
  }
}
