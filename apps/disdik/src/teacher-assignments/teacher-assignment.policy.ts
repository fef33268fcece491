import type { Problem } from '@timpora/access';
import type { TeacherAssignmentBody } from '@timpora/contracts';

import { endsBeforeStart, hasEnded } from './problems.js';

export const isActive = ({ state }: TeacherAssignmentBody): Problem | null => (state === 'ACTIVE' ? null : hasEnded);

export const mayLeave = (assignment: TeacherAssignmentBody, endedOn: string): Problem | null =>
  isActive(assignment) ?? (endedOn < assignment.startedOn ? endsBeforeStart : null);
