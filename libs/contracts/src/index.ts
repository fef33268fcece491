export { catalogue, events } from './all-events.js';
export {
  catalogueOf,
  catalogueWith,
  documentsTopicOf,
  grantsOf,
  mayHold,
  mayKnow,
  mayBeHeardFrom,
  mayState,
  piiOf,
  pointedTo,
  protocolTopics,
  purposesOf,
  statersOf,
  topicOf,
  topicsHeardBy,
  topicsOf,
  topicSpecs,
  topicsStatedBy,
} from './catalogue.js';
export type { Catalogue, Contracts, Grant, Topic, TopicSpec } from './catalogue.js';
export { catalogueWithFiles, ContractsProblem } from './further.js';
export { addDays, addMonths, addYears, ageOn, comesOfAgeOn, daysBetween, earlyOn, isMinorOn, legalDayOf } from './days.js';
export type { Day } from './days.js';
export { brokenRules, defineEvent, defineFact } from './facts.js';
export type {
  About,
  AnyEvent,
  AnyFact,
  BodyOf,
  Classification,
  Event,
  EventStatedBy,
  Fact,
  FactStatedBy,
  Owner,
  Retention,
  SearchedAs,
} from './facts.js';
export { fieldsOf, ListOf, only, Optional, schemaOf, some } from './body.js';
export type { BodyClass, Field, Pii, Word } from './body.js';
export {
  ApprovedPosition,
  BusinessClassification,
  BusinessKey,
  CalendarDate,
  Count,
  CountryCode,
  DistrictCode,
  DocumentHash,
  DocumentNumber,
  FactId,
  FactRef,
  Instant,
  KindName,
  Label,
  Line,
  Listed,
  MatchKey,
  MemberName,
  MrzLine,
  OneOf,
  OrganisationKey,
  OwnReference,
  PersonName,
  ReportingPeriod,
  RetractionReason,
  SubjectRef,
  TypedNumber,
  VillageCode,
  YesNo,
} from './fields.js';
export type { FactReference, LabelText, PositionApproved } from './fields.js';
export { compileCheck, openForm } from './json-schema.js';
export type { Check, JsonSchema, SchemaProblem } from './json-schema.js';
export { agencies, founders, legalBasis, members, purposes, sectorPurpose } from './members.js';
export type { Agency, Member, Members, Purpose } from './members.js';
export type { Confidence, DatedList, Entry } from './reference/dated-list.js';
export { competentAgencyFor, districtOf, entriesOf, findEntry, isListed, listsAlsoHave, originOf } from './reference/lists.js';
export type { ListEntries, ListName, StatedCode } from './reference/lists.js';
export { unnamed, wordsOfCode, wordsOfEvent, wordsOfField, wordsOfKind, wordsOfMember, wordsOfPurpose } from './reference/naming.js';
export { wordsOrigin, type Words } from './reference/words.js';
export { choiceOn, issuerOfSetting, readSetting, settingOn } from './reference/settings.js';
export { issuerOfCode } from './reference/stated-values.js';
export type { StatedValue, StatedValues } from './reference/stated-values.js';
export { addWorkingDays, dayKinds, isHoliday, isWorkingDay } from './reference/working-days.js';
export { nestsDeeperThan } from './nesting.js';
export { aliasesOf, ofKindApart, searchExpression, viewOf, viewsOf } from './views.js';
export type { View } from './views.js';

// The facts, written by `npm run generate`.
export { PracticePermitBody, PracticePermit, PracticePermitIssued, PracticePermitEnded } from './dinkes/practice-permit.js';
export { SchoolEnrolmentBody, SchoolEnrolment, StudentEnrolled, StudentLeft } from './disdik/school-enrolment.js';
export { TeacherAssignmentBody, TeacherAssignment, ForeignTeacherAssigned, ForeignTeacherLeft } from './disdik/teacher-assignment.js';
export { EmploymentBody, Employment, ForeignWorkerReported, EmploymentEnded } from './disnaker/employment.js';
export { WorkPlanBody, WorkPlan, WorkPlanApproved, WorkPlanRenewalFiled, WorkPlanExtended, WorkPlanEnded } from './disnaker/work-plan.js';
export { CompanyBody, Company, CompanyStatusChanged, InvestmentReportRecorded } from './dpmptsp/company.js';
export {
  ResidenceBody,
  Residence,
  AddressChanged,
  ResidenceDocumentIssued,
  ResidenceDocumentExpired,
  ResidenceEnded,
} from './dukcapil/residence.js';
export { ResidentBody, Resident, ResidentRegistered, ResidentDeregistered } from './dukcapil/resident.js';
export { VitalEventBody, VitalEvent, VitalEventRecorded } from './dukcapil/vital-event.js';
export {
  alertRules,
  urgencies,
  alertCloseReasons,
  AlertBody,
  Alert,
  AlertRaised,
  AlertAcknowledged,
  AlertAssigned,
  AlertEscalated,
  AlertWithdrawn,
  AlertResolved,
} from './every-member/alert.js';
export {
  EnforcementAlertBody,
  EnforcementAlert,
  EnforcementAlertRaised,
  EnforcementAlertUpdated,
  EnforcementAlertClosed,
} from './every-member/enforcement-alert.js';
export { IdentityQuestionBody, IdentityQuestion, IdentityRequested, DuplicateSuspected } from './every-member/identity-question.js';
export { RecordQueryBody, RecordQuery, RecordQueried } from './every-member/record-query.js';
export { ReferenceValueBody, ReferenceValue, ReferenceValueSet } from './every-member/reference-value.js';
export { ReviewBody, Review, ViolationReviewed, QuestionAnswered } from './every-member/review.js';
export { ViolationBody, Violation, ViolationReported } from './every-member/violation.js';
export { ChangeReportBody, ChangeReport, ChangeReported } from './imigrasi/change-report.js';
export { FinalDepartureBody, FinalDeparture, FinalDepartureRecorded } from './imigrasi/final-departure.js';
export { ForeignNationalBody, ForeignNational, ForeignNationalIdentified } from './imigrasi/foreign-national.js';
export { IdentityKeyBody, IdentityKey, IdentityKeyRecorded } from './imigrasi/identity-key.js';
export { IdentityLinkBody, IdentityLink, IdentityLinksMerged } from './imigrasi/identity-link.js';
export { MinorPermitBody, MinorPermit, MinorPermitRecorded } from './imigrasi/minor-permit.js';
export {
  PermitApplicationBody,
  PermitApplication,
  PermitApplicationFiled,
  PermitApplicationPaid,
  PermitApplicationDecided,
} from './imigrasi/permit-application.js';
export { SponsorshipBody, Sponsorship, SponsorChanged } from './imigrasi/sponsorship.js';
export {
  StayPermitBody,
  StayPermit,
  PermitIssued,
  PermitExtended,
  PermitExpired,
  PermitClosed,
  PermitCancelled,
  ResidentDeparted,
  ResidentReturned,
} from './imigrasi/stay-permit.js';
export { TravelDocumentBody, TravelDocument, TravelDocumentRecorded } from './imigrasi/travel-document.js';
export {
  ReligiousRecommendationBody,
  ReligiousRecommendation,
  ReligiousRecommendationDecided,
} from './kemenag/religious-recommendation.js';
export { RegisteredActivityBody, RegisteredActivity, ActivityRecorded } from './kesbangpol/registered-activity.js';
export { PoliceLetterBody, PoliceLetter, PoliceLetterIssued } from './polres/police-letter.js';
