import { defineProblem } from '@timpora/access';

export const aboutNobody = defineProblem({
  code: 'violation.about-nobody',
  status: 400,
  title: 'A violation is about a resident or an organisation',
  whatToDo: 'Give subjectRef, organisationKey or both.',
});
export const alreadyReported = defineProblem({
  code: 'violation.already-reported',
  status: 409,
  title: 'Your agency reported this already',
  whatToDo: 'Add evidence to the earlier report; its id is in `factId`.',
});
export const notCompetent = defineProblem({
  code: 'violation.not-competent',
  status: 409,
  title: 'Another agency is competent for this rule',
  whatToDo: 'Give the agency that the list VIOLATION_RULE names for the rule.',
});
export const tooMuchEvidence = defineProblem({
  code: 'violation.too-much-evidence',
  status: 409,
  title: 'A report points to at most 20 facts',
  whatToDo: 'Keep the facts that show the matter best.',
});
export const observedLater = defineProblem({
  code: 'violation.observed-in-future',
  status: 400,
  title: 'Nothing can be observed before it happens',
  whatToDo: 'Give the day on which it was observed.',
});
