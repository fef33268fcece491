import { CalendarDate, OneOf, Optional, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const levelGroups = ['EARLY', 'PRIMARY', 'JUNIOR', 'OTHER_LEVEL'] as const;
const enrolmentStates = ['ENROLLED', 'LEFT'] as const;
const leaveReasons = ['TRANSFER', 'COMPLETED', 'LEFT_REGION', 'OTHER'] as const;

export class SchoolEnrolmentBody {
  @SubjectRef() subjectRef!: string;
  /** OTHER_LEVEL: the province or the ministry is competent. */
  @OneOf(levelGroups) levelGroup!: (typeof levelGroups)[number];
  @CalendarDate() enrolledOn!: string;
  /** Last day of the study recommendation. */
  @Optional(CalendarDate()) recommendedUntil?: string;
  @Optional(CalendarDate()) leftOn?: string;
  @Optional(OneOf(leaveReasons)) leaveReason?: (typeof leaveReasons)[number];
  @OneOf(enrolmentStates) state!: (typeof enrolmentStates)[number];
}

/** One pupil's enrolment, mostly a child's. The school is not named: imigrasi needs to know that somebody learns, not where. */
export const SchoolEnrolment = defineFact({
  kind: 'school-enrolment',
  owner: 'disdik',
  body: SchoolEnrolmentBody,
  subject: 'subjectRef',
  about: 'anyone',
  knownBy: { imigrasi: 'P5-EDUCATION' },
  classification: 'specific',
  retention: 'RC-REGISTER',
  searched: { levelGroup: 'equals', recommendedUntil: 'range', leftOn: 'range', state: 'equals' },
  inOrder: [
    ['enrolledOn', 'leftOn'],
    ['enrolledOn', 'recommendedUntil'],
  ],
  onlyIn: { leftOn: ['LEFT'], leaveReason: ['LEFT'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000004',
    levelGroup: 'PRIMARY',
    enrolledOn: '2026-07-13',
    recommendedUntil: '2027-07-12',
    state: 'ENROLLED',
  },
});

export const StudentEnrolled = defineEvent({ name: 'student-enrolled', version: 1, fact: SchoolEnrolment });
export const StudentLeft = defineEvent({ name: 'student-left', version: 1, fact: SchoolEnrolment });
