import { defineProblem } from '@timpora/access';

export const aboutNobody = defineProblem({
  code: 'activity.about-nobody',
  status: 400,
  title: 'An activity is of a resident or of an organisation',
  whatToDo: 'Give subjectRef, organisationKey or both.',
});

export const hasEnded = defineProblem({
  code: 'activity.has-ended',
  status: 409,
  title: 'This activity has ended',
  whatToDo: 'Record a new one if it goes on.',
});

export const endsBeforeStart = defineProblem({
  code: 'activity.ends-before-start',
  status: 400,
  title: 'The activity would end before it began',
  whatToDo: 'Check the day.',
});
