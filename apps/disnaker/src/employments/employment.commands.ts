import { CalendarDate, EmploymentBody, only, Optional, OwnReference, some } from '@timpora/contracts';

export class ReportEmployment extends only(
  EmploymentBody,
  'subjectRef',
  'organisationKey',
  'positionCode',
  'workDistricts',
  'workPlanFact',
  'startedOn',
  'reportedOn',
) {
  @Optional(OwnReference()) ownReference?: string;
}

export class ChangeEmployment extends some(EmploymentBody, 'positionCode', 'workDistricts', 'workPlanFact', 'reportedOn') {}

export class EndEmployment {
  /** Last day of work. */
  @CalendarDate() endedOn!: string;
}
