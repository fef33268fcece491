import type {
  ChangeReportBody,
  Day,
  EmploymentBody,
  FactReference,
  FinalDepartureBody,
  MinorPermitBody,
  PermitApplicationBody,
  ResidenceBody,
  SponsorshipBody,
  StayPermitBody,
  TeacherAssignmentBody,
  WorkPlanBody,
} from '@timpora/contracts';

/**
 * The only fields that rules are given, by kind. Nationality, sex and religion are in none of them: no rule can weigh what it never sees.
 * A field is added here when a rule reads it.
 */
export const fieldsRead = {
  'stay-permit': ['permitType', 'issuedOn', 'validFrom', 'validTo', 'lastExtendedOn', 'holderAbroadSince', 'state'],
  'minor-permit': ['permitType', 'issuedOn', 'validFrom', 'lastExtendedOn', 'holderAbroadSince', 'state'],
  'permit-application': ['applicationKind', 'permitFact', 'filedOn', 'paidOn', 'decidedOn', 'outcome'],
  'final-departure': ['departedOn'],
  'change-report': ['reportType', 'effectiveOn', 'declaredDistrict'],
  residence: ['district', 'moveLetterOn', 'certificateIssuedOn', 'certificateValidTo', 'state'],
  employment: ['organisationKey', 'workDistricts', 'startedOn', 'state'],
  'teacher-assignment': ['organisationKey', 'workDistrict', 'startedOn', 'voluntary', 'state'],
  'work-plan': ['organisationKey', 'validFrom', 'validTo', 'endedOn'],
  sponsorship: ['basis', 'organisationKey', 'organisationRole', 'state'],
} as const;

export type JudgedKind = keyof typeof fieldsRead;
export const judgedKinds = Object.keys(fieldsRead) as readonly JudgedKind[];

type Read<K extends JudgedKind> = (typeof fieldsRead)[K][number];

/** What rules see of a fact's body. */
export interface Bodies extends Record<JudgedKind, object> {
  'stay-permit': Pick<StayPermitBody, Read<'stay-permit'>>;
  'minor-permit': Pick<MinorPermitBody, Read<'minor-permit'>>;
  'permit-application': Pick<PermitApplicationBody, Read<'permit-application'>>;
  'final-departure': Pick<FinalDepartureBody, Read<'final-departure'>>;
  'change-report': Pick<ChangeReportBody, Read<'change-report'>>;
  residence: Pick<ResidenceBody, Read<'residence'>>;
  employment: Pick<EmploymentBody, Read<'employment'>>;
  'teacher-assignment': Pick<TeacherAssignmentBody, Read<'teacher-assignment'>>;
  'work-plan': Pick<WorkPlanBody, Read<'work-plan'>>;
  sponsorship: Pick<SponsorshipBody, Read<'sponsorship'>>;
}

/** A fact that is held and not retracted, as rules see it. */
export interface Seen<Body extends object = object> {
  /** With its version and owner: what an alert points to as evidence. */
  readonly ref: FactReference;
  readonly body: Body;
}

/** Two references that may be one person, as identities are compared elsewhere: rules hear the kind of match, never what matched. */
export interface Suspicion {
  /** The newer of the two identities. */
  readonly anchor: FactReference;
  readonly other: FactReference;
  readonly suspectedRefs: readonly [string, string];
  readonly basis: 'SAME_DOCUMENT' | 'NAME_BIRTH_NATIONALITY' | 'BIOMETRIC';
  readonly since: Day;
}

/** Everything that is held about one resident and that rules may read. */
export type JudgedFacts = { readonly [K in JudgedKind]: readonly Seen<Bodies[K]>[] } & { readonly suspicions: readonly Suspicion[] };

export const noFacts = {
  ...Object.fromEntries(judgedKinds.map((kind) => [kind, []])),
  suspicions: [],
} as unknown as JudgedFacts;

/** A body without the fields that no rule reads. */
export const asRead = (kind: JudgedKind, body: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(fieldsRead[kind].flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]]])));
