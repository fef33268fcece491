import { Module } from '@nestjs/common';
import { AgencyModule, AnswerUnalike, CloseReviewed, ReviewedController, tellReviewed } from '@timpora/agency';
import { ForeignNational, IdentityQuestion, MinorPermit, StayPermit, TravelDocument } from '@timpora/contracts';

import { changeReportInvariant } from './change-reports/change-report.policy.js';
import { ChangeReportsController } from './change-reports/change-reports.controller.js';
import { ReportChange } from './change-reports/report-change.js';
import { finalDepartureInvariant } from './final-departures/final-departure.policy.js';
import { FinalDeparturesController } from './final-departures/final-departures.controller.js';
import { RecordFinalDeparture } from './final-departures/record-final-departure.js';
import { CreateImigrasi1764000000010 } from './create-imigrasi.migration.js';
import { CreateLinkProposals1764000000011 } from './create-link-proposals.migration.js';
import { CreateLinkRepairs1764000000012 } from './create-link-repairs.migration.js';
import { ConfirmLink } from './identity-links/confirm-link.js';
import { ConfirmRepair } from './identity-links/confirm-repair.js';
import { identityLinkInvariant } from './identity-links/identity-link.policy.js';
import { IdentityLinksController } from './identity-links/identity-links.controller.js';
import { LinkRepairsController } from './identity-links/link-repairs.controller.js';
import { ProposeLink } from './identity-links/propose-link.js';
import { ProposeRepair } from './identity-links/propose-repair.js';
import { RejectLink } from './identity-links/reject-link.js';
import { ChangeIdentity } from './foreign-nationals/change-identity.js';
import { foreignNationalInvariant } from './foreign-nationals/foreign-national.policy.js';
import { ForeignNationalsController } from './foreign-nationals/foreign-nationals.controller.js';
import { IdentifyForeignNational } from './foreign-nationals/identify-foreign-national.js';
import { RecordDeath } from './foreign-nationals/record-death.js';
import { CancelMinorPermit } from './minor-permits/cancel-minor-permit.js';
import { ChangeGuardian } from './minor-permits/change-guardian.js';
import { CloseMinorPermit } from './minor-permits/close-minor-permit.js';
import { ComeOfAge } from './minor-permits/come-of-age.js';
import { EndApplicationOfMinor } from './minor-permits/end-application-of-minor.js';
import { ExpireMinorPermit } from './minor-permits/expire-minor-permit.js';
import { ExtendMinorPermit } from './minor-permits/extend-minor-permit.js';
import { IssueMinorPermit } from './minor-permits/issue-minor-permit.js';
import { JourneysOfMinorsController } from './minor-permits/journeys-of-minors.controller.js';
import { growsUpOn, minorPermitInvariant } from './minor-permits/minor-permit.policy.js';
import { MinorPermitsController } from './minor-permits/minor-permits.controller.js';
import { PayForMinor } from './minor-permits/pay-for-minor.js';
import { RecordDepartureOfMinor } from './minor-permits/record-departure-of-minor.js';
import { RecordReturnOfMinor } from './minor-permits/record-return-of-minor.js';
import { ChangeAppointment } from './permit-applications/change-appointment.js';
import { ConvertPermit } from './permit-applications/convert-permit.js';
import { DecideApplication } from './permit-applications/decide-application.js';
import { FileApplication } from './permit-applications/file-application.js';
import { PayApplication } from './permit-applications/pay-application.js';
import { permitApplicationInvariant } from './permit-applications/permit-application.policy.js';
import { PermitApplicationsController } from './permit-applications/permit-applications.controller.js';
import { ChangeSponsorship } from './sponsorships/change-sponsorship.js';
import { EndSponsorship } from './sponsorships/end-sponsorship.js';
import { sponsorshipInvariant } from './sponsorships/sponsorship.policy.js';
import { SponsorshipsController } from './sponsorships/sponsorships.controller.js';
import { StartSponsorship } from './sponsorships/start-sponsorship.js';
import { identityKeyInvariant } from './identity-keys/identity-key.policy.js';
import { IdentityKeysController } from './identity-keys/identity-keys.controller.js';
import { keysFollow } from './identity-keys/keys-follow.js';
import { RestateKeys } from './identity-keys/restate-keys.js';
import { CancelPermit } from './stay-permits/cancel-permit.js';
import { ClosePermit } from './stay-permits/close-permit.js';
import { ExpirePermit } from './stay-permits/expire-permit.js';
import { ExtendPermit } from './stay-permits/extend-permit.js';
import { IssuePermit } from './stay-permits/issue-permit.js';
import { RecordDeparture } from './stay-permits/record-departure.js';
import { RecordReturn } from './stay-permits/record-return.js';
import { expiresOn, stayPermitInvariant } from './stay-permits/stay-permit.policy.js';
import { StayPermitsController } from './stay-permits/stay-permits.controller.js';
import { EndTravelDocument } from './travel-documents/end-travel-document.js';
import { ReadZone } from './travel-documents/read-zone.js';
import { RecordTravelDocument } from './travel-documents/record-travel-document.js';
import { travelDocumentInvariant } from './travel-documents/travel-document.policy.js';
import { TravelDocumentsController } from './travel-documents/travel-documents.controller.js';

