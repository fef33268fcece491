// Written by `npm run generate` from the fact files in the owners' folders.
import { catalogueOf } from './catalogue.js';
import { PracticePermitIssued, PracticePermitEnded } from './dinkes/practice-permit.js';
import { StudentEnrolled, StudentLeft } from './disdik/school-enrolment.js';
import { ForeignTeacherAssigned, ForeignTeacherLeft } from './disdik/teacher-assignment.js';
import { ForeignWorkerReported, EmploymentEnded } from './disnaker/employment.js';
import { WorkPlanApproved, WorkPlanRenewalFiled, WorkPlanExtended, WorkPlanEnded } from './disnaker/work-plan.js';
import { CompanyStatusChanged, InvestmentReportRecorded } from './dpmptsp/company.js';
import { AddressChanged, ResidenceDocumentIssued, ResidenceDocumentExpired, ResidenceEnded } from './dukcapil/residence.js';
import { ResidentRegistered, ResidentDeregistered } from './dukcapil/resident.js';
import { VitalEventRecorded } from './dukcapil/vital-event.js';
import { AlertRaised, AlertAcknowledged, AlertAssigned, AlertEscalated, AlertWithdrawn, AlertResolved } from './every-member/alert.js';
import { EnforcementAlertRaised, EnforcementAlertUpdated, EnforcementAlertClosed } from './every-member/enforcement-alert.js';
import { IdentityRequested, DuplicateSuspected } from './every-member/identity-question.js';
import { RecordQueried } from './every-member/record-query.js';
import { ReferenceValueSet } from './every-member/reference-value.js';
import { ViolationReviewed, QuestionAnswered } from './every-member/review.js';
import { ViolationReported } from './every-member/violation.js';
import { ChangeReported } from './imigrasi/change-report.js';
import { FinalDepartureRecorded } from './imigrasi/final-departure.js';
import { ForeignNationalIdentified } from './imigrasi/foreign-national.js';
import { IdentityKeyRecorded } from './imigrasi/identity-key.js';
import { IdentityLinksMerged } from './imigrasi/identity-link.js';
import { MinorPermitRecorded } from './imigrasi/minor-permit.js';
import { PermitApplicationFiled, PermitApplicationPaid, PermitApplicationDecided } from './imigrasi/permit-application.js';
import { SponsorChanged } from './imigrasi/sponsorship.js';
import {
  PermitIssued,
  PermitExtended,
  PermitExpired,
  PermitClosed,
  PermitCancelled,
  ResidentDeparted,
  ResidentReturned,
} from './imigrasi/stay-permit.js';
import { TravelDocumentRecorded } from './imigrasi/travel-document.js';
import { ReligiousRecommendationDecided } from './kemenag/religious-recommendation.js';
import { ActivityRecorded } from './kesbangpol/registered-activity.js';
import { PoliceLetterIssued } from './polres/police-letter.js';

export const events = [
  PracticePermitIssued,
  PracticePermitEnded,
  StudentEnrolled,
  StudentLeft,
  ForeignTeacherAssigned,
  ForeignTeacherLeft,
  ForeignWorkerReported,
  EmploymentEnded,
  WorkPlanApproved,
  WorkPlanRenewalFiled,
  WorkPlanExtended,
  WorkPlanEnded,
  CompanyStatusChanged,
  InvestmentReportRecorded,
  AddressChanged,
  ResidenceDocumentIssued,
  ResidenceDocumentExpired,
  ResidenceEnded,
  ResidentRegistered,
  ResidentDeregistered,
  VitalEventRecorded,
  AlertRaised,
  AlertAcknowledged,
  AlertAssigned,
  AlertEscalated,
  AlertWithdrawn,
  AlertResolved,
  EnforcementAlertRaised,
  EnforcementAlertUpdated,
  EnforcementAlertClosed,
  IdentityRequested,
  DuplicateSuspected,
  RecordQueried,
  ReferenceValueSet,
  ViolationReviewed,
  QuestionAnswered,
  ViolationReported,
  ChangeReported,
  FinalDepartureRecorded,
  ForeignNationalIdentified,
  IdentityKeyRecorded,
  IdentityLinksMerged,
  MinorPermitRecorded,
  PermitApplicationFiled,
  PermitApplicationPaid,
  PermitApplicationDecided,
  SponsorChanged,
  PermitIssued,
  PermitExtended,
  PermitExpired,
  PermitClosed,
  PermitCancelled,
  ResidentDeparted,
  ResidentReturned,
  TravelDocumentRecorded,
  ReligiousRecommendationDecided,
  ActivityRecorded,
  PoliceLetterIssued,
] as const;

/** Everything that the agencies of this exchange say to each other. */
export const catalogue = catalogueOf(events);
