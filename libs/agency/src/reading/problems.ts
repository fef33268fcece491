import { defineProblem } from '@timpora/access';

export const kindUnknown = defineProblem({
  code: 'kind.unknown',
  status: 404,
  title: 'No such kind of fact',
  whatToDo: 'The kinds are listed at /docs.',
});
export const kindNotEntitled = defineProblem({
  code: 'kind.not-entitled',
  status: 403,
  title: 'Your agency may not know this kind of fact',
  whatToDo: 'Entitlements are part of the contracts; ask the owner if your task needs this fact.',
});
export const residentNotKnown = defineProblem({
  code: 'resident.not-known',
  status: 404,
  title: 'Your agency holds nothing about this resident',
  whatToDo: 'Check the reference. A fact may not have arrived yet, or your agency may not know it.',
});
export const searchTooShort = defineProblem({
  code: 'search.too-short',
  status: 400,
  title: 'The search text is too short',
  whatToDo: 'Give at least two characters in ?q=.',
});
export const searchUnknown = defineProblem({
  code: 'search.unknown-parameter',
  status: 400,
  title: 'This cannot be searched for',
  whatToDo: 'Use the parameters listed in `errors`.',
});
export const idMalformed = defineProblem({
  code: 'id.malformed',
  status: 400,
  title: 'This is not an id',
  whatToDo: 'Give a lower-case UUID.',
});
export const historyNotOwn = defineProblem({
  code: 'history.not-own',
  status: 403,
  title: 'Only the owner keeps the history of a fact',
  whatToDo: 'Read the present version, or ask the owner.',
});
