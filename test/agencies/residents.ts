import type { Agency, AnyFact } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { ShownFact } from './agency-client.js';
import type { RunningExchange } from './a-running-exchange.js';
import { entitled } from './entitled.js';

/** In every name of these tests, so that a leaked one is found wherever it is. */
export const familyName = 'Zyxwanto';
export const familyNameInOwnScript = '測試樣本人';
const letters = [...'abcdefghijklmnopqrstuvwxyz'];
let count = 0;

/** A name that nobody else has in this run, nor a near one: three letters are between any two. */
export function someName(): string {
  const number = count++;
  const [last, middle, first] = [number, Math.floor(number / 26), Math.floor(number / 676)].map((each) =>
    (letters[each % 26] ?? '').repeat(3),
  );
  return `Sample${first}${middle}${last} ${familyName}`;
}

type Body = Record<string, unknown>;

export const aPerson = (change: Body = {}): Body => ({
  fullName: someName(),
  birthDate: '1988-04-17',
  sex: 'F',
  nationality: 'KOR',
  identityEvidence: 'PASSPORT',
  ...change,
});

let documents = 0;

/** A passport with a number that nobody else has in this run. */
export const aDocument = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  documentType: 'PASSPORT',
  documentNumber: `X${String(++documents).padStart(8, '0')}`,
  issuingState: 'KOR',
  issuedOn: '2022-05-03',
  expiresOn: '2032-05-02',
  ...change,
});

export const aPermit = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  permitType: 'LIMITED',
  origin: 'VISA',
  purposeGroup: 'WORK',
  workAllowed: 'WITH_APPROVAL',
  sponsorBasis: 'CORPORATE',
  issuedOn: '2026-02-02',
  validFrom: '2026-02-02',
  validTo: '2027-02-01',
  ...change,
});

/** Somebody who is ten years old. */
export const aChild = (change: Body = {}): Body => aPerson({ birthDate: '2016-04-17', ...change });

export const aMinorPermit = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  permitType: 'LIMITED',
  purposeGroup: 'FAMILY',
  issuedOn: '2026-02-02',
  validFrom: '2026-02-02',
  validTo: '2027-02-01',
  ...change,
});

/** A conversion from a visit permit: of all kinds of application it asks for no permit that is a fact. */
export const anApplication = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  applicationKind: 'CONVERSION',
  visitPermitEndsOn: '2026-06-30',
  filedOn: '2026-06-10',
  ...change,
});

export const aDeparture = (subjectRef: string, change: Body = {}): Body => ({ subjectRef, departedOn: '2026-06-14', ...change });

export const aSponsorship = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  basis: 'CORPORATE_SPONSOR',
  organisationKey: 'nib:9000000000001',
  organisationRole: 'EMPLOYEE',
  startsOn: '2026-02-02',
  ...change,
});

export const aChangeReport = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  reportType: 'ADDRESS',
  reportedOn: '2026-02-10',
  effectiveOn: '2026-02-04',
  declaredDistrict: '36.04.05',
  ...change,
});

export const aRegistration = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  registeredName: someName(),
  residentType: 'LIMITED',
  registeredOn: '2026-02-10',
  ...change,
});

export const anAddress = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  district: '36.04.05',
  village: '36.04.05.2001',
  movedOn: '2026-02-04',
  reportedOn: '2026-02-10',
  ...change,
});

export const aVitalEvent = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  eventKind: 'MARRIAGE',
  eventOn: '2026-05-09',
  recordedOn: '2026-05-20',
  happenedAbroad: false,
  ...change,
});

export const aWorkPlan = (change: Body = {}): Body => ({
  organisationKey: 'nib:9000000000001',
  organisationName: 'PT Contoh Sintetis',
  planKind: 'OVER_SIX_MONTHS',
  positions: [
    { positionCode: 'ENGINEER', count: 4 },
    { positionCode: 'TECHNICIAN', count: 2 },
  ],
  workDistricts: ['36.04.05', '36.72.01'],
  validFrom: '2026-01-05',
  validTo: '2028-01-04',
  ...change,
});

export const anEnrolment = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  levelGroup: 'PRIMARY',
  enrolledOn: '2026-01-12',
  ...change,
});

export const anEmployment = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  organisationKey: 'nib:9000000000001',
  positionCode: 'ENGINEER',
  workDistricts: ['36.04.05'],
  startedOn: '2026-02-16',
  reportedOn: '2026-02-20',
  ...change,
});

export const aLetter = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  activityCode: 'RESEARCH',
  districts: ['36.04.05'],
  validFrom: '2026-03-02',
  validTo: '2026-08-31',
  ...change,
});

export const anActivity = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  activityKind: 'RESEARCH',
  topicCode: 'ENVIRONMENT',
  districts: ['36.04.05'],
  validFrom: '2026-03-02',
  validTo: '2026-08-31',
  ...change,
});

export const anAssignment = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  organisationKey: 'local:disdik:019afb00-0000-7000-8000-000000000301',
  positionCode: 'TEACHER',
  workDistrict: '36.04.05',
  startedOn: '2026-02-16',
  voluntary: false,
  ...change,
});

export const aPractice = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  organisationKey: 'nib:9000000000002',
  professionGroup: 'MEDICAL',
  workDistrict: '36.04.05',
  registrationFirstFrom: '2026-01-05',
  registrationValidTo: '2028-01-04',
  validFrom: '2026-02-01',
  validTo: '2028-01-04',
  economicZone: false,
  ...change,
});

export const aRecommendation = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  territory: ['36.04.05'],
  firstStayFrom: '2025-06-02',
  validFrom: '2026-06-02',
  validTo: '2027-06-01',
  ...change,
});

