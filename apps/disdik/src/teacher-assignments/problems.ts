import { defineProblem } from '@timpora/access';

export const alreadyActive = defineProblem({
  code: 'teacher-assignment.already-active',
  status: 409,
  title: 'This teacher is assigned to this school already',
  whatToDo: 'Change or end the assignment in `factId` instead of recording it twice.',
});

export const hasEnded = defineProblem({
  code: 'teacher-assignment.has-ended',
  status: 409,
  title: 'This assignment has ended',
  whatToDo: 'Record a new one if the teacher comes back.',
});

export const endsBeforeStart = defineProblem({
  code: 'teacher-assignment.ends-before-start',
  status: 400,
  title: 'The assignment would end before it began',
  whatToDo: 'Check the day.',
});
