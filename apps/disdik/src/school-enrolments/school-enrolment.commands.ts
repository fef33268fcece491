import { CalendarDate, OneOf, only, Optional, OwnReference, SchoolEnrolmentBody, some } from '@timpora/contracts';

export class EnrolStudent extends only(SchoolEnrolmentBody, 'subjectRef', 'levelGroup', 'enrolledOn', 'recommendedUntil') {
  /** The number of the pupil at the school; it stays with disdik. */
  @Optional(OwnReference()) ownReference?: string;
}

export class ChangeEnrolment extends some(SchoolEnrolmentBody, 'levelGroup', 'recommendedUntil') {}

const reasons = ['TRANSFER', 'COMPLETED', 'LEFT_REGION', 'OTHER'] as const;

export class RecordLeaving {
  @CalendarDate() leftOn!: string;
  @OneOf(reasons) leaveReason!: (typeof reasons)[number];
}