let businesses = 0;

/** A business under a number of its own; about no resident. */
export const aCompany = (change: Body = {}): Body => ({
  organisationKey: `nib:91${String(businesses++).padStart(11, '0')}`,
  companyName: 'PT Contoh Sintetis',
  capitalStatus: 'FOREIGN',
  size: 'MEDIUM_OR_LARGE',
  classifications: ['24101', '24102'],
  districts: ['36.04.05'],
  registeredOn: '2025-03-03',
  ...change,
});

export const aReport = (subjectRef: string, change: Body = {}): Body => ({
  subjectRef,
  ruleCode: 'ADDRESS_NOT_REPORTED',
  observedOn: '2026-06-14',
  district: '36.04.05',
  confidence: 'OBSERVED',
  evidence: [],
  ...change,
});

/** Who has heard of the residents of these tests; whoever else knows nobody. */
export const toldOfResidents: readonly Agency[] = entitled['residence'] ?? [];

/** The kind's example, about this resident where it is about one and the agency knows residents. */
export function exampleAt(agency: Agency, { example, subject }: AnyFact, subjectRef: string): Record<string, unknown> {
  const { [subject ?? '']: _other, ...rest } = example as Record<string, unknown>;
  return subject && toldOfResidents.includes(agency) ? { ...rest, [subject]: subjectRef } : rest;
}

/** What an agency may report: about this resident, or about a business where it knows no resident. */
export const aReportBy = (agency: Agency, subjectRef: string, change: Body = {}): Body =>
  aReport(subjectRef, {
    ...(!toldOfResidents.includes(agency) && { subjectRef: undefined, organisationKey: 'nib:9000000000003' }),
    ...change,
  });

interface FirstStatement {
  readonly agency: Agency;
  readonly path: string;
  readonly body: (subjectRef: string, change?: Body) => Body;
  /** Is it about a child? */
  readonly ofMinor?: boolean;
}

/** How each kind is first stated; the identity, which makes the reference, is left out. */
export const statements: Readonly<Record<string, FirstStatement>> = {
  'travel-document': { agency: 'imigrasi', path: '/api/travel-documents', body: aDocument },
  'stay-permit': { agency: 'imigrasi', path: '/api/stay-permits', body: aPermit },
  'minor-permit': { agency: 'imigrasi', path: '/api/minor-permits', body: aMinorPermit, ofMinor: true },
  'permit-application': { agency: 'imigrasi', path: '/api/permit-applications', body: anApplication },
  'final-departure': { agency: 'imigrasi', path: '/api/final-departures', body: aDeparture },
  sponsorship: { agency: 'imigrasi', path: '/api/sponsorships', body: aSponsorship },
  'change-report': { agency: 'imigrasi', path: '/api/change-reports', body: aChangeReport },
  resident: { agency: 'dukcapil', path: '/api/registrations', body: aRegistration },
  residence: { agency: 'dukcapil', path: '/api/residences', body: anAddress },
  'vital-event': { agency: 'dukcapil', path: '/api/vital-events', body: aVitalEvent },
  'work-plan': { agency: 'disnaker', path: '/api/work-plans', body: (_subjectRef, change) => aWorkPlan(change) },
  'school-enrolment': { agency: 'disdik', path: '/api/school-enrolments', body: anEnrolment },
  employment: { agency: 'disnaker', path: '/api/employments', body: anEmployment },
  'police-letter': { agency: 'polres', path: '/api/police-letters', body: aLetter },
  'registered-activity': { agency: 'kesbangpol', path: '/api/activities', body: anActivity },
  'teacher-assignment': { agency: 'disdik', path: '/api/teacher-assignments', body: anAssignment },
  'practice-permit': { agency: 'dinkes', path: '/api/practice-permits', body: aPractice },
  company: { agency: 'dpmptsp', path: '/api/companies', body: () => aCompany() },
  'religious-recommendation': { agency: 'kemenag', path: '/api/religious-recommendations', body: aRecommendation },
};

export interface ATestResident {
  readonly subjectRef: string;
  readonly person: ShownFact;
  readonly permit: ShownFact;
  readonly registration: ShownFact;
  readonly residence: ShownFact;
}

/** A person whom imigrasi alone has identified. */
export const someone = ({ client }: RunningExchange, change: Body = {}): Promise<ShownFact> =>
  client.accepted('imigrasi', '/api/foreign-nationals', aPerson(change));

/** A person with a permit whom imigrasi has told of, and who is registered and lives somewhere: every agency has heard. */
export async function aResident(exchange: RunningExchange, { person = {}, permit = {}, registration = {} } = {}): Promise<ATestResident> {
  const { client } = exchange;
  const identity = await client.accepted('imigrasi', '/api/foreign-nationals', aPerson(person));
  const { subjectRef } = identity;
  const stay = await client.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, permit));
  await arrives(exchange, identity, ['dukcapil']);
  await arrives(exchange, stay, ['dukcapil']);
  const registered = await client.accepted('dukcapil', '/api/registrations', aRegistration(subjectRef, registration));
  const residence = await client.accepted('dukcapil', '/api/residences', anAddress(subjectRef));
  await arrives(exchange, residence, toldOfResidents);
  return { subjectRef, person: identity, permit: stay, registration: registered, residence };
}

/** Waits until these agencies, whoever else, hold this version. */
export async function arrives({ client }: RunningExchange, fact: ShownFact, at: readonly Agency[]): Promise<void> {
  const path = `/api/facts/${fact.kind}/${fact.issuer}/${fact.factId}`;
  for (const agency of at) await eventually(async () => (await client.get(agency, path)).body.version, fact.version);
}
