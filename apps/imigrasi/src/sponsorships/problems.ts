import { defineProblem } from '@timpora/access';

export const alreadyActive = defineProblem({
  code: 'sponsorship.already-active',
  status: 409,
  title: 'This organisation stands in for the resident already',
  whatToDo: 'Go on with that sponsorship; its id is in `factId`.',
});
export const hasEnded = defineProblem({
  code: 'sponsorship.has-ended',
  status: 409,
  title: 'This sponsorship was released or has ended',
  whatToDo: 'State a new one; if the end is wrong, correct the fact.',
});
export const endMissing = defineProblem({
  code: 'sponsorship.end-missing',
  status: 400,
  title: 'A sponsorship that was released or has ended has a last day',
  whatToDo: 'Give endsOn.',
});
