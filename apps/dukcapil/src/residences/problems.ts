import { defineProblem } from '@timpora/access';

export const notRegistered = defineProblem({
  code: 'residence.resident-not-registered',
  status: 409,
  title: 'The resident is not registered',
  whatToDo: 'Register the resident first.',
});
export const alreadyCurrent = defineProblem({
  code: 'residence.already-current',
  status: 409,
  title: 'The resident has a current residence',
  whatToDo: 'Record a move on it instead; its id is in `factId`.',
});
export const hasEnded = defineProblem({
  code: 'residence.has-ended',
  status: 409,
  title: 'This residence has ended',
  whatToDo: 'Record a new address for the resident.',
});
export const villageElsewhere = defineProblem({
  code: 'residence.village-elsewhere',
  status: 400,
  title: 'The village is not in that district',
  whatToDo: 'Give the district of the village, or leave the village away.',
});
export const movedBackwards = defineProblem({
  code: 'residence.moved-backwards',
  status: 400,
  title: 'The move is before the present address began',
  whatToDo: 'Check the day; if the present address is wrong, correct the fact.',
});
export const paperOutlivesPermit = defineProblem({
  code: 'residence.paper-outlives-permit',
  status: 409,
  title: 'The paper would be valid longer than the stay permit',
  whatToDo: 'An SKTT is valid as long as the ITAS: give a validTo that is not after the last day of the permit.',
});
export const paperNotExpired = defineProblem({
  code: 'residence.paper-not-expired',
  status: 409,
  title: 'The last valid day of the paper has not passed',
  whatToDo: 'Nothing: the paper expires by itself on the day after its last day.',
});
export const paperEndsBeforeIssue = defineProblem({
  code: 'residence.paper-ends-before-issue',
  status: 400,
  title: 'The paper would end before it is issued',
  whatToDo: 'Check the days.',
});
