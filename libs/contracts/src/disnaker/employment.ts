import {
  CalendarDate,
  DistrictCode,
  FactRef,
  Listed,
  ListOf,
  OneOf,
  Optional,
  OrganisationKey,
  SubjectRef,
  type FactReference,
} from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const employmentStates = ['ACTIVE', 'ENDED'] as const;

export class EmploymentBody {
  @SubjectRef() subjectRef!: string;
  @OrganisationKey('indirect') organisationKey!: string;
  @Listed('POSITION', 'indirect') positionCode!: string;
  /** Where the work is, may be in Cilegon or Kota Serang; never a home area. */
  @ListOf(DistrictCode('indirect'), { min: 1, max: 10 }) workDistricts!: string[];
  /** The work plan that the employer names. */
  @Optional(FactRef()) workPlanFact?: FactReference;
  @CalendarDate() startedOn!: string;
  /** Last day of work. */
  @Optional(CalendarDate()) endedOn?: string;
  @CalendarDate() reportedOn!: string;
  @OneOf(employmentStates) state!: (typeof employmentStates)[number];
}

/** One foreign worker at one employer, as the employer reported it; a person may have several at once. */
export const Employment = defineFact({
  kind: 'employment',
  owner: 'disnaker',
  body: EmploymentBody,
  subject: 'subjectRef',
  knownBy: { imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { organisationKey: 'equals', positionCode: 'equals', state: 'equals', endedOn: 'range' },
  inOrder: [['startedOn', 'endedOn']],
  onlyIn: { endedOn: ['ENDED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000001',
    organisationKey: 'nib:0000000000001',
    positionCode: 'ENGINEER',
    workDistricts: ['36.04.05', '36.72.01'],
    workPlanFact: { kind: 'work-plan', factId: '019afb00-0000-7000-8000-000000000101' },
    startedOn: '2026-02-16',
    reportedOn: '2026-02-20',
    state: 'ACTIVE',
  },
});

export const ForeignWorkerReported = defineEvent({ name: 'foreign-worker-reported', version: 1, fact: Employment });
export const EmploymentEnded = defineEvent({ name: 'employment-ended', version: 1, fact: Employment });
