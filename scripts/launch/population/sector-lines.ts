import { addYears } from '@timpora/contracts';

import { keyOf, subjectOf, type Known, type Line, type Stage } from './line.js';
import { lastDayOf, type Person } from './people.js';

const school = 'local:disdik:019afb00-0000-7000-8000-00000000a001';
const clinic = 'local:dinkes:019afb00-0000-7000-8000-00000000b001';

/** What each sector states of those whom it is about. */
export function sectorStages(people: readonly Person[], known: Known): readonly Stage[] {
  const about = (reason: Person['reason'], line: (person: Person, subjectRef: string) => Line): readonly Line[] =>
    people.filter((person) => person.reason === reason).map((person) => line(person, subjectOf(known, person)));
  return [
    { agency: 'disdik', lines: about('TEACHER', teacher) },
    { agency: 'dinkes', lines: about('HEALTH', practice) },
    { agency: 'kemenag', lines: about('RELIGION', recommendation) },
    { agency: 'kesbangpol', lines: about('RESEARCH', activity) },
    { agency: 'polres', lines: about('RESEARCH', letter) },
  ];
}

const teacher = (person: Person, subjectRef: string): Line => ({
  command: '/api/teacher-assignments',
  key: keyOf(person, 'teacher'),
  body: {
    ...{ subjectRef, organisationKey: school, positionCode: 'TEACHER', workDistrict: person.home.district },
    ...{ startedOn: person.arrivedOn, voluntary: false },
  },
});

const practice = (person: Person, subjectRef: string): Line => {
  const { validFrom, validTo } = yearOf(person);
  return {
    command: '/api/practice-permits',
    key: keyOf(person, 'practice'),
    body: {
      ...{ subjectRef, organisationKey: clinic, professionGroup: 'MEDICAL', workDistrict: person.home.district, economicZone: false },
      ...{ registrationFirstFrom: validFrom, registrationValidTo: validTo, validFrom, validTo },
    },
  };
};

const recommendation = (person: Person, subjectRef: string): Line => ({
  command: '/api/religious-recommendations',
  key: keyOf(person, 'recommendation'),
  body: {
    ...{ subjectRef, territory: [person.home.district], firstStayFrom: yearOf(person).validFrom },
    ...yearOf(person),
  },
});

const research = (person: Person): Record<string, unknown> => ({ districts: [person.home.district], ...yearOf(person) });

/** The last year of the permit, as papers of sectors are renewed from year to year. */
function yearOf({ arrivedOn, permit }: Person): { readonly validFrom: string; readonly validTo: string } {
  const validTo = lastDayOf(permit);
  const from = addYears(validTo, -1);
  return { validFrom: from > arrivedOn ? from : arrivedOn, validTo };
}

const activity = (person: Person, subjectRef: string): Line => ({
  command: '/api/activities',
  key: keyOf(person, 'activity'),
  body: { subjectRef, activityKind: 'RESEARCH', topicCode: 'ENVIRONMENT', ...research(person) },
});

const letter = (person: Person, subjectRef: string): Line => ({
  command: '/api/police-letters',
  key: keyOf(person, 'letter'),
  body: { subjectRef, activityCode: 'RESEARCH', ...research(person) },
});
