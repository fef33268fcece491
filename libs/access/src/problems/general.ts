import { defineProblem } from './problem.js';

export const tokenMissing = defineProblem({
  code: 'token.missing',
  status: 401,
  title: 'Who asks?',
  whatToDo: 'Send the header Authorization: Bearer <token>. On the local stack `npm run token -- <agency> <role>` makes one.',
});
export const tokenInvalid = defineProblem({
  code: 'token.invalid',
  status: 401,
  title: 'This token is not accepted here',
  whatToDo: 'It may have expired, be meant for another agency, or come from an unknown issuer. Get a new one for this agency.',
});
export const rightMissing = defineProblem({
  code: 'role.not-allowed',
  status: 403,
  title: 'Your role may not do this',
  whatToDo: 'Use the account that your agency gave you for this task.',
});
export const purposeMissing = defineProblem({
  code: 'purpose.missing',
  status: 400,
  title: 'For which purpose do you read this?',
  whatToDo: 'Send the header Purpose with one of the codes in `allowed`; it is written into the access log.',
});
export const purposeNotAllowed = defineProblem({
  code: 'purpose.not-allowed',
  status: 403,
  title: 'Your agency may not read for this purpose',
  whatToDo: 'Use one of the codes in `allowed`.',
});
export const requestInvalid = defineProblem({
  code: 'request.invalid',
  status: 400,
  title: 'The request is not what this route asks for',
  whatToDo: 'Correct what `errors` lists; the route is described at /docs.',
});
export const bodyNotJson = defineProblem({
  code: 'request.not-json',
  status: 400,
  title: 'The body is not JSON',
  whatToDo: 'Send JSON in UTF-8 with the header Content-Type: application/json.',
});
export const bodyTooLarge = defineProblem({
  code: 'request.too-large',
  status: 413,
  title: 'The body is too large',
  whatToDo: 'Send less at once.',
});
export const bodyTooDeep = defineProblem({
  code: 'request.too-deep',
  status: 400,
  title: 'The body nests too deep',
  whatToDo: 'Flatten it; no contract nests more than a few levels.',
});
export const nameForbidden = defineProblem({
  code: 'request.forbidden-name',
  status: 400,
  title: 'The body has a field name that is never allowed',
  whatToDo: 'Remove fields called __proto__, constructor or prototype.',
});
export const routeUnknown = defineProblem({
  code: 'route.unknown',
  status: 404,
  title: 'There is nothing here',
  whatToDo: 'The routes are listed at /docs.',
});
export const tooManyRequests = defineProblem({
  code: 'rate.too-many-requests',
  status: 429,
  title: 'Too many requests',
  whatToDo: 'Wait as long as Retry-After says, in seconds.',
});
export const notAvailable = defineProblem({
  code: 'service.not-available',
  status: 503,
  title: 'The agency cannot answer just now',
  whatToDo:
    'Try again after Retry-After seconds. A command may have taken effect all the same: repeat it with its Idempotency-Key, or look first.',
});
export const unexpected = defineProblem({
  code: 'service.unexpected',
  status: 500,
  title: 'Something went wrong on our side',
  whatToDo: 'Try again; if it stays, tell the operator the number in `instance`.',
});
