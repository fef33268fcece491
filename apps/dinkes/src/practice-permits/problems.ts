import { defineProblem } from '@timpora/access';

export const privatePractice = defineProblem({
  code: 'practice-permit.private-practice',
  status: 409,
  title: 'A foreign health professional may not have a private practice',
  whatToDo: 'Give the organisationKey of the facility that asked (PP 28/2024).',
});

export const outlivesRegistration = defineProblem({
  code: 'practice-permit.outlives-registration',
  status: 409,
  title: 'The permit would be valid longer than the registration (STR)',
  whatToDo: 'Give a validTo that is not after registrationValidTo.',
});

export const registrationTooLong = defineProblem({
  code: 'practice-permit.registration-too-long',
  status: 409,
  title: 'The registration is longer than allowed',
  whatToDo: 'A registration has up to two years and can be renewed once, outside an economic zone.',
});

export const alreadyInForce = defineProblem({
  code: 'practice-permit.already-in-force',
  status: 409,
  title: 'This professional has a permit at this facility',
  whatToDo: 'Renew or end the permit in `factId` instead of issuing a second one.',
});

export const hasEnded = defineProblem({
  code: 'practice-permit.has-ended',
  status: 409,
  title: 'This permit has ended',
  whatToDo: 'Issue a new one.',
});

export const notLonger = defineProblem({
  code: 'practice-permit.not-longer',
  status: 409,
  title: 'The new last day is not after the present one',
  whatToDo: 'Give a later validTo; to end the permit earlier, end it.',
});

export const endsBeforeStart = defineProblem({
  code: 'practice-permit.ends-before-start',
  status: 400,
  title: 'The permit would end before it began',
  whatToDo: 'Check the day.',
});

export const notYetExpired = defineProblem({
  code: 'practice-permit.not-yet-expired',
  status: 409,
  title: 'The last day of this permit has not passed',
  whatToDo: 'A permit expires on the day after its last one.',
});
