import { defineProblem } from '@timpora/access';

export const whichPermit = defineProblem({
  code: 'application.which-permit',
  status: 400,
  title: 'An application is about one permit',
  whatToDo: 'Give the stay permit in permitFact or, for a conversion from a visit permit only, its last day in visitPermitEndsOn.',
});
export const permitNotFound = defineProblem({
  code: 'application.permit-not-found',
  status: 409,
  title: 'This resident has no such stay permit',
  whatToDo: 'Check the reference of the resident and the id in permitFact.',
});
export const permitEnded = defineProblem({
  code: 'application.permit-ended',
  status: 409,
  title: 'The permit was closed or cancelled',
  whatToDo: 'Nothing can be applied for about it; a new permit is issued.',
});
export const nothingToExtend = defineProblem({
  code: 'application.nothing-to-extend',
  status: 409,
  title: 'This permit has no last day',
  whatToDo: 'Nothing: an unlimited permit is not extended.',
});
export const tooEarly = defineProblem({
  code: 'application.too-early',
  status: 409,
  title: 'The window for this application has not opened',
  whatToDo: 'An ITAS is extended from three months before its end, a visit permit converted in its last 30 days: file it then.',
});
export const afterTheEnd = defineProblem({
  code: 'application.after-the-end',
  status: 409,
  title: 'The permit had ended when this was filed',
  whatToDo: 'Check the day. Talk with the applicant: what remains is a new visa, or a closure.',
});
export const alreadyOpen = defineProblem({
  code: 'application.already-open',
  status: 409,
  title: 'Such an application for this permit is undecided',
  whatToDo: 'Go on with it; its id is in `factId`.',
});
export const notFiled = defineProblem({
  code: 'application.not-filed',
  status: 409,
  title: 'This application is paid or decided already',
  whatToDo: 'Read its present state; if that is wrong, correct the fact.',
});
export const notPaid = defineProblem({
  code: 'application.not-paid',
  status: 409,
  title: 'This is no paid application for a conversion, or the day of payment is missing',
  whatToDo: 'Record the payment first; a permit is converted on a paid application of that kind.',
});
export const paidButNot = defineProblem({
  code: 'application.paid-but-filed',
  status: 400,
  title: 'An application with a day of payment is paid',
  whatToDo: 'Give the state PAID, or take paidOn away.',
});
export const alreadyDecided = defineProblem({
  code: 'application.already-decided',
  status: 409,
  title: 'This application is decided',
  whatToDo: 'Read the outcome; if that is wrong, correct the fact.',
});
export const convertInstead = defineProblem({
  code: 'application.convert-instead',
  status: 409,
  title: 'A conversion is granted by the new permit',
  whatToDo: 'Send the new permit to /api/permit-applications/{factId}/convert: the old one is closed in the same moment.',
});
