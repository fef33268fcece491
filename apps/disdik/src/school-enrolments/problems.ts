import { defineProblem } from '@timpora/access';

export const alreadyEnrolled = defineProblem({
  code: 'school-enrolment.already-enrolled',
  status: 409,
  title: 'This pupil is enrolled already',
  whatToDo: 'Change the enrolment in `factId`, or record first that the pupil left.',
});
export const hasLeft = defineProblem({
  code: 'school-enrolment.has-left',
  status: 409,
  title: 'This pupil has left',
  whatToDo: 'Enrol the pupil anew.',
});
export const leavesBeforeStart = defineProblem({
  code: 'school-enrolment.leaves-before-start',
  status: 400,
  title: 'The pupil would leave before the first day',
  whatToDo: 'Check the day.',
});
