import { defineProblem } from '@timpora/access';

export const alertNotOpen = defineProblem({
  code: 'alert.not-open',
  status: 409,
  title: 'This alert is closed',
  whatToDo: 'Read its present state. It comes back by itself when its condition does.',
});
export const alreadyTaken = defineProblem({
  code: 'alert.already-taken',
  status: 409,
  title: 'Somebody has this alert already',
  whatToDo: 'Assign it to a desk, or resolve it.',
});
export const alreadyAssigned = defineProblem({
  code: 'alert.already-assigned',
  status: 409,
  title: 'A desk has this alert already',
  whatToDo: 'Read which one; it resolves the alert, or the alert is escalated when its time is over.',
});
export const notYetDue = defineProblem({
  code: 'alert.not-yet-due',
  status: 409,
  title: 'The time to look at this alert is not over',
  whatToDo: 'Nothing: it is escalated by itself on the day after dueOn.',
});
export const alertUnknown = defineProblem({
  code: 'alert.not-found',
  status: 404,
  title: 'No such alert here',
  whatToDo: 'Check issuer and id; an alert of another member may not have arrived yet.',
});
