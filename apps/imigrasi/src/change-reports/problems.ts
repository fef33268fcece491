import { defineProblem } from '@timpora/access';

export const addressFields = defineProblem({
  code: 'change-report.address-fields',
  status: 400,
  title: 'The declared area belongs to a report of an address',
  whatToDo: 'Give declaredDistrict with an ADDRESS, and neither district nor village with another report.',
});
export const villageElsewhere = defineProblem({
  code: 'change-report.village-elsewhere',
  status: 400,
  title: 'The village is not in that district',
  whatToDo: 'Give the district of the village, or leave the village away.',
});
export const notAVitalEvent = defineProblem({
  code: 'change-report.not-a-vital-event',
  status: 400,
  title: 'A civil status is about a vital event of dukcapil, and no other report is',
  whatToDo: 'Give the id of a vital-event in vitalEventFact with CIVIL_STATUS, or leave it away.',
});
export const alreadyReported = defineProblem({
  code: 'change-report.already-reported',
  status: 409,
  title: 'This change was reported already',
  whatToDo: 'Go on with that report; its id is in `factId`. If it is wrong, correct it.',
});
