import { defineProblem } from '@timpora/access';

export const foreignOrigin = defineProblem({
  code: 'desk.foreign-origin',
  status: 403,
  title: 'This form was not sent from the desk itself',
  whatToDo: 'Open /desk at the address of your agency and sign in or out there.',
});
export const tokenTooLong = defineProblem({
  code: 'desk.token-too-long',
  status: 400,
  title: 'The token does not fit into a cookie',
  whatToDo: 'Ask whoever issues tokens for one without further claims: sub, role, iss, aud, iat and exp are enough.',
});
