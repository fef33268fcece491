import type { Logger, Metrics, Tracing } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import { faultCode } from '../kafka/kafka-client.js';
import type { OutgoingBatch, RecordSender } from '../kafka/record-sender.js';
import { seal, sealingState } from '../protocol/seal.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';
import { nextRequest, signedBatch, type Signer } from './batches.js';
import type { Doubt } from './doubt.js';
import type { Lease } from './lease.js';
import {
  noteAcknowledged,
  readHeads,
  readOutbox,
  readUnacknowledged,
  takeResendRequests,
  writeSealed,
  type Acknowledged,
  type Unacknowledged,
} from './seal-outbox.sql.js';

export interface RelayParts {
  readonly db: DataSource;
  readonly lease: Lease;
  readonly doubt: Doubt;
  readonly sender: RecordSender;
  readonly signer: Signer;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly periods: { readonly pollMinMs: number; readonly pollMaxMs: number; readonly gatherMs: number };
  readonly beat: () => void;
}

const sealAtOnce = 500;
const readAtOnce = 2_000;
const reviewEveryMs = 500;

/**
 * Carries what is committed to Kafka: gives it its place (seal), then sends it until it is acknowledged. Works only while it holds the lease and
 * its past is settled.
 * Wakes at once after a commit in this process, else looks at growing intervals; under load it gathers for a few milliseconds, because at low
 * rates wake-ups cost more than work.
 */
