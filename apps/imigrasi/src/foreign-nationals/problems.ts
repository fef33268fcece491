import { defineProblem } from '@timpora/access';

export const alreadyIdentified = defineProblem({
  code: 'foreign-national.already-identified',
  status: 409,
  title: 'This person is known already',
  whatToDo:
    'Go on with the known reference in `subjectRef`: one person keeps one reference, also after years abroad. If it is another person (a namesake born on the same day), add what tells them apart and ask the registry unit.',
});
export const numberTaken = defineProblem({
  code: 'foreign-national.number-taken',
  status: 409,
  title: 'This registration number belongs to another person',
  whatToDo: 'Check the number; the other person is in `subjectRef`.',
});
export const isDeceased = defineProblem({
  code: 'foreign-national.deceased',
  status: 409,
  title: 'This person is recorded as deceased',
  whatToDo: 'If that is a mistake, correct the identity first.',
});
