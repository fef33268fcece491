import { defineProblem } from '@timpora/access';

export const documentIncomplete = defineProblem({
  code: 'travel-document.incomplete',
  status: 400,
  title: 'What the document says is missing',
  whatToDo:
    'Give documentNumber, issuingState and expiresOn, or the lines of the machine readable zone in mrz. What was misread has to be typed.',
});
export const unknownPerson = defineProblem({
  code: 'travel-document.unknown-person',
  status: 409,
  title: 'No identity is established for this reference',
  whatToDo: 'Identify the person first; the answer gives the subjectRef.',
});
export const documentTaken = defineProblem({
  code: 'travel-document.taken',
  status: 409,
  title: 'This document is recorded already',
  whatToDo:
    'Its id is in `factId`, the person in `subjectRef`. If that is the same person, go on with that reference: a returnee keeps it.',
});
export const secondCurrent = defineProblem({
  code: 'travel-document.second-current',
  status: 409,
  title: 'The person has a current document of this state already',
  whatToDo: 'Record the newer one, which replaces it, or end the one in `factId`.',
});
export const notCurrent = defineProblem({
  code: 'travel-document.not-current',
  status: 409,
  title: 'This document is not current any more',
  whatToDo: 'Read its present state; if that is wrong, correct the fact.',
});
export const keyTaken = defineProblem({
  code: 'identity-key.taken',
  status: 409,
  title: 'This document leads to another person already',
  whatToDo:
    'The other reference is in `subjectRef`. If both are one person, propose to merge them; if not, compare the document once more.',
});
