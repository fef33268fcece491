import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { AssignTeacher } from './teacher-assignments/assign-teacher.js';
import { ChangeAssignment } from './teacher-assignments/change-assignment.js';
import { LeaveSchool } from './teacher-assignments/leave-school.js';
import { teacherAssignmentInvariant } from './teacher-assignments/teacher-assignment.policy.js';
import { TeacherAssignmentsController } from './teacher-assignments/teacher-assignments.controller.js';

/** Disdik records which foreign teachers teach where. */
@Module({
  imports: [AgencyModule.for({ member: 'disdik', invariants: [teacherAssignmentInvariant] })],
  controllers: [TeacherAssignmentsController],
  providers: [AssignTeacher, ChangeAssignment, LeaveSchool],
})
export class DisdikModule {}
