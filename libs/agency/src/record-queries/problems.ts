import { defineProblem } from '@timpora/access';

export const aboutOneThing = defineProblem({
  code: 'query.about-one-thing',
  status: 400,
  title: 'A question is about one fact, or about an organisation of which no fact is known',
  whatToDo: 'Give `about` with the version that you read, or organisationKey; not both.',
});
export const kindUnknown = defineProblem({
  code: 'query.kind-unknown',
  status: 400,
  title: 'The kind of fact does not exist, or is not that of `about`',
  whatToDo: 'Give the kind that `about` has; the kinds are shown at /docs.',
});
export const versionNotGiven = defineProblem({
  code: 'query.version-not-given',
  status: 400,
  title: 'A question says which version it is about',
  whatToDo: 'Give the version that you read in `about`.',
});
export const fieldUnknown = defineProblem({
  code: 'query.field-unknown',
  status: 400,
  title: 'The kind has no such field',
  whatToDo: 'Give the name of a field of the contract, or leave fieldName out; never a value.',
});
export const notTheOwner = defineProblem({
  code: 'query.not-the-owner',
  status: 409,
  title: 'The agency that is asked does not own such facts',
  whatToDo: 'Ask the owner of the fact; for kinds of several owners name it in `about`.',
});
export const ofYourself = defineProblem({
  code: 'query.of-yourself',
  status: 409,
  title: 'Your own agency owns this fact',
  whatToDo: 'Correct or revise it.',
});
export const notHeld = defineProblem({
  code: 'query.not-held',
  status: 409,
  title: 'Your agency does not hold this fact in that version',
  whatToDo: 'Ask about what you have read; it may have been taken back, or not have arrived yet.',
});
export const alreadyAsked = defineProblem({
  code: 'query.already-asked',
  status: 409,
  title: 'Your agency asked this about the same version already',
  whatToDo: 'Look for the answer to the earlier question, whose id is in `factId`.',
});
