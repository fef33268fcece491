import { defineProblem } from '@timpora/access';

export const notIdentified = defineProblem({
  code: 'national-check.not-identified',
  status: 422,
  title: 'Nothing held here says who one of these references is',
  whatToDo: 'Check the references. The facts of a new resident may not have arrived yet: try again in a moment.',
});
