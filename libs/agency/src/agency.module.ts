import { Module, ValidationPipe, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { APP_INTERCEPTOR, APP_PIPE, ModuleRef } from '@nestjs/core';
import { AccessModule, CreateAccessLog1764000000002, CreateClients1764000000041 } from '@timpora/access';
import { SETTINGS, type Settings } from '@timpora/config';
import {
  Alert,
  catalogue,
  EnforcementAlert,
  IdentityQuestion,
  legalBasis,
  mayState,
  purposesOf,
  type Catalogue,
  type Member,
} from '@timpora/contracts';
import { Clock, Exchange, ExchangeTransport, UnitOfWork } from '@timpora/exchange';
import type { Logger, Metrics, Progress } from '@timpora/observing';
import { DataSource } from 'typeorm';

import { reactionsFor, timersFor, type AgencyDefinition } from './agency-definition.js';
import { alertEscalation, alertingProviders, rulesFor } from './alerts/alerting.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { CreateAlerting1764000000007 } from './alerts/create-alerting.migration.js';
import { CreateAlike1764000000008 } from './alerts/create-alike.migration.js';
import { CreateWaiting1764000000009 } from './alerts/create-waiting.migration.js';
import { CorrectFact } from './changing/correct-fact.js';
import { FactsChangingController } from './changing/facts-changing.controller.js';
import { RetractFact } from './changing/retract-fact.js';
import { BulkController } from './bulk/bulk.controller.js';
import { Commands } from './bulk/commands.js';
import { StateInBulk } from './bulk/state-in-bulk.js';
import { ChangesController } from './changes/changes.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { DeskLookUpController } from './desk/look-up.controller.js';
import { DeskAlerts } from './desk/desk-alerts.js';
import { DeskPages } from './desk/desk-pages.js';
import { AcceptOffer } from './enforcement-alerts/accept-offer.js';
import { EnforcementAlertsController } from './enforcement-alerts/enforcement-alerts.controller.js';
import { ExchangeController } from './exchange/exchange.controller.js';
import { IncidentsController } from './exchange/incidents.controller.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { IdentityQuestionsController } from './identity-questions/identity-questions.controller.js';
import { identityQuestionInvariant } from './identity-questions/identity-question.policy.js';
import { RequestIdentity } from './identity-questions/request-identity.js';
import { SuspectDuplicate } from './identity-questions/suspect-duplicate.js';
import { IdentityController } from './identity/identity.controller.js';
import { LookUpIdentity } from './identity/look-up-identity.js';
import { AskOwner } from './record-queries/ask-owner.js';
import { RecordQueriesController } from './record-queries/record-queries.controller.js';
import { recordQueryInvariant } from './record-queries/record-query.policy.js';
import { FactsController } from './reading/facts.controller.js';
import type { View } from './reading/kinds.js';
import { ResidentsController } from './reading/residents.controller.js';
import { ChangeReferenceValue } from './reference-values/change-reference-value.js';
import { EndReferenceValue } from './reference-values/end-reference-value.js';
import { FollowLists } from './reference-values/follow-lists.js';
import { referenceValueInvariant } from './reference-values/reference-value.policy.js';
import { ReferenceValuesController } from './reference-values/reference-values.controller.js';
import { SetReferenceValue } from './reference-values/set-reference-value.js';
import { BeginReview } from './reviews/begin-review.js';
import { DecideReview } from './reviews/decide-review.js';
import { Findings } from './reviews/findings.js';
import { reviewInvariant } from './reviews/review.policy.js';
import { ReviewsController } from './reviews/reviews.controller.js';
import { AwaitDelivery } from './delivery/await-delivery.js';
import { ShowHeld } from './show-held.js';
import { TraceCommands } from './trace-commands.js';
import { CATALOGUE, LOGGER, METRICS, PROGRESS, VIEW } from './tokens.js';
import { AddEvidence } from './violations/add-evidence.js';
import { ReportViolation } from './violations/report-violation.js';
import { violationInvariant } from './violations/violation.policy.js';
import { ViolationsController } from './violations/violations.controller.js';

const exchangeOf = ({
  member,
  invariants = [],
  consequences = () => [],
  timers = [],
  reactions = [],
  migrations = [],
}: AgencyDefinition): Provider => ({
  provide: Exchange,
  inject: [SETTINGS, CATALOGUE, Clock, LOGGER, METRICS, PROGRESS, ModuleRef],
  useFactory: (settings: Settings, catalogue: Catalogue, clock: Clock, log: Logger, metrics: Metrics, progress: Progress, use: ModuleRef) =>
    Exchange.open({
      ...{ settings, member, catalogue, clock, log, metrics, progress },
      migrations: [
        CreateAccessLog1764000000002,
        CreateAlerting1764000000007,
        CreateAlike1764000000008,
        CreateWaiting1764000000009,
        CreateClients1764000000041,
        ...migrations,
      ],
      invariants: [
        violationInvariant,
        identityQuestionInvariant,
        recordQueryInvariant(member),
        reviewInvariant(member),
        referenceValueInvariant(member),
        ...invariants,
      ],
      timers: timersFor([alertEscalation, ...timers], use),
      reactions: [...rulesFor(member, use), ...reactionsFor(reactions, use)],
      consequences: consequences(settings),
    }),
});

const accessOf = (member: Member): DynamicModule =>
  AccessModule.for({
    inject: [CATALOGUE],
    useFactory: (catalogue: Catalogue) => ({ member, purposes: purposesOf(catalogue, member), legalBasis }),
  });

const controllers = [
  ResidentsController,
  FactsController,
  ChangesController,
  FactsChangingController,
  BulkController,
  ViolationsController,
  RecordQueriesController,
  ReviewsController,
  ReferenceValuesController,
  IdentityController,
  ExchangeController,
  IncidentsController,
  HealthController,
  MetricsController,
  // Before the desk, which answers for all other addresses below its own.
  DeskLookUpController,
  DeskController,
];

const validation: Provider = {
  provide: APP_PIPE,
  useValue: new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: false,
  }),
};

