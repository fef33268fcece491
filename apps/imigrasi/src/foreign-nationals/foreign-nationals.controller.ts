import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { ForeignNational } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeIdentity } from './change-identity.js';
import { ChangeIdentity as Change, IdentifyForeignNational as Identify } from './foreign-national.commands.js';
import { IdentifyForeignNational } from './identify-foreign-national.js';
import { RecordDeath } from './record-death.js';

type Person = Held<typeof ForeignNational>;

@ApiTags('foreign nationals')
@Controller('api/foreign-nationals')
export class ForeignNationalsController {
  constructor(
    private readonly identify: IdentifyForeignNational,
    private readonly change: ChangeIdentity,
    private readonly death: RecordDeath,
  ) {}

  @ApiOperation({ summary: 'Establish the identity of a person; gives the subjectRef' })
  @Needs('state-facts')
  @Post()
  identifyForeignNational(@Body() command: Identify, @By() caller: Caller): Promise<Person> {
    return this.identify.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a real change: name, nationality, registration number' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeIdentity(@Param('factId') factId: string, @Body() command: Change, @By() caller: Caller): Promise<Person> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the person has died' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/record-death')
  recordDeath(@Param('factId') factId: string, @By() caller: Caller): Promise<Person> {
    return this.death.execute(getUuid(factId), caller);
  }
}
