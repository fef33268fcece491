import type { Problem } from '@timpora/access';
import { SchoolEnrolment, type SchoolEnrolmentBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadyEnrolled, hasLeft, leavesBeforeStart } from './problems.js';

/** One enrolment at a time. No permit is asked for: schooling is a right, not a condition. */
export const schoolEnrolmentInvariant: Invariant<typeof SchoolEnrolment> = {
  fact: SchoolEnrolment,
  unique: [{ by: ({ subjectRef, state }) => (state === 'ENROLLED' ? { subjectRef, state } : null), taken: alreadyEnrolled }],
};

export const isEnrolled = ({ state }: SchoolEnrolmentBody): Problem | null => (state === 'ENROLLED' ? null : hasLeft);

export const mayLeave = (enrolment: SchoolEnrolmentBody, leftOn: string): Problem | null =>
  isEnrolled(enrolment) ?? (leftOn < enrolment.enrolledOn ? leavesBeforeStart : null);
