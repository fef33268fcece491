import { defineProblem } from '@timpora/access';

export const notReviewable = defineProblem({
  code: 'review.not-reviewable',
  status: 400,
  title: 'Only what a member reported or asked is reviewed',
  whatToDo: 'Give a violation, record-query, identity-question or processing-measure in `about`, with its owner.',
});
export const outcomeUnfitting = defineProblem({
  code: 'review.outcome-unfitting',
  status: 400,
  title: 'This is no outcome for what the review is about',
  whatToDo: 'Choose one of the outcomes that the catalogue names for this kind.',
});
export const reasonUnfitting = defineProblem({
  code: 'review.reason-unfitting',
  status: 400,
  title: 'A reason belongs to a refusal, and to nothing else',
  whatToDo: 'Leave reasonCode out, or give the outcome REFUSED.',
});
export const correctedUnfitting = defineProblem({
  code: 'review.corrected-version-unfitting',
  status: 400,
  title: 'A corrected version belongs to the outcome CORRECTED, and to nothing else',
  whatToDo: 'Give correctedVersion with CORRECTED, and only then.',
});
export const decidedLater = defineProblem({
  code: 'review.decided-in-future',
  status: 400,
  title: 'Nothing is decided before its day',
  whatToDo: 'Give the day on which it was decided.',
});
export const notHere = defineProblem({
  code: 'review.not-here',
  status: 404,
  title: 'What the review is about is not here',
  whatToDo: 'Check kind, owner and id; it may not have arrived yet.',
});
export const withdrawn = defineProblem({
  code: 'review.withdrawn',
  status: 409,
  title: 'What the review is about was taken back by its owner',
  whatToDo: 'Nothing is to be reviewed any more.',
});
export const notAsked = defineProblem({
  code: 'review.not-asked',
  status: 409,
  title: 'Another agency answers this',
  whatToDo: 'Suspected breaches are reviewed by imigrasi, questions answered by the member that was asked.',
});
export const alreadyReviewed = defineProblem({
  code: 'review.already-there',
  status: 409,
  title: 'Your agency has a review of this already',
  whatToDo: 'Decide on the review in `factId`, or correct it.',
});
export const notTakenUp = defineProblem({
  code: 'review.not-taken-up',
  status: 409,
  title: 'A suspected breach is taken up before it is decided',
  whatToDo: 'State UNDER_REVIEW first, or OUT_OF_SCOPE.',
});
export const alreadyDecided = defineProblem({
  code: 'review.already-decided',
  status: 409,
  title: 'This review has its outcome',
  whatToDo: 'Correct it if it was stated wrongly.',
});
export const nothingCorrected = defineProblem({
  code: 'review.nothing-corrected',
  status: 409,
  title: 'The fact stands as it was when the question was asked',
  whatToDo: 'Correct the fact first, then answer CORRECTED; or answer STANDS.',
});
export const passOn = defineProblem({
  code: 'review.pass-on',
  status: 409,
  title: 'Another agency decides about suspected breaches of this rule',
  whatToDo: 'Ask it by a record-query (PLEASE_CHECK) without naming the person, then state RESOLVED.',
});
export const aboutMinor = defineProblem({
  code: 'review.subject-is-a-minor',
  status: 409,
  title: 'The report is about a child',
  whatToDo: 'State OUT_OF_SCOPE: no suspicion about a child goes through the exchange.',
});
