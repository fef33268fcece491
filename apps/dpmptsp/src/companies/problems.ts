import { defineProblem } from '@timpora/access';

export const alreadyRegistered = defineProblem({
  code: 'company.already-registered',
  status: 409,
  title: 'This business id number is registered already',
  whatToDo: 'Change the company in `factId` instead of registering it twice.',
});

export const foreignIsLarge = defineProblem({
  code: 'company.foreign-is-large',
  status: 400,
  title: 'A company with foreign capital counts as large',
  whatToDo: 'Send size MEDIUM_OR_LARGE, or capitalStatus DOMESTIC.',
});

export const reportedAndOverdue = defineProblem({
  code: 'company.reported-and-overdue',
  status: 400,
  title: 'The last period that was reported cannot be overdue',
  whatToDo: 'Take it out of `overduePeriods`, or correct `lastReportedPeriod`.',
});

export const isCancelled = defineProblem({
  code: 'company.is-cancelled',
  status: 409,
  title: 'The business id number of this company is cancelled',
  whatToDo: 'A cancelled number does not come back: register the business under its new number.',
});

export const sameState = defineProblem({
  code: 'company.same-state',
  status: 409,
  title: 'The company is in this state already',
  whatToDo: 'Send the state that it changed to.',
});

export const changedBackwards = defineProblem({
  code: 'company.changed-backwards',
  status: 400,
  title: 'The new state begins before the present one',
  whatToDo: 'Check the day; correct the fact when the present state is the mistake.',
});

export const periodNotOver = defineProblem({
  code: 'company.period-not-over',
  status: 409,
  title: 'The period has not ended',
  whatToDo: 'Send the period that the report is about; it is reported after its last day.',
});

export const periodBeforeRegistration = defineProblem({
  code: 'company.period-before-registration',
  status: 409,
  title: 'The period ended before the company was registered',
  whatToDo: 'Check the period.',
});

export const otherPeriod = defineProblem({
  code: 'company.other-period',
  status: 400,
  title: 'A company of this size does not report for such a period',
  whatToDo: 'Send a quarter such as 2026-Q3 for a medium or large company, half a year such as 2026-S1 for a small one.',
});

export const alreadyReported = defineProblem({
  code: 'company.already-reported',
  status: 409,
  title: 'This period, or a later one, is reported already',
  whatToDo: 'Nothing is to be done; correct the fact when the earlier report was recorded by mistake.',
});

export const notDue = defineProblem({
  code: 'company.report-not-due',
  status: 409,
  title: 'The report may still come in time',
  whatToDo: 'Wait until its due day has passed.',
});

export const alreadyOverdue = defineProblem({
  code: 'company.already-overdue',
  status: 409,
  title: 'That this report is missing is recorded already',
  whatToDo: 'Nothing is to be done.',
});
