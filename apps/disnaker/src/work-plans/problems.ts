import { defineProblem } from '@timpora/access';

export const positionTwice = defineProblem({
  code: 'work-plan.position-twice',
  status: 400,
  title: 'A position is named once, with its number of workers',
  whatToDo: 'Add the numbers of the same position together.',
});
export const renewalUnfitting = defineProblem({
  code: 'work-plan.renewal-unfitting',
  status: 400,
  title: 'The day of filing belongs to a plan whose renewal is filed',
  whatToDo: 'Give renewalFiledOn with the state RENEWAL_FILED, and leave it out of an approved plan.',
});
export const tooLong = defineProblem({
  code: 'work-plan.too-long',
  status: 409,
  title: 'The approval is longer than its kind allows',
  whatToDo: 'Up to two years, five in an economic zone (PP 34/2021, Permenaker 8/2021).',
});
export const notExtendable = defineProblem({
  code: 'work-plan.not-extendable',
  status: 409,
  title: 'A plan for temporary work cannot be extended',
  whatToDo: 'Approve a plan of another kind.',
});
export const notApproved = defineProblem({
  code: 'work-plan.not-approved',
  status: 409,
  title: 'Only an approved plan is renewed, and its renewal is filed once',
  whatToDo: 'Extend a plan whose renewal is filed; approve a new one where it has ended.',
});
export const filedTooLate = defineProblem({
  code: 'work-plan.filed-too-late',
  status: 409,
  title: 'A renewal is filed at the latest 30 working days before the end',
  whatToDo: 'Ask the ministry at once; a new plan may be needed (PP 34/2021 art. 21).',
});
export const filedBeforeStart = defineProblem({
  code: 'work-plan.filed-before-start',
  status: 400,
  title: 'A renewal cannot be filed before the plan begins',
  whatToDo: 'Check the day.',
});
export const renewalNotFiled = defineProblem({
  code: 'work-plan.renewal-not-filed',
  status: 409,
  title: 'A plan is extended after its renewal was filed',
  whatToDo: 'Record first that the renewal was filed.',
});
export const notLonger = defineProblem({
  code: 'work-plan.not-longer',
  status: 409,
  title: 'The new last day is not after the present one',
  whatToDo: 'Give a later validTo; to end the plan earlier, end it.',
});
export const hasEnded = defineProblem({
  code: 'work-plan.has-ended',
  status: 409,
  title: 'This plan has ended',
  whatToDo: 'Approve a new one.',
});
export const notYetExpired = defineProblem({
  code: 'work-plan.not-yet-expired',
  status: 409,
  title: 'The last day of this plan has not passed',
  whatToDo: 'A plan expires on the day after its last one.',
});
