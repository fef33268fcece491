import { defineProblem } from '@timpora/access';

export const unknownResident = defineProblem({
  code: 'permit.unknown-resident',
  status: 409,
  title: 'No identity is established for this reference',
  whatToDo: 'Identify the person first; the answer gives the subjectRef.',
});
export const alreadyValid = defineProblem({
  code: 'permit.already-valid',
  status: 409,
  title: 'The resident has a valid stay permit',
  whatToDo: 'Extend that permit, or close it (a conversion closes the old one) before a new one is issued. Its id is in `factId`.',
});
export const needsEnd = defineProblem({
  code: 'permit.needs-end',
  status: 400,
  title: 'A limited permit has a last day',
  whatToDo: 'Give validTo.',
});
export const notExtendable = defineProblem({
  code: 'permit.not-extendable',
  status: 409,
  title: 'This permit cannot be extended',
  whatToDo: 'Only a valid or expired permit with a last day can be extended; otherwise issue a new one.',
});
export const notLonger = defineProblem({
  code: 'permit.not-longer',
  status: 409,
  title: 'The new last day is not after the present one',
  whatToDo: 'Give a later validTo; if the present one is wrong, correct the fact.',
});
export const notOpen = defineProblem({
  code: 'permit.not-open',
  status: 409,
  title: 'This permit has ended already',
  whatToDo: 'Read its present state; if that is wrong, correct the fact.',
});
export const notYetExpired = defineProblem({
  code: 'permit.not-yet-expired',
  status: 409,
  title: 'The last lawful day has not passed',
  whatToDo: 'Nothing: the permit expires by itself on the day after validTo.',
});
export const beforeStart = defineProblem({
  code: 'permit.before-start',
  status: 400,
  title: 'This day is before the permit began',
  whatToDo: 'Check the day.',
});
export const closureKindMissing = defineProblem({
  code: 'permit.closure-kind-missing',
  status: 400,
  title: 'How was the permit closed?',
  whatToDo: 'Give closureKind.',
});
export const alreadyAbroad = defineProblem({
  code: 'permit.holder-already-abroad',
  status: 409,
  title: 'The holder is recorded as abroad',
  whatToDo: 'Record the return first, or correct the day of departure.',
});
export const notAbroad = defineProblem({
  code: 'permit.holder-not-abroad',
  status: 409,
  title: 'The holder is recorded as in the country',
  whatToDo: 'Record the departure first.',
});
export const returnedBeforeLeaving = defineProblem({
  code: 'permit.returned-before-leaving',
  status: 400,
  title: 'The return is before the departure',
  whatToDo: 'Check the days of the border record.',
});