const invariants = [
  foreignNationalInvariant,
  travelDocumentInvariant,
  identityKeyInvariant,
  identityLinkInvariant,
  stayPermitInvariant,
  minorPermitInvariant,
  permitApplicationInvariant,
  finalDepartureInvariant,
  sponsorshipInvariant,
  changeReportInvariant,
];
const timers = [
  { name: 'permit-expiry', fact: StayPermit, next: expiresOn, useCase: ExpirePermit },
  { name: 'minor-permit-expiry', fact: MinorPermit, next: expiresOn, useCase: ExpireMinorPermit },
  { name: 'coming-of-age', fact: ForeignNational, next: growsUpOn, useCase: ComeOfAge },
];
const reactions = [
  { name: 'questions', kinds: [ForeignNational, TravelDocument, IdentityQuestion].map(({ kind }) => kind), useCase: AnswerUnalike },
];
const ofIdentities = [IdentifyForeignNational, ChangeIdentity, RecordDeath];
const ofDocuments = [RecordTravelDocument, ReadZone, EndTravelDocument, RestateKeys];
const ofLinks = [ProposeLink, ConfirmLink, RejectLink, ProposeRepair, ConfirmRepair, AnswerUnalike];
const ofPermits = [IssuePermit, ExtendPermit, ExpirePermit, ClosePermit, CancelPermit, RecordDeparture, RecordReturn];
const ofMinors = [
  ...[IssueMinorPermit, ExtendMinorPermit, CloseMinorPermit, CancelMinorPermit, ChangeGuardian],
  ...[PayForMinor, EndApplicationOfMinor, RecordDepartureOfMinor, RecordReturnOfMinor, ExpireMinorPermit, ComeOfAge],
];
const ofApplications = [FileApplication, PayApplication, ChangeAppointment, DecideApplication, ConvertPermit];
const ofSponsorships = [StartSponsorship, ChangeSponsorship, EndSponsorship];

/** Imigrasi leads the team: it establishes who a person is, whether the person may stay, who stands in, and when somebody left for good. */
@Module({
  imports: [
    AgencyModule.for({
      ...{ member: 'imigrasi', invariants, timers, reactions },
      consequences: (settings) => [keysFollow(settings), tellReviewed],
      migrations: [CreateImigrasi1764000000010, CreateLinkProposals1764000000011, CreateLinkRepairs1764000000012],
    }),
  ],
  controllers: [
    ForeignNationalsController,
    TravelDocumentsController,
    IdentityKeysController,
    IdentityLinksController,
    LinkRepairsController,
    StayPermitsController,
    MinorPermitsController,
    JourneysOfMinorsController,
    PermitApplicationsController,
    FinalDeparturesController,
    SponsorshipsController,
    ChangeReportsController,
    ReviewedController,
  ],
  providers: [
    ...ofIdentities,
    ...ofDocuments,
    ...ofLinks,
    ...ofPermits,
    ...ofMinors,
    ...ofApplications,
    ...ofSponsorships,
    RecordFinalDeparture,
    ReportChange,
    CloseReviewed,
  ],
})
export class ImigrasiModule {}
