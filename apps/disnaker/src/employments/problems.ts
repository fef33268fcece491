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
