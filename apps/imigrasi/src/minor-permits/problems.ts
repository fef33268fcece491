import { defineProblem } from '@timpora/access';

export const applicationPending = defineProblem({
  code: 'minor-permit.application-pending',
  status: 409,
  title: 'An application is pending already',
  whatToDo: 'Extend the permit, or end the application, before another one is recorded.',
});
export const noApplication = defineProblem({
  code: 'minor-permit.no-application',
  status: 409,
  title: 'No application is pending',
  whatToDo: 'Read the present state of the permit.',
});
export const ownGuardian = defineProblem({
  code: 'minor-permit.own-guardian',
  status: 400,
  title: 'A child is not its own guardian',
  whatToDo: 'Give the reference of the parent or guardian, or leave guardianRef away.',
});
export const guardianUnfit = defineProblem({
  code: 'minor-permit.guardian-unfit',
  status: 409,
  title: 'The guardian is no adult whom imigrasi knows',
  whatToDo: 'Check the reference. A parent who does not reside here has none: leave guardianRef away.',
});
export const notOfAge = defineProblem({
  code: 'minor-permit.not-of-age',
  status: 409,
  title: 'The holder is under 18',
  whatToDo: 'Nothing: on the 18th birthday the permit goes on as a stay permit by itself.',
});
