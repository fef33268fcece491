import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { SchoolEnrolment } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { ChangeEnrolment } from './change-enrolment.js';
import { EnrolStudent } from './enrol-student.js';
import { RecordLeaving } from './record-leaving.js';
import {
  ChangeEnrolment as ChangeEnrolmentCommand,
  EnrolStudent as EnrolStudentCommand,
  RecordLeaving as RecordLeavingCommand,
} from './school-enrolment.commands.js';

type Enrolment = Held<typeof SchoolEnrolment>;

@ApiTags('school enrolments')
@Controller('api/school-enrolments')
export class SchoolEnrolmentsController {
  constructor(
    private readonly enrol: EnrolStudent,
    private readonly change: ChangeEnrolment,
    private readonly leave: RecordLeaving,
  ) {}

  @ApiOperation({ summary: 'Enrol a pupil' })
  @Needs('state-facts')
  @Post()
  enrolStudent(@Body() command: EnrolStudentCommand, @By() caller: Caller): Promise<Enrolment> {
    return this.enrol.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a new level, or a study recommendation issued or renewed' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeEnrolment(@Param('factId') factId: string, @Body() command: ChangeEnrolmentCommand, @By() caller: Caller): Promise<Enrolment> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the pupil left' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/leave')
  recordLeaving(@Param('factId') factId: string, @Body() command: RecordLeavingCommand, @By() caller: Caller): Promise<Enrolment> {
    return this.leave.execute(getUuid(factId), command, caller);
  }
}
