import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By } from '@timpora/agency';
import type { VitalEvent } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { RecordVitalEvent } from './record-vital-event.js';
import { RecordVitalEvent as RecordVitalEventCommand } from './vital-event.commands.js';

@ApiTags('vital events')
@Controller('api/vital-events')
export class VitalEventsController {
  constructor(private readonly record: RecordVitalEvent) {}

  @ApiOperation({ summary: 'Record a birth, a death, a marriage or another event of civil status' })
  @Needs('state-facts')
  @Post()
  recordVitalEvent(@Body() command: RecordVitalEventCommand, @By() caller: Caller): Promise<Held<typeof VitalEvent>> {
    return this.record.execute(command, caller);
  }
}
