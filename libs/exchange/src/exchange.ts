import { readFile } from 'node:fs/promises';

import { mayKnow, topicsHeardBy, type Member } from '@timpora/contracts';
import { startTracing, type Tracing } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import type { AlarmCode } from './alarm-list.js';
import type { Decisions } from './agreeing/decisions.js';
import { deliveryTo, type Delivery } from './agreeing/delivery.sql.js';
import { goBackTo, keysWaitedFor } from './applying/positions.sql.js';
import { retryAllParked, retryParked, type RetryOutcome } from './applying/retry-parked.js';
import { assemble, ownerOf, type Assembly, type ExchangeParts, type Keys } from './assembly.js';
import type { ChangeFeed } from './changes/change-feed.js';
import { enterEra } from './changes/changes.sql.js';
import { dataSourceFor, migrate } from './database/open-database.js';
import type { Trust } from './protocol/verify.js';
import { noteReactedKinds } from './reacting/evaluator.js';
import { LiveRegistry, readSigningKey } from './registry.js';
import { aliasedFacts, clashesAmong, type Clash } from './stating/clashes.js';
import { canBeStated } from './stating/state-facts.sql.js';
import { UnitOfWork } from './stating/unit-of-work.js';
import { noteTimers } from './timing/known-timers.js';
import { hearingsOf, type Hearing } from './watching/hearings.sql.js';

/** One member's side of the exchange: states and publishes its own facts, applies those of others. */
export class Exchange<Me extends Member> {
  readonly unitOfWork: UnitOfWork<Me>;
  private readonly assembly: Assembly;

  private constructor(
    readonly db: DataSource,
    private readonly parts: ExchangeParts<Me>,
    private readonly keys: Keys,
  ) {
    this.assembly = assemble(db, parts, keys);
    const { relay, evaluator, timekeeper, changes } = this.assembly;
    this.unitOfWork = new UnitOfWork(db, ownerOf(parts, keys.idSecret), () => {
      relay.wake();
      evaluator.wake();
      timekeeper.wake();
      changes.wake();
    });
  }

  /** Opens and migrates the database, reads registry and keys. Nothing flows yet. */
  static async open<Me extends Member>(parts: ExchangeParts<Me>): Promise<Exchange<Me>> {
    const { settings, member, catalogue, migrations = [], reactions = [], timers = [] } = parts;
    const registry = await LiveRegistry.open(settings.registryFile);
    const key = await readSigningKey(settings.signing, member, registry);
    const idSecret = Buffer.from((await readFile(settings.idSecretFile, 'utf8')).trim(), 'hex');
    const db = dataSourceFor(settings, migrations);
    await db.initialize();
    await migrate(db, { member, catalogue });
    await enterEra(db);
    await noteReactedKinds(db, reactions);
    await goBackToKnown(db, registry);
    await noteTimers(db, member, timers);
    const outcomes = await retryAllParked(db, { member, catalogue, trust: registry });
    const signer = { exchangeId: registry.exchangeId, issuer: member, keyId: settings.signing.keyId, key };
    const tracing = await startTracing(settings.traceEndpoint, member);
    const exchange = new Exchange(db, parts, { registry, signer, idSecret, tracing });
    for (const outcome of outcomes) exchange.tell(outcome);
    return exchange;
  }

  get member(): Me {
    return this.parts.member;
  }

  /** Where spans go, if anywhere. */
  get tracing(): Tracing {
    return this.keys.tracing;
  }

  /** Everything that it may hear reaches it now. */
  get isHearing(): boolean {
    return this.assembly.consumers.every((consumer) => consumer.isHearing);
  }

  /**
   * Its past is settled, so that facts may be stated: everything of it that Kafka had when the doubt began is in the view. True at a standby,
   * too, while the active relay's is.
   */
  mayState(): Promise<boolean> {
    return canBeStated(this.db);
  }

  /** Tries a parked event again. @returns null when no such event is parked */
  async retryParked(id: string): Promise<RetryOutcome | null> {
    const outcome = await retryParked(this.db, this.assembly.reader, id);
    this.tell(outcome);
    return outcome;
  }

  /** What only a person can decide about own facts. */
  get decisions(): Decisions {
    return this.assembly.decisions;
  }

  /** What changed in the view, for whoever asks or follows. */
  get changes(): ChangeFeed {
    return this.assembly.changes;
  }

  /** The others who may know own facts of this kind. */
  entitledTo(kind: string): readonly Member[] {
    const { member, catalogue } = this.parts;
    const fact = catalogue.factByKind.get(kind);
    return catalogue.members.filter((other) => other !== member && fact && mayKnow(other, fact));
  }

  /** The delivery state of the newest version of an own fact at everybody who may know it; empty while none from `version` on is sealed. */
  deliveryOf(kind: string, factId: string, version = 1): Promise<readonly Delivery[]> {
    return deliveryTo(this.db, this.entitledTo(kind), { issuer: this.member, kind, factId, version });
  }

  /** Own facts that are too many since their residents are known to be one. */
  async clashes(): Promise<readonly Clash[]> {
    return clashesAmong(this.parts.invariants ?? [], await aliasedFacts(this.db, this.member));
  }

  /** How well each other member is heard: what is missing may explain what is there. */
  hearings(): Promise<readonly Hearing[]> {
    const { member, catalogue, settings } = this.parts;
    const hears = topicsHeardBy(catalogue, member).map(({ name }) => name);
    return hearingsOf(this.db, { member, hears }, settings.periods.gapPatienceMs);
  }

  /** Compares what is held with its owners now; the verdicts arrive within seconds. */
  seekAgreement(): Promise<void> {
    return this.assembly.agreement.seek();
  }

  /** Starts to publish and to hear. Returns at once: Kafka may come later, and both go on trying. */
  start(): void {
    for (const loop of this.assembly.loops) loop.start();
    this.keys.registry.watch(() => {
      this.parts.log.info('registry.changed');
      return this.readWaitingAgain();
    });
  }

  /** Ends what is under way, within the deadlines of each part; the database stays open for whoever still answers. */
  async stop(): Promise<void> {
    this.keys.registry.stop();
    await Promise.all(this.assembly.loops.map((loop) => loop.stop()));
    await this.assembly.alarms.written();
  }

  async close(): Promise<void> {
    await this.keys.tracing.stop();
    if (this.db.isInitialized) await this.db.destroy();
  }

  /** Says what only the code above the exchange can notice. @param about never a person */
  alarm(code: AlarmCode, about: string): void {
    this.assembly.alarms.raise(code, about);
  }

  private tell(outcome: RetryOutcome | null): void {
    if (outcome === 'contradicts') this.assembly.alarms.raise('contradicts', 'fact');
  }

  /** What an unknown key had signed may be known now. */
  private async readWaitingAgain(): Promise<void> {
    if (!(await goBackToKnown(this.db, this.keys.registry))) return;
    for (const consumer of this.assembly.consumers) consumer.reposition();
  }
}

/** What waited for a key that is known now, be it since the last start, is read again. */
async function goBackToKnown(db: DataSource, trust: Trust): Promise<boolean> {
  const known = (await keysWaitedFor(db)).filter(({ issuer, keyId }) => trust.key(issuer, keyId));
  return known.length > 0 && goBackTo(db, known);
}
