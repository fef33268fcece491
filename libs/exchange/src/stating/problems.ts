import { defineProblem } from '@timpora/access';

export const contractBroken = defineProblem({
  code: 'contract.broken',
  status: 400,
  title: 'The fact is not what its contract says',
  whatToDo: 'Correct the fields listed in `errors`; the contract is shown at /docs.',
});
export const factNotFound = defineProblem({
  code: 'fact.not-found',
  status: 404,
  title: 'No such fact here',
  whatToDo: 'Check kind, issuer and id. A fact of another member may not have arrived yet, or your agency may not know this kind.',
});
export const factNotOwn = defineProblem({
  code: 'fact.not-own',
  status: 403,
  title: 'Only its owner may change a fact',
  whatToDo: 'Tell the owner what you believe to be wrong; nobody overwrites the fact of another member.',
});
export const factRetracted = defineProblem({
  code: 'fact.retracted',
  status: 409,
  title: 'This fact was retracted',
  whatToDo: 'A retracted fact is never stated again. State a new one if the thing exists after all.',
});
export const versionStale = defineProblem({
  code: 'version.stale',
  status: 409,
  title: 'Somebody changed this fact since you read it',
  whatToDo: 'Read it again, look at what changed, and send the command with the new version in If-Match.',
});
export const versionMissing = defineProblem({
  code: 'version.missing',
  status: 428,
  title: 'Which version did you read?',
  whatToDo: 'Send the header If-Match with the version that you read, such as If-Match: "3".',
});
export const keyReused = defineProblem({
  code: 'idempotency.key-reused',
  status: 409,
  title: 'This Idempotency-Key was used with another request',
  whatToDo: 'Use a new key for a new command, and the same key only to repeat the very same request.',
});
export const inDoubt = defineProblem({
  code: 'exchange.in-doubt',
  status: 503,
  title: 'The agency is making sure of its own past',
  whatToDo: 'Try again after Retry-After seconds: after a start or a restored database it first reads what others have heard from it.',
});
export const subjectNotKnown = defineProblem({
  code: 'subject.not-known',
  status: 422,
  title: 'Nothing held here names this resident',
  whatToDo:
    'Check the reference. The facts of a new resident may not have arrived yet: try again in a moment. Only imigrasi makes references.',
});
export const subjectIsMinor = defineProblem({
  code: 'subject.is-a-minor',
  status: 409,
  title: 'The resident is under 18',
  whatToDo:
    'This kind of fact is never stated about a child. A permit of a child is a minor permit; other records of a child stay in your agency.',
});
export const subjectIsAdult = defineProblem({
  code: 'subject.is-an-adult',
  status: 409,
  title: 'The resident is 18 or older',
  whatToDo: 'This kind of fact is stated about children only: use the kind for adults. If the birth date is wrong, it is corrected first.',
});
export const referenceTaken = defineProblem({
  code: 'reference.taken',
  status: 409,
  title: 'Your own reference is already in use for this kind',
  whatToDo: 'Look the fact up with ?reference=; if it is the same thing, revise it instead of stating it twice.',
});
export const incidentNotFound = defineProblem({
  code: 'incident.not-found',
  status: 404,
  title: 'Nothing is to be decided about this document',
  whatToDo: 'See /api/exchange/agreement: it may have been decided, or overtaken by a later version, meanwhile.',
});
export const contentMissing = defineProblem({
  code: 'incident.content-missing',
  status: 409,
  title: 'This document cannot be adopted here',
  whatToDo:
    'The member that holds it has not handed it over yet, or this service does not know its type. Let that member compare again, update the service, or decide otherwise.',
});
export const nothingToKeep = defineProblem({
  code: 'incident.nothing-to-keep',
  status: 409,
  title: 'Your agency holds no such fact',
  whatToDo: 'Adopt what the member holds, or withdraw it everywhere.',
});
export const documentTooLarge = defineProblem({
  code: 'document.too-large',
  status: 413,
  title: 'The fact is too large to be sent',
  whatToDo: 'A document may have 256 KiB; shorten its lists.',
});
