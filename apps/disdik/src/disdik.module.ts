import { Module } from '@nestjs/common';
import { AgencyModule } from '@timpora/agency';

import { ChangeEnrolment } from './school-enrolments/change-enrolment.js';
import { EnrolStudent } from './school-enrolments/enrol-student.js';
import { RecordLeaving } from './school-enrolments/record-leaving.js';
import { schoolEnrolmentInvariant } from './school-enrolments/school-enrolment.policy.js';
import { SchoolEnrolmentsController } from './school-enrolments/school-enrolments.controller.js';
import { AssignTeacher } from './teacher-assignments/assign-teacher.js';
import { ChangeAssignment } from './teacher-assignments/change-assignment.js';
import { LeaveSchool } from './teacher-assignments/leave-school.js';
import { teacherAssignmentInvariant } from './teacher-assignments/teacher-assignment.policy.js';
import { TeacherAssignmentsController } from './teacher-assignments/teacher-assignments.controller.js';

/** Disdik records which foreign teachers teach where, and that foreign children go to school. */
@Module({
  imports: [AgencyModule.for({ member: 'disdik', invariants: [teacherAssignmentInvariant, schoolEnrolmentInvariant] })],
  controllers: [TeacherAssignmentsController, SchoolEnrolmentsController],
  providers: [AssignTeacher, ChangeAssignment, LeaveSchool, EnrolStudent, ChangeEnrolment, RecordLeaving],
})
export class DisdikModule {}
