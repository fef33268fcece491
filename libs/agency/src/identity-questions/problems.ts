import { defineProblem } from '@timpora/access';

export const knownAlready = defineProblem({
  code: 'identity-question.known-already',
  status: 409,
  title: 'The reference of this person is known here',
  whatToDo: 'Go on with the reference in `subjectRef`.',
});
export const askedAlready = defineProblem({
  code: 'identity-question.asked-already',
  status: 409,
  title: 'Your agency asked this already',
  whatToDo: 'The question is in `factId`; wait for its answer, or withdraw it and ask anew.',
});
export const fieldsUnfitting = defineProblem({
  code: 'identity-question.fields-unfitting',
  status: 400,
  title: 'These fields do not belong to such a question',
  whatToDo: 'FIND says what the document says; SAME_PERSON names the references and the kind of match, and nothing else.',
});
export const unknownSuspect = defineProblem({
  code: 'identity-question.unknown-reference',
  status: 422,
  title: 'Nothing held here names one of these references',
  whatToDo: 'Check the references; facts of a new resident may not have arrived yet.',
});
export const onePersonAlready = defineProblem({
  code: 'identity-question.one-person-already',
  status: 409,
  title: 'These references are known to be one person',
  whatToDo: 'Nothing: every view shows them together.',
});
