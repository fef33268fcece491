import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { TravelDocument } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { EndTravelDocument } from './end-travel-document.js';
import { ReadZone } from './read-zone.js';
import { RecordTravelDocument } from './record-travel-document.js';
import { EndTravelDocument as End, ReadZone as Zone, RecordTravelDocument as Record } from './travel-document.commands.js';

type Document = Held<typeof TravelDocument>;

@ApiTags('travel documents')
@Controller('api/travel-documents')
export class TravelDocumentsController {
  constructor(
    private readonly record: RecordTravelDocument,
    private readonly read: ReadZone,
    private readonly end: EndTravelDocument,
  ) {}

  @ApiOperation({ summary: 'Record a passport or other travel document, typed or scanned; it replaces the current one of the same state' })
  @Needs('state-facts')
  @Post()
  recordTravelDocument(@Body() command: Record, @By() caller: Caller): Promise<Document> {
    return this.record.execute(command, caller);
  }

  @ApiOperation({ summary: 'Read the machine readable zone once more and compare it with what is recorded' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/read-zone')
  readZone(@Param('factId') factId: string, @Body() { mrz }: Zone, @By() caller: Caller): Promise<Document> {
    return this.read.execute(getUuid(factId), mrz, caller);
  }

  @ApiOperation({ summary: 'Record that a document is lost, cancelled or replaced' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endTravelDocument(@Param('factId') factId: string, @Body() { state }: End, @By() caller: Caller): Promise<Document> {
    return this.end.execute(getUuid(factId), state, caller);
  }
}
