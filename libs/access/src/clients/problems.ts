import { defineProblem } from '../problems/problem.js';

export const clientRefused = defineProblem({
  code: 'token.client-refused',
  status: 401,
  title: 'This client, or its secret, is not known here',
  whatToDo:
    'Use the client id and the newest secret that the operator of your agency gave you; an old one ends some days after a new one is made.',
});
export const grantUnsupported = defineProblem({
  code: 'token.grant-unsupported',
  status: 400,
  title: 'Tokens are given for client credentials only',
  whatToDo: 'Send grant_type=client_credentials as a form, with client id and secret by HTTP Basic or as client_id and client_secret.',
});
