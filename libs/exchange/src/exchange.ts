import { readFile } from 'node:fs/promises';

import { protocolTopics, topicsHeardBy, topicsStatedBy, type Catalogue, type Member } from '@timpora/contracts';
import type { Settings } from '@timpora/config';
import type { Logger, Metrics, Progress } from '@timpora/observing';
import type { DataSource, MigrationInterface } from 'typeorm';

import type { AgreementMessage } from './agreeing/agreement-messages.js';
import { Agreement } from './agreeing/agreement.js';
import { Announcer } from './agreeing/announcer.js';
import { StatementListener } from './agreeing/statement-listener.js';
import { Voice } from './agreeing/voice.js';
import { Alarms } from './alarms.js';
import { unknownKey, type Reader } from './applying/fold.js';
import { goBackTo } from './applying/positions.sql.js';
import { retryAllParked, retryParked, type RetryOutcome } from './applying/retry-parked.js';
import { FencedOut, Subscription, TopicRewound } from './applying/subscription.js';
import type { Clock } from './clock.js';
import { dataSourceFor, migrate } from './database/open-database.js';
import { RecordSender } from './kafka/record-sender.js';
import { SupervisedConsumer, type RecordHandler } from './kafka/supervised-consumer.js';
import { agreementTopic } from './protocol/statement.js';
import { LiveRegistry, readSigningKey } from './registry.js';
import type { Signer } from './sealing/batches.js';
import { Doubt } from './sealing/doubt.js';
import { Lease } from './sealing/lease.js';
import { Relay } from './sealing/relay.js';
import { UnitOfWork } from './stating/unit-of-work.js';
import { canBeStated } from './watching/conditions.sql.js';
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
}

/** One member's side of the exchange: states and publishes its own facts, applies those of others. */
export class Exchange<Me extends Member> {
  readonly unitOfWork: UnitOfWork<Me>;
  private readonly alarms: Alarms;
  private readonly relay: Relay;
  private readonly announcer: Announcer;
  private readonly agreement: Agreement;
  private readonly watch: Watch;
  private readonly consumers: readonly SupervisedConsumer[];

  private constructor(
    readonly db: DataSource,
    private readonly parts: ExchangeParts<Me>,
    private readonly keys: { reader: Reader; signer: Signer; idSecret: Buffer; registry: LiveRegistry },
  ) {
    const { settings, member, catalogue, clock, log, metrics, progress } = parts;
    const alarms = new Alarms(db, log, metrics);
    this.alarms = alarms;
    this.relay = new Relay({
      db,
      lease: new Lease(db, settings.periods.leaseMs, log),
      doubt: new Doubt({ db, settings, member, catalogue, exchangeId: keys.signer.exchangeId, clock, log, alarms }),
      sender: new RecordSender(settings, log, alarms),
      signer: keys.signer,
      log,
      metrics,
      periods: settings.periods,
      beat: () => progress.beat('relay'),
    });
    this.unitOfWork = new UnitOfWork(db, { member, catalogue, clock, idSecret: keys.idSecret }, () => this.relay.wake());
    const voice = new Voice(keys.signer, new RecordSender(settings, log, alarms));
    const send = (message: AgreementMessage): Promise<void> => voice.say(agreementTopic, message);
    this.agreement = new Agreement({ db, member, catalogue, clock, alarms, send, onTold: () => this.relay.wake() });
    this.announcer = new Announcer({
      db,
      settings,
      member,
      voice,
      agreement: this.agreement,
      clock,
      log,
      alarms,
      mayTell: () => this.relay.isActive,
    });
    this.watch = new Watch({
      db,
      settings,
      clock,
      log,
      alarms,
      signingKeyEndsAt: () => keys.registry.validUntil(member, keys.signer.keyId),
    });
    const protocol = new SupervisedConsumer({
      settings,
      groupId: `${member}.protocol`,
      topics: protocolTopics,
      handler: new StatementListener(db, member, keys.reader.trust, (message) => this.agreement.onMessage(message)),
      log,
      alarms,
      beat: () => progress.beat('consumer'),
      onRebuild: () => progress.rebuilt('consumer'),
    });
    const facts = groupsOf(catalogue, member).map(({ name, topics }) => this.consumer(`${member}.${name}`, topics, keys.reader));
    this.consumers = [protocol, ...facts];
  }

