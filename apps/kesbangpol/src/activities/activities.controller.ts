import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { RegisteredActivity } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeActivity } from './change-activity.js';
import { EndActivity } from './end-activity.js';
import { RecordActivity } from './record-activity.js';
import {
  ChangeActivity as ChangeActivityCommand,
  EndActivity as EndActivityCommand,
  RecordActivity as RecordActivityCommand,
} from './activity.commands.js';

type Activity = Held<typeof RegisteredActivity>;

@ApiTags('activities')
@Controller('api/activities')
export class ActivitiesController {
  constructor(
    private readonly record: RecordActivity,
    private readonly change: ChangeActivity,
    private readonly end: EndActivity,
  ) {}

  @ApiOperation({ summary: 'Record a registered activity' })
  @Needs('state-facts')
  @Post()
  recordActivity(@Body() command: RecordActivityCommand, @By() caller: Caller): Promise<Activity> {
    return this.record.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a change' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeActivity(@Param('factId') factId: string, @Body() command: ChangeActivityCommand, @By() caller: Caller): Promise<Activity> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record its end' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/end')
  endActivity(@Param('factId') factId: string, @Body() command: EndActivityCommand, @By() caller: Caller): Promise<Activity> {
    return this.end.execute(getUuid(factId), command, caller);
  }
}
