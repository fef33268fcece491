import { defineProblem } from '@timpora/access';

export const keyUnknown = defineProblem({
  code: 'reference.key-unknown',
  status: 400,
  title: 'The list has no such key',
  whatToDo: 'Give a day for HOLIDAY, the name of a setting for SETTING, and a code of capital letters, digits and _ for the other lists.',
});
export const keyOfAnother = defineProblem({
  code: 'reference.key-of-another',
  status: 409,
  title: 'Another member states this key',
  whatToDo:
    "Common lists and most settings are imigrasi's, the others of the agency whose own law they come from: ask it. A desk of your own begins with your name.",
});
export const valueUnfitting = defineProblem({
  code: 'reference.value-unfitting',
  status: 400,
  title: 'This is no value for this key',
  whatToDo:
    'Give a whole number or yes or no as the setting is; HOLIDAY, JOINT_LEAVE or WORKING_DAY for a day; an agency for a violation rule; a position for a synonym.',
});
export const alreadySet = defineProblem({
  code: 'reference.already-set',
  status: 409,
  title: 'This key has a value from that day on',
  whatToDo: 'Change the value in `factId`, or give another first day.',
});
export const hasEnded = defineProblem({
  code: 'reference.has-ended',
  status: 409,
  title: 'This value has a last day already',
  whatToDo: 'Set a new value from a later day on, or correct this one.',
});
