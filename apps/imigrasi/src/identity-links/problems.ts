import { defineProblem } from '@timpora/access';

export const keptIsMerged = defineProblem({
  code: 'identity-link.kept-is-merged',
  status: 400,
  title: 'A reference cannot be merged into itself',
  whatToDo: 'Name the reference to keep once, and only the others in mergedRefs.',
});
export const mergedAlready = defineProblem({
  code: 'identity-link.merged-already',
  status: 409,
  title: 'One of these references is merged already',
  whatToDo: 'Merge the reference that was kept then; or retract the earlier link if it was wrong.',
});
export const circle = defineProblem({
  code: 'identity-link.circle',
  status: 409,
  title: 'The references would be merged in a circle',
  whatToDo:
    'The reference to keep is merged, over other links, into one of those that you merge. Keep that one, or retract the wrong link.',
});
export const tooFewReviewers = defineProblem({
  code: 'identity-link.too-few-reviewers',
  status: 409,
  title: 'Two officers decide that two references are one person',
  whatToDo: 'Propose the merge; a colleague with an account of their own confirms it.',
});
export const decidedLater = defineProblem({
  code: 'identity-link.decided-in-future',
  status: 400,
  title: 'Nothing is decided before its day',
  whatToDo: 'Give the day on which it was decided.',
});
export const unknownReference = defineProblem({
  code: 'identity-link.unknown-reference',
  status: 409,
  title: 'No identity is established for one of these references',
  whatToDo: 'Check the references; each must be of an identified person.',
});
export const sameOfficer = defineProblem({
  code: 'identity-link.same-officer',
  status: 409,
  title: 'Who proposes a merge cannot confirm it',
  whatToDo: 'Ask a colleague to look at both records and to confirm or reject the proposal.',
});
export const proposalNotFound = defineProblem({
  code: 'identity-link.proposal-not-found',
  status: 404,
  title: 'No such proposal is open',
  whatToDo: 'It may have been confirmed or rejected meanwhile; the open ones are listed at GET /api/identity-links/proposals.',
});
export const repairNotFound = defineProblem({
  code: 'identity-link.repair-not-found',
  status: 404,
  title: 'No such repair is open',
  whatToDo:
    'It may have been confirmed or rejected, or the link has changed since it was proposed; the open ones are listed at GET /api/identity-links/repairs.',
});
