import { TeacherAssignment, type TeacherAssignmentBody } from '@timpora/contracts';

import { isActive, mayLeave } from './teacher-assignment.policy.js';

const active: TeacherAssignmentBody = { ...TeacherAssignment.example, startedOn: '2026-07-13', state: 'ACTIVE' };
const ended: TeacherAssignmentBody = { ...active, state: 'ENDED', endedOn: '2026-12-18' };

describe('a teacher assignment', () => {
  it.each([
    ['is active', active, null],
    ['has ended', ended, 'teacher-assignment.has-ended'],
  ])('that %s answers a change', (_, assignment, code) => {
    expect(isActive(assignment)?.code ?? null).toBe(code);
  });

  it.each([
    ['on its first day', active, '2026-07-13', null],
    ['not the day before', active, '2026-07-12', 'teacher-assignment.ends-before-start'],
    ['not twice', ended, '2027-01-01', 'teacher-assignment.has-ended'],
  ])('ends %s', (_, assignment, day, code) => {
    expect(mayLeave(assignment, day)?.code ?? null).toBe(code);
  });
});
