import { SchoolEnrolment, type SchoolEnrolmentBody } from '@timpora/contracts';

import { isEnrolled, mayLeave, schoolEnrolmentInvariant } from './school-enrolment.policy.js';

const enrolled: SchoolEnrolmentBody = { ...SchoolEnrolment.example, enrolledOn: '2026-07-13' };
const left: SchoolEnrolmentBody = { ...enrolled, state: 'LEFT', leftOn: '2027-06-30', leaveReason: 'COMPLETED' };

describe('an enrolment', () => {
  it('is changed until the pupil leaves', () => {
    expect([enrolled, left].map((enrolment) => isEnrolled(enrolment)?.code ?? null)).toEqual([null, 'school-enrolment.has-left']);
  });

  it.each([
    ['on the first day', enrolled, '2026-07-13', null],
    ['not the day before', enrolled, '2026-07-12', 'school-enrolment.leaves-before-start'],
    ['not twice', left, '2027-07-01', 'school-enrolment.has-left'],
  ])('ends %s', (_, enrolment, day, code) => {
    expect(mayLeave(enrolment, day)?.code ?? null).toBe(code);
  });

  it('is one at a time; those that ended are no obstacle', () => {
    const claims = [enrolled, left].map((enrolment) => schoolEnrolmentInvariant.unique?.map(({ by }) => by(enrolment)));
    expect(claims).toEqual([[{ subjectRef: enrolled.subjectRef, state: 'ENROLLED' }], [null]]);
  });
});
