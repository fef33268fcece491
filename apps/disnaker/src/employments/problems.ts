import { defineProblem } from '@timpora/access';

export const alreadyActive = defineProblem({
  code: 'employment.already-active',
  status: 409,
  title: 'This worker is reported at this employer already',
  whatToDo: 'Change or end the employment in `factId` instead of reporting it twice.',
});

export const hasEnded = defineProblem({
  code: 'employment.has-ended',
  status: 409,
  title: 'This employment has ended',
  whatToDo: 'Report a new employment if the person works there again.',
});

export const endsBeforeStart = defineProblem({
  code: 'employment.ends-before-start',
  status: 400,
  title: 'The last day of work is before the first',
  whatToDo: 'Check the day.',
});

const leaveItOut = 'Name the plan that covers this work, or leave workPlanFact out: what no plan covers is looked at by an officer.';

export const planNotHere = defineProblem({
  code: 'employment.plan-not-here',
  status: 409,
  title: 'The work plan is not here',
  whatToDo: 'Approve the plan first, or leave workPlanFact out; it may have been taken back.',
});

export const planOfAnother = defineProblem({
  code: 'employment.plan-of-another',
  status: 409,
  title: 'The work plan is of another employer',
  whatToDo: 'Every employer needs its own approval (PP 34/2021 art. 6). Name a plan of this one, or leave workPlanFact out.',
});

export const planNotValid = defineProblem({
  code: 'employment.plan-not-valid',
  status: 409,
  title: 'The work plan covers neither the first day of work nor the day of the report',
  whatToDo: leaveItOut,
});

export const positionNotInPlan = defineProblem({
  code: 'employment.position-not-in-plan',
  status: 409,
  title: 'The work plan does not have this position',
  whatToDo: leaveItOut,
});

export const placeNotInPlan = defineProblem({
  code: 'employment.place-not-in-plan',
  status: 409,
  title: 'The work plan does not have all of these work districts',
  whatToDo: leaveItOut,
});
