import { documentsTopicOf, protocolTopics, topicsHeardBy, topicsStatedBy, type Catalogue, type Member } from '@timpora/contracts';
import type { Settings } from '@timpora/config';
import type { Logger, Metrics, Progress, Tracing } from '@timpora/observing';
import type { DataSource, MigrationInterface } from 'typeorm';

import type { AgreementMessage } from './agreeing/agreement-messages.js';
import { Agreement } from './agreeing/agreement.js';
import { Announcer } from './agreeing/announcer.js';
import { Decisions } from './agreeing/decisions.js';
import { StatementListener } from './agreeing/statement-listener.js';
import { Voice } from './agreeing/voice.js';
import { Alarms } from './alarms.js';
import type { Reader } from './applying/fold.js';
import { Subscription } from './applying/subscription.js';
import { ChangeFeed } from './changes/change-feed.js';
import { changesAfter } from './changes/changes.sql.js';
import type { Clock } from './clock.js';
import { RecordSender } from './kafka/record-sender.js';
import type { RecordHandler } from './kafka/consumer-parts.js';
import { SupervisedConsumer } from './kafka/supervised-consumer.js';
import { agreementTopic } from './protocol/statement.js';
import { Evaluator, type Reaction } from './reacting/evaluator.js';
import type { LiveRegistry } from './registry.js';
import type { Signer } from './sealing/batches.js';
import { Doubt } from './sealing/doubt.js';
import { Lease } from './sealing/lease.js';
import { Pruner } from './sealing/pruner.js';
import { Relay } from './sealing/relay.js';
import type { Consequence } from './stating/consequences.js';
import type { Invariant } from './stating/invariants.js';
import type { Owner } from './stating/unit-of-work.js';
import { Timekeeper } from './timing/timekeeper.js';
import type { Timer } from './timing/timer.js';
import { Watch } from './watching/watch.js';

