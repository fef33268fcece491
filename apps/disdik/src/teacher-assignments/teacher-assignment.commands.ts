import { CalendarDate, only, Optional, OwnReference, some, TeacherAssignmentBody } from '@timpora/contracts';

export class AssignTeacher extends only(
  TeacherAssignmentBody,
  'subjectRef',
  'organisationKey',
  'positionCode',
  'workDistrict',
  'startedOn',
  'voluntary',
) {
  @Optional(OwnReference()) ownReference?: string;
}

export class ChangeAssignment extends some(TeacherAssignmentBody, 'positionCode', 'workDistrict', 'voluntary') {}

export class LeaveSchool {
  @CalendarDate() endedOn!: string;
}
