import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags, Needs } from '@timpora/access';
import { By, getUuid } from '@timpora/agency';
import type { TeacherAssignment } from '@timpora/contracts';
import type { Caller, Held } from '@timpora/exchange';

import { AssignTeacher } from './assign-teacher.js';
import { ChangeAssignment } from './change-assignment.js';
import { LeaveSchool } from './leave-school.js';
import {
  AssignTeacher as AssignTeacherCommand,
  ChangeAssignment as ChangeAssignmentCommand,
  LeaveSchool as LeaveSchoolCommand,
} from './teacher-assignment.commands.js';

type Assignment = Held<typeof TeacherAssignment>;

@ApiTags('teacher assignments')
@Controller('api/teacher-assignments')
export class TeacherAssignmentsController {
  constructor(
    private readonly assign: AssignTeacher,
    private readonly change: ChangeAssignment,
    private readonly leave: LeaveSchool,
  ) {}

  @ApiOperation({ summary: 'Record a foreign teacher at a school' })
  @Needs('state-facts')
  @Post()
  assignTeacher(@Body() command: AssignTeacherCommand, @By() caller: Caller): Promise<Assignment> {
    return this.assign.execute(command, caller);
  }

  @ApiOperation({ summary: 'Record a new position or work place' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/change')
  changeAssignment(@Param('factId') factId: string, @Body() command: ChangeAssignmentCommand, @By() caller: Caller): Promise<Assignment> {
    return this.change.execute(getUuid(factId), command, caller);
  }

  @ApiOperation({ summary: 'Record that the teacher left' })
  @Needs('state-facts')
  @HttpCode(200)
  @Post(':factId/leave')
  leaveSchool(@Param('factId') factId: string, @Body() command: LeaveSchoolCommand, @By() caller: Caller): Promise<Assignment> {
    return this.leave.execute(getUuid(factId), command, caller);
  }
}
