import { CalendarDate, DistrictCode, Listed, ListOf, OneOf, Optional, OrganisationKey, SubjectRef } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

/** Clergy are not here: religion stays with kemenag. */
const activityKinds = ['ORGANISATION', 'RESEARCH', 'JOURNALISM', 'FILM'] as const;
const activityStates = ['REGISTERED', 'ENDED'] as const;

export class RegisteredActivityBody {
  @Optional(SubjectRef()) subjectRef?: string;
  @OneOf(activityKinds, 'indirect') activityKind!: (typeof activityKinds)[number];
  @Optional(OrganisationKey()) organisationKey?: string;
  /** Research field, coarse on purpose. */
  @Optional(Listed('TOPIC')) topicCode?: string;
  @ListOf(DistrictCode(), { min: 1, max: 29 }) districts!: string[];
  @CalendarDate() validFrom!: string;
  @CalendarDate() validTo!: string;
  @OneOf(activityStates) state!: (typeof activityStates)[number];
}

/** One registered activity of a foreign community organisation, researcher, journalist or film crew (Permendagri 49/2010 art. 19). */
export const RegisteredActivity = defineFact({
  kind: 'registered-activity',
  owner: 'kesbangpol',
  body: RegisteredActivityBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION', polres: 'P4-PUBLIC-SAFETY' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { activityKind: 'equals', organisationKey: 'equals', topicCode: 'equals', state: 'equals', validTo: 'range' },
  inOrder: [['validFrom', 'validTo']],
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000002',
    activityKind: 'RESEARCH',
    organisationKey: 'local:kesbangpol:019afb00-0000-7000-8000-000000000201',
    topicCode: 'ENVIRONMENT',
    districts: ['36.04.05', '36.04.06'],
    validFrom: '2026-03-02',
    validTo: '2026-08-31',
    state: 'REGISTERED',
  },
});

export const ActivityRecorded = defineEvent({ name: 'activity-recorded', version: 1, fact: RegisteredActivity });
