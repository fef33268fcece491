import { Body, Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import type { RecordQuery } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { By } from '../caller.js';
import { AskOwner } from './ask-owner.js';
import { AskOwner as Question } from './record-query.commands.js';

/** Questions of this agency to the owners of facts. */
@ApiTags('record-queries')
@Controller('api/record-queries')
export class RecordQueriesController {
  constructor(private readonly ask: AskOwner) {}

  @ApiOperation({ summary: 'Ask the owner of a fact to look at it again' })
  @Needs('state-facts')
  @Post()
  askOwner(@Body() command: Question, @By() caller: Caller): Promise<Held<typeof RecordQuery>> {
    return this.ask.execute(command, caller);
  }
}