export class Relay {
  private heads = new Map<string, Position>();
  /** Sealed and not acknowledged, in order per stream. */
  private queues = new Map<string, Unacknowledged[]>();
  /** More waits in the database than was read at once; nothing is sealed meanwhile, to keep the order. */
  private hasBacklog = false;
  private epoch: number | null = null;
  private reviewedAt = 0;
  private stopping = false;
  private wakeUp: (() => void) | null = null;
  private isAwake = false;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly parts: RelayParts) {}

  /** Holds the lease, and knows its past. */
  get isActive(): boolean {
    return this.epoch !== null && this.parts.lease.held === this.epoch;
  }

  start(): void {
    this.stopping = false;
    this.running = this.run();
  }

  /** Something was committed: look now. */
  wake(): void {
    this.isAwake = true;
    this.wakeUp?.();
  }

  /** Ends after the round under way, and lets another instance take over. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await this.parts.lease.release();
    await this.parts.sender.close();
  }

  private async run(): Promise<void> {
    const { pollMinMs, pollMaxMs, gatherMs } = this.parts.periods;
    let idleMs = pollMinMs;
    let faults = 0;
    while (!this.stopping) {
      const startedAt = performance.now();
      try {
        const isBusy = await this.round();
        this.parts.beat();
        faults = 0;
        idleMs = isBusy ? pollMinMs : Math.min(idleMs * 2, pollMaxMs);
        if (isBusy) await this.pause(gatherMs - (performance.now() - startedAt), false);
        else await this.pause(idleMs, true);
      } catch (error) {
        this.epoch = null;
        await this.parts.lease.drop();
        this.parts.log.warn('relay.trying-again', { code: faultCode(error), attempt: ++faults });
        await this.pause(Math.min(100 * 2 ** faults, 10_000), false);
      }
    }
  }

  /** Waits; a wake-up ends it early, where it may. */
  private async pause(ms: number, untilWoken: boolean): Promise<void> {
    if (ms <= 0 || this.stopping || (untilWoken && this.isAwake)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = (): void => {
        if (!untilWoken && !this.stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
    this.wakeUp = null;
  }

  /** @returns whether there was anything to do */
  private async round(): Promise<boolean> {
    this.isAwake = false;
    const { lease } = this.parts;
    const epoch = await lease.take();
    if (epoch === null) {
      this.epoch = null;
      return false;
    }
    if (epoch !== this.epoch && !(await this.takeOver(epoch))) return false;
    if (performance.now() - this.reviewedAt > reviewEveryMs) await this.review(epoch);
    const sealed = await this.sealWaiting(epoch);
    const published = await this.publishWaiting();
    return sealed || published;
  }

  private async takeOver(epoch: number): Promise<boolean> {
    const { lease, doubt } = this.parts;
    const isSettled = await doubt.resolve(epoch, () => !this.stopping && lease.held === epoch);
    if (!isSettled || !(await lease.settle(epoch))) return false;
    await this.reload();
    this.epoch = epoch;
    return true;
  }

  private async reload(): Promise<void> {
    this.heads = await readHeads(this.parts.db, this.parts.signer.issuer);
    await this.readBacklog();
  }

  /** What came in meanwhile: evidence about the own past, requests to send something again. */
  private async review(epoch: number): Promise<void> {
    this.reviewedAt = performance.now();
    const { db, doubt } = this.parts;
    const [found, asked] = [await doubt.review(epoch), await takeResendRequests(db)];
    if (found || asked) await this.reload();
  }

  private async readBacklog(): Promise<void> {
    const events = await readUnacknowledged(this.parts.db, readAtOnce);
    this.queues = new Map();
    this.enqueue(events);
    this.hasBacklog = events.length === readAtOnce;
  }

  private enqueue(events: readonly Unacknowledged[]): void {
    for (const event of events) {
      const key = `${event.topic}/${event.partition}`;
      const queue = this.queues.get(key);
      if (queue) queue.push(event);
      else this.queues.set(key, [event]);
    }
  }

  private async sealWaiting(epoch: number): Promise<boolean> {
    if (this.hasBacklog || this.waitingCount() >= readAtOnce) return false;
    const { db, signer, metrics } = this.parts;
    const startedAt = performance.now();
    const { unsealed, versions } = await readOutbox(db, sealAtOnce);
    if (unsealed.length === 0) return false;
    const sealed = seal(signer.issuer, sealingState(signer.exchangeId, this.heads, versions), unsealed);
    const will = new Map<string, Stream & Position>();
    for (const { topic, partition, generation, sequence, head } of sealed) {
      const stream = { issuer: signer.issuer, topic, partition };
      will.set(streamKey(stream), { ...stream, generation, sequence, head });
    }
    await writeSealed(db, sealed, { epoch, was: this.heads, will: [...will.values()] });
    for (const [key, place] of will) this.heads.set(key, place);
    this.enqueue(sealed);
    this.trace('seal', startedAt, sealed);
    metrics.sealed(sealed.length);
    return true;
  }

  private async publishWaiting(): Promise<boolean> {
    const { db, sender, signer, metrics } = this.parts;
    const batches = nextRequest(this.queues.values()).flatMap((events) => signedBatch(signer, events) ?? []);
    if (batches.length === 0) return false;
    const startedAt = performance.now();
    const sent = await sender.send(batches);
    const acknowledged = sent.map(({ batch, baseOffset }) => this.dequeue(batch, baseOffset, startedAt));
    await noteAcknowledged(db, acknowledged);
    metrics.published(
      sent.reduce((sum, { batch }) => sum + batch.records.length, 0),
      (performance.now() - startedAt) / 1000,
    );
    if (this.hasBacklog && this.waitingCount() === 0) await this.readBacklog();
    return sent.length > 0;
  }

  private trace(step: 'seal' | 'publish', startedAt: number, events: readonly Unacknowledged[]): void {
    for (const { traceparent, topic, partition } of events)
      if (traceparent !== undefined) this.parts.tracing.step(step, { traceparent, startedAt }, { topic, partition });
  }

  private dequeue({ topic, partition, records }: OutgoingBatch, baseOffset: number, startedAt: number): Acknowledged {
    const key = `${topic}/${partition}`;
    const queue = this.queues.get(key) ?? [];
    const taken = queue.splice(0, records.length);
    this.trace('publish', startedAt, taken);
    const last = taken.at(-1);
    if (queue.length === 0) this.queues.delete(key);
    return { topic, partition, generation: last?.generation ?? 0, sequence: last?.sequence ?? 0, offset: baseOffset + records.length - 1 };
  }

  private waitingCount(): number {
    return [...this.queues.values()].reduce((count, queue) => count + queue.length, 0);
  }
}
