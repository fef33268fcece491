import { defineProblem } from '@timpora/access';

export const stepTooLong = defineProblem({
  code: 'recommendation.step-too-long',
  status: 409,
  title: 'One step of a recommendation is shorter',
  whatToDo: 'A recommendation is given and renewed for up to two years at a time (PMA 3/2023 art. 19).',
});

export const stayTooLong = defineProblem({
  code: 'recommendation.stay-too-long',
  status: 409,
  title: 'The whole stay would be longer than allowed',
  whatToDo: 'Six years in all from the first stay (PMA 3/2023 art. 19).',
});

export const hasEnded = defineProblem({
  code: 'recommendation.has-ended',
  status: 409,
  title: 'This recommendation has ended',
  whatToDo: 'Decide on a new one.',
});

export const notLonger = defineProblem({
  code: 'recommendation.not-longer',
  status: 409,
  title: 'The new last day is not after the present one',
  whatToDo: 'Give a later validTo; to end it earlier, end it.',
});

export const endsBeforeStart = defineProblem({
  code: 'recommendation.ends-before-start',
  status: 400,
  title: 'The recommendation would end before it began',
  whatToDo: 'Check the day.',
});
