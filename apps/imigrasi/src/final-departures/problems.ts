import { defineProblem } from '@timpora/access';

export const notYet = defineProblem({
  code: 'final-departure.in-future',
  status: 400,
  title: 'Nobody has left before the day of the exit',
  whatToDo: 'Record the departure when it has happened: every agency closes its records on it.',
});
export const alreadyRecorded = defineProblem({
  code: 'final-departure.already-recorded',
  status: 409,
  title: 'This departure is recorded already',
  whatToDo: 'Nothing; its id is in `factId`.',
});
