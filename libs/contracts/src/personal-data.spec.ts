import { catalogue } from './all-events.js';
import { piiOf, purposesOf } from './catalogue.js';
import { ForeignNational } from './imigrasi/foreign-national.js';
import type { Member, Purpose } from './members.js';

describe('the purposes of an officer', () => {
  it.each<[Member, readonly Purpose[]]>([
    ['imigrasi', ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P5-EDUCATION', 'P6-HEALTH', 'P7-RELIGION', 'P8-INVEST-SERVICE']],
    ['dukcapil', ['P0-DATA-DUTIES', 'P2-CIVIL-REG', 'P8-INVEST-SERVICE']],
    ['disnaker', ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P3-LABOUR', 'P8-INVEST-SERVICE']],
    ['polres', ['P0-DATA-DUTIES', 'P4-PUBLIC-SAFETY', 'P8-INVEST-SERVICE']],
    ['kemenag', ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P7-RELIGION', 'P8-INVEST-SERVICE']],
    ['dpmptsp', ['P0-DATA-DUTIES', 'P8-INVEST-SERVICE']],
  ])('of %s are those of its column, its sector and those of all', (member, purposes) => {
    expect(purposesOf(catalogue, member)).toEqual(purposes);
  });
});

describe('the map of personal data', () => {
  const fieldsWith = (pii: string): Record<string, readonly string[]> =>
    Object.fromEntries(
      catalogue.facts.map((fact) => [
        fact.kind,
        Object.entries(piiOf(fact))
          .filter(([, sensitivity]) => sensitivity === pii)
          .map(([name]) => name),
      ]),
    );

  it('names every field that identifies a person directly', () => {
    const direct = Object.fromEntries(Object.entries(fieldsWith('direct')).filter(([, names]) => names.length > 0));
    expect(direct).toEqual({
      'foreign-national': ['fullName', 'formerNames', 'nameInOwnScript', 'birthDate', 'birthPlace', 'registrationNumber'],
      'travel-document': ['documentNumber'],
      'identity-question': ['fullName', 'birthDate', 'documentNumber'],
      resident: ['registeredName'],
    });
  });
  it('names every field that does so with others', () => {
    expect(fieldsWith('indirect')).toEqual({
      'record-query': [],
      'reference-value': [],
      review: [],
      'vital-event': ['subjectRef', 'eventKind', 'eventOn', 'mixedMarriage', 'otherRefs'],
      'work-plan': [],
      'school-enrolment': ['subjectRef'],
      'foreign-national': ['subjectRef', 'sex', 'nationality'],
      'travel-document': ['subjectRef', 'issuingState', 'expiresOn'],
      'identity-key': ['subjectRef', 'matchKey'],
      'identity-link': ['keptRef', 'mergedRefs'],
      'identity-question': ['subjectRef', 'matchKey', 'nationality', 'issuingState', 'suspectedRefs'],
      'stay-permit': ['subjectRef', 'purposeGroup', 'validTo', 'holderAbroadSince'],
      'minor-permit': ['subjectRef', 'purposeGroup', 'validTo', 'lastExtendedOn', 'holderAbroadSince', 'guardianRef'],
      'permit-application': ['subjectRef', 'visitPermitEndsOn'],
      'final-departure': ['subjectRef', 'departedOn'],
      sponsorship: ['subjectRef', 'organisationRole'],
      'change-report': ['subjectRef', 'declaredDistrict', 'declaredVillage'],
      resident: ['subjectRef', 'endedOn'],
      residence: ['subjectRef', 'district', 'village'],
      employment: ['subjectRef', 'organisationKey', 'positionCode', 'workDistricts'],
      'police-letter': ['subjectRef', 'activityCode', 'districts'],
      'registered-activity': ['subjectRef', 'activityKind'],
      'teacher-assignment': ['subjectRef', 'organisationKey', 'workDistrict'],
      'practice-permit': ['subjectRef', 'organisationKey', 'professionGroup', 'workDistrict'],
      'religious-recommendation': ['subjectRef', 'territory'],
      company: [],
      violation: ['subjectRef'],
      alert: ['subjectRef'],
      'enforcement-alert': ['subjectRef', 'district'],
    });
  });
  it('covers nested lists: the items of former names are as sensitive as the list', () => {
    expect(piiOf(ForeignNational)['formerNames']).toBe('direct');
  });
});