export interface ExchangeParts<Me extends Member> {
  readonly settings: Settings;
  readonly member: Me;
  readonly catalogue: Catalogue;
  readonly migrations?: readonly (new () => MigrationInterface)[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly progress: Progress;
  /** What its own facts keep to, by whatever verb they are stated. */
  readonly invariants?: readonly Invariant[];
  /** What its own facts bring with them. */
  readonly consequences?: readonly Consequence<Me>[];
  /** What follows from facts at this member. */
  readonly reactions?: readonly Reaction[];
  /** What is to be done about own facts when a day has come. */
  readonly timers?: readonly Timer[];
}

export interface Keys {
  readonly registry: LiveRegistry;
  readonly signer: Signer;
  readonly idSecret: Buffer;
  readonly tracing: Tracing;
}

/** Something that goes on by itself between start and stop. */
interface Loop {
  start(): void;
  stop(): Promise<void>;
}

/** The moving parts of one member, put together. */
export interface Assembly {
  readonly alarms: Alarms;
  readonly relay: Relay;
  readonly evaluator: Evaluator;
  readonly timekeeper: Timekeeper;
  readonly agreement: Agreement;
  readonly decisions: Decisions;
  readonly changes: ChangeFeed;
  readonly consumers: readonly SupervisedConsumer[];
  readonly reader: Reader;
  readonly loops: readonly Loop[];
}

/** What it takes to state facts. */
export const ownerOf = <Me extends Member>(parts: ExchangeParts<Me>, idSecret: Buffer): Owner<Me> => {
  const { member, catalogue, clock, invariants = [], consequences = [], timers = [] } = parts;
  return { member, catalogue, clock, invariants, consequences, timers, idSecret };
};

export function assemble(db: DataSource, parts: ExchangeParts<Member>, { registry, signer, idSecret, tracing }: Keys): Assembly {
  const { settings, member, catalogue, clock, log, metrics, timers = [] } = parts;
  const alarms = new Alarms(db, log, metrics);
  const reader = { member, catalogue, trust: registry };
  const relay = relayOf(db, parts, { signer, alarms, tracing });
  const { evaluator, timekeeper } = reactingOf(db, parts, alarms);
  const voice = new Voice(signer, new RecordSender(settings, log, alarms));
  const send = async (message: AgreementMessage): Promise<void> => void (await voice.say(agreementTopic, message));
  const handOver = async (owner: Member, document: string): Promise<void> => void (await voice.sayText(documentsTopicOf(owner), document));
  const onTold = (): void => relay.wake();
  const agreement = new Agreement({ db, settings, member, catalogue, clock, alarms, timers, send, handOver, onTold });
  const decisions = new Decisions({ db, owner: ownerOf(parts, idSecret), onTold });
  const hears = topicsHeardBy(catalogue, member).map(({ name }) => name);
  const announcer = new Announcer({ db, settings, member, hears, voice, agreement, clock, log, alarms, mayTell: () => relay.isActive });
  const pruner = new Pruner({ db, member, periods: settings.periods, log, metrics, mayPrune: () => relay.isActive });
  const watch = watchOf(db, parts, { registry, signer, alarms });
  const changes = new ChangeFeed({ read: (after, asked) => changesAfter(db, after, asked), log, periods: settings.periods });
  const onApplied = (): void => {
    parts.progress.beat('consumer');
    evaluator.wake();
    changes.wake();
  };
  const listener = new StatementListener({ db, member, trust: registry, agreement, gatherMs: settings.periods.statementMs / 4 });
  const view = (): RecordHandler => new Subscription({ db, reader, alarms, metrics, tracing, onApplied });
  const consumers = consumersOf(parts, { signer, alarms }, { listener, view });
  return {
    alarms,
    relay,
    evaluator,
    timekeeper,
    agreement,
    decisions,
    changes,
    consumers,
    reader,
    loops: [relay, announcer, pruner, watch, evaluator, timekeeper, ...consumers],
  };
}

function watchOf(
  db: DataSource,
  { settings, member, clock, log }: ExchangeParts<Member>,
  { registry, signer, alarms }: Pick<Keys, 'registry' | 'signer'> & { alarms: Alarms },
): Watch {
  return new Watch({
    ...{ db, settings, clock, log, alarms },
    signingKeyEndsAt: () => registry.validUntil(member, signer.keyId),
    registryProblem: () => registry.problem,
  });
}

/** What follows from facts, and from days. */
function reactingOf(db: DataSource, parts: ExchangeParts<Member>, alarms: Alarms): Pick<Assembly, 'evaluator' | 'timekeeper'> {
  const { settings, member, clock, log, timers = [], reactions = [] } = parts;
  const evaluator = new Evaluator({ db, reactions, log });
  const timekeeper = new Timekeeper({
    ...{ db, member, timers, clock, log, alarms },
    reactions: reactions.map(({ name }) => name),
    periods: settings.periods,
    onMarked: () => evaluator.wake(),
  });
  return { evaluator, timekeeper };
}

function relayOf(
  db: DataSource,
  parts: ExchangeParts<Member>,
  { signer, alarms, tracing }: { signer: Signer; alarms: Alarms; tracing: Tracing },
): Relay {
  const { settings, member, catalogue, clock, log, metrics, progress, timers = [] } = parts;
  return new Relay({
    db,
    lease: new Lease(db, settings.periods.leaseMs, log),
    doubt: new Doubt({ db, settings, member, catalogue, exchangeId: signer.exchangeId, clock, log, alarms, timers }),
    sender: new RecordSender(settings, log, alarms),
    signer,
    log,
    metrics,
    tracing,
    periods: settings.periods,
    beat: () => progress.beat('relay'),
  });
}

function consumersOf(
  parts: ExchangeParts<Member>,
  { signer, alarms }: { signer: Signer; alarms: Alarms },
  { listener, view }: { listener: RecordHandler; view: () => RecordHandler },
): readonly SupervisedConsumer[] {
  const { catalogue, member } = parts;
  // Two exchanges may share a broker: members of one group would take each other's partitions.
  const groupIn = (name: string): string => `${signer.exchangeId}.${name}`;
  return [
    consumerOf(parts, alarms, { name: groupIn('protocol'), topics: [...protocolTopics, documentsTopicOf(member)], handler: listener }),
    ...groupsOf(catalogue, member).map((group) => consumerOf(parts, alarms, { ...group, name: groupIn(group.name), handler: view() })),
  ];
}

interface Group {
  readonly name: string;
  readonly topics: readonly string[];
}

function consumerOf(
  { settings, member, log, progress }: ExchangeParts<Member>,
  alarms: Alarms,
  { name, topics, handler }: Group & { handler: RecordHandler },
): SupervisedConsumer {
  const [beat, onRebuild] = [() => progress.beat('consumer'), () => progress.rebuilt('consumer')];
  return new SupervisedConsumer({ settings, groupId: `${member}.${name}`, topics, handler, log, alarms, beat, onRebuild });
}

/**
 * Topics that many members write are read apart, so that trouble in one of them reaches no other. Own topics are read back: what Kafka has of
 * them is evidence about the own past.
 */
function groupsOf(catalogue: Catalogue, member: Member): readonly Group[] {
  const topics = new Map([...topicsHeardBy(catalogue, member), ...topicsStatedBy(catalogue, member)].map((topic) => [topic.name, topic]));
  const names = (isMany: boolean): readonly string[] =>
    [...topics.values()].filter(({ writers }) => writers.length > 1 === isMany).map(({ name }) => name);
  return [
    { name: 'view', topics: names(false) },
    { name: 'many', topics: names(true) },
  ].filter((group) => group.topics.length > 0);
}