const answering: readonly Provider[] = [
  { provide: APP_INTERCEPTOR, useClass: TraceCommands },
  { provide: APP_INTERCEPTOR, useClass: ShowHeld },
  // The innermost: it adds to what the other shows.
  { provide: APP_INTERCEPTOR, useClass: AwaitDelivery },
];

const useCases: readonly Provider[] = [
  DeskAlerts,
  DeskPages,
  Commands,
  StateInBulk,
  CorrectFact,
  RetractFact,
  ReportViolation,
  AddEvidence,
  AskOwner,
  Findings,
  BeginReview,
  DecideReview,
  SetReferenceValue,
  ChangeReferenceValue,
  EndReferenceValue,
  FollowLists,
  LookUpIdentity,
  ...alertingProviders,
  RequestIdentity,
  SuspectDuplicate,
  AcceptOffer,
];

/** Who makes references asks nobody for them; who raises no alerts has none to take. */
const asking = (member: Member): Type[] => [
  ...(mayState(catalogue, member, IdentityQuestion) ? [IdentityQuestionsController] : []),
  ...(mayState(catalogue, member, Alert) ? [AlertsController] : []),
  ...(mayState(catalogue, member, EnforcementAlert) ? [EnforcementAlertsController] : []),
];

/** What every agency has in common: its side of the exchange, reading, repairs, violations, health, access. An agency adds its own verbs. */
@Module({})
export class AgencyModule {
  static for(definition: AgencyDefinition): DynamicModule {
    const { member } = definition;
    return {
      module: AgencyModule,
      global: true,
      imports: [accessOf(member)],
      controllers: [...controllers, ...asking(member)],
      providers: [
        exchangeOf(definition),
        { provide: Clock, inject: [SETTINGS], useFactory: ({ domainClockShiftMs }: Settings) => new Clock(domainClockShiftMs) },
        { provide: DataSource, inject: [Exchange], useFactory: ({ db }: Exchange<Member>) => db },
        { provide: UnitOfWork, inject: [Exchange], useFactory: ({ unitOfWork }: Exchange<Member>) => unitOfWork },
        { provide: ExchangeTransport, inject: [Exchange], useFactory: (exchange: Exchange<Member>) => new ExchangeTransport(exchange) },
        { provide: VIEW, inject: [CATALOGUE], useFactory: (catalogue: Catalogue): View => ({ member, catalogue }) },
        validation,
        ...answering,
        ...useCases,
      ],
      exports: [Exchange, DataSource, UnitOfWork, Clock, ExchangeTransport, VIEW],
    };
  }
}