  /** Opens and migrates the database, reads registry and keys. Nothing flows yet. */
  static async open<Me extends Member>(parts: ExchangeParts<Me>): Promise<Exchange<Me>> {
    const { settings, member, catalogue, migrations = [] } = parts;
    const trust = await LiveRegistry.open(settings.registryFile);
    const key = await readSigningKey(settings.signing, member, trust);
    const idSecret = Buffer.from((await readFile(settings.idSecretFile, 'utf8')).trim(), 'hex');
    const db = dataSourceFor(settings, migrations);
    await db.initialize();
    await migrate(db, { member, catalogue });
    const reader = { member, catalogue, trust };
    await retryAllParked(db, reader);
    const signer = { exchangeId: trust.exchangeId, issuer: member, keyId: settings.signing.keyId, key };
    return new Exchange(db, parts, { reader, signer, idSecret, registry: trust });
  }

  get member(): Me {
    return this.parts.member;
  }

  /** Everything that it may hear reaches it now. */
  get isHearing(): boolean {
    return this.consumers.every((consumer) => consumer.isHearing);
  }

  /** Its past is settled, so that facts may be stated; true at a standby, too, while the active relay's is. */
  mayState(): Promise<boolean> {
    return canBeStated(this.db);
  }

  /** Tries a parked event again. @returns null when no such event is parked */
  retryParked(id: string): Promise<RetryOutcome | null> {
    return retryParked(this.db, this.keys.reader, id);
  }

  /** Compares what is held with its owners now; the verdicts arrive within seconds. */
  seekAgreement(): Promise<void> {
    return this.agreement.seek();
  }

  /** Starts to publish and to hear. Returns at once: Kafka may come later, and both go on trying. */
  start(): void {
    this.relay.start();
    this.announcer.start();
    this.watch.start();
    for (const consumer of this.consumers) consumer.start();
    this.keys.registry.watch(() => this.readWaitingAgain());
  }

  /** Ends what is under way, within the deadlines of each part; the database stays open for whoever still answers. */
  async stop(): Promise<void> {
    this.keys.registry.stop();
    await Promise.all([this.relay.stop(), this.announcer.stop(), this.watch.stop(), ...this.consumers.map((consumer) => consumer.stop())]);
  }

  /** What an unknown key had signed may be known now. */
  private async readWaitingAgain(): Promise<void> {
    if (!(await goBackTo(this.db, unknownKey))) return;
    for (const consumer of this.consumers) consumer.reposition();
  }

  async close(): Promise<void> {
    if (this.db.isInitialized) await this.db.destroy();
  }

  private consumer(groupId: string, topics: readonly string[], reader: Reader): SupervisedConsumer {
    const { alarms } = this;
    const { settings, log, metrics, progress } = this.parts;
    const subscription = new Subscription({ db: this.db, reader, alarms, metrics, onApplied: () => progress.beat('consumer') });
    const handler: RecordHandler = {
      startAt: (places) => subscription.startAt(places),
      apply: (fetched) => subscription.apply(fetched),
      afterFailure: (error) => (error instanceof FencedOut ? 'reposition' : error instanceof TopicRewound ? 'from-start' : 'again'),
    };
    return new SupervisedConsumer({
      settings,
      groupId,
      topics,
      handler,
      log,
      alarms,
      beat: () => progress.beat('consumer'),
      onRebuild: () => progress.rebuilt('consumer'),
    });
  }
}

/** Topics that many members write are read apart, so that trouble in one of them reaches no other. */
function groupsOf(catalogue: Catalogue, member: Member): readonly { name: string; topics: readonly string[] }[] {
  // Own topics are read back: what Kafka has of them is evidence about the own past.
  const heard = [
    ...new Map([...topicsHeardBy(catalogue, member), ...topicsStatedBy(catalogue, member)].map((topic) => [topic.name, topic])).values(),
  ];
  const names = (isMany: boolean): readonly string[] =>
    heard.filter(({ writers }) => writers.length > 1 === isMany).map(({ name }) => name);
  return [
    { name: 'view', topics: names(false) },
    { name: 'many', topics: names(true) },
  ].filter(({ topics }) => topics.length > 0);
}
