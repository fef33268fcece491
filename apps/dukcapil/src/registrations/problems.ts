import { defineProblem } from '@timpora/access';

export const noValidPermit = defineProblem({
  code: 'registration.no-valid-permit',
  status: 409,
  title: 'Neither a valid stay permit of this resident nor a paid conversion has arrived here',
  whatToDo:
    'Check the reference. If the permit was issued a moment ago, try again; otherwise ask imigrasi. A child is kept in your own register and told to nobody.',
});
export const alreadyRegistered = defineProblem({
  code: 'registration.already-registered',
  status: 409,
  title: 'This resident is registered already',
  whatToDo: 'Go on with the registration in `factId`.',
});
export const isReturnee = defineProblem({
  code: 'registration.is-a-returnee',
  status: 409,
  title: 'This resident was registered before',
  whatToDo: 'Register again on the earlier registration, /api/registrations/{factId}/register-again; its id is in `factId`.',
});
export const notRegistered = defineProblem({
  code: 'registration.not-registered',
  status: 409,
  title: 'This registration has ended already',
  whatToDo: 'Read its present state; if that is wrong, correct the fact.',
});
export const endsBeforeStart = defineProblem({
  code: 'registration.ends-before-start',
  status: 400,
  title: 'This day is before the registration began',
  whatToDo: 'Check the day.',
});
