import { defineProblem } from '@timpora/access';

export const happensLater = defineProblem({
  code: 'vital-event.recorded-in-future',
  status: 400,
  title: 'Nothing is recorded before its day',
  whatToDo: 'Give the day of the act in recordedOn.',
});
export const notMarriage = defineProblem({
  code: 'vital-event.mixed-marriage-unfitting',
  status: 400,
  title: 'Only a marriage can be one with an Indonesian citizen',
  whatToDo: 'Leave mixedMarriage out.',
});
export const aboutItself = defineProblem({
  code: 'vital-event.other-is-subject',
  status: 400,
  title: 'The other persons are not the one whom the event is about',
  whatToDo: 'Give parents or spouse in otherRefs.',
});
export const otherNotKnown = defineProblem({
  code: 'vital-event.other-not-known',
  status: 422,
  title: 'Nothing held here names one of the other persons',
  whatToDo: 'Check otherRefs; only residents are named, and their facts may not have arrived yet.',
});
export const onceOnly = defineProblem({
  code: 'vital-event.once-only',
  status: 409,
  title: 'A birth and a death happen once',
  whatToDo: 'Correct the earlier record, whose id is in `factId`, if it is wrong.',
});
export const alreadyRecorded = defineProblem({
  code: 'vital-event.already-recorded',
  status: 409,
  title: 'This event of that day is recorded already',
  whatToDo: 'Look at the earlier record, whose id is in `factId`.',
});
