import { defineProblem } from '@timpora/access';

export const notShorter = defineProblem({
  code: 'police-letter.not-shorter',
  status: 409,
  title: 'The new last day is not before the present one',
  whatToDo: 'A letter can only be shortened; issue a new one for a longer time.',
});

export const beforeStart = defineProblem({
  code: 'police-letter.before-start',
  status: 400,
  title: 'The new last day is before the letter began',
  whatToDo: 'Check the day; if the letter was a mistake, retract it.',
});
