import type { Problem } from '@timpora/access';
import { TeacherAssignment, type TeacherAssignmentBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { alreadyActive, endsBeforeStart, hasEnded } from './problems.js';

/** A teacher may work at several schools, at each of them once. */
export const teacherAssignmentInvariant: Invariant<typeof TeacherAssignment> = {
  fact: TeacherAssignment,
  unique: [
    {
      by: ({ subjectRef, organisationKey, state }) => (state === 'ACTIVE' ? { subjectRef, organisationKey, state } : null),
      taken: alreadyActive,
    },
  ],
};

export const isActive = ({ state }: TeacherAssignmentBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);

export const mayLeave = (assignment: TeacherAssignmentBody, endedOn: string): Problem | null =>
  isActive(assignment) ?? (endedOn < assignment.startedOn ? endsBeforeStart : null);
