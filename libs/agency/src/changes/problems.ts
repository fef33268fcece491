import { defineProblem } from '@timpora/access';

export const cursorMalformed = defineProblem({
  code: 'changes.cursor-malformed',
  status: 400,
  title: 'This is not a place in the changes',
  whatToDo: 'Give `next` of an earlier answer, or the id of an event; leave it out to begin at the beginning, or say now.',
});
export const tooManyStreams = defineProblem({
  code: 'changes.too-many-streams',
  status: 503,
  title: 'Too many streams of changes are open here',
  whatToDo: 'Try again after Retry-After seconds, or ask for pages at /api/changes. One stream serves a whole system.',
});
export const limitMalformed = defineProblem({
  code: 'changes.limit-malformed',
  status: 400,
  title: 'This is not a number of changes',
  whatToDo: 'Give a whole number from 1 to 200 in ?limit=.',
});
