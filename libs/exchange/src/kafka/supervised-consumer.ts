import { setTimeout as sleep } from 'node:timers/promises';

import type { Consumer, EachBatchPayload } from 'kafkajs';

import type { ConsumerParts } from './consumer-parts.js';
import { faultCode, withDeadline } from './kafka-client.js';
import { newConsumer } from './new-consumer.js';
import { byTopic, type Place } from './places.js';
import { probeTopics } from './probe-topics.js';
import type { WireRecord } from '../protocol/record.js';

const stopWithinMs = 10_000;
const joinWithinMs = 8_000;
const silentForMs = 60_000;
const commitEveryMs = 5_000;
const probeBadTopicsEveryMs = 10_000;
/** More than the partitions of all topics, so that one fetch is one group. Not many more: kafkajs starts so many workers at every fetch, and 10,000 took 4 ms of CPU each time. */
const partitionsAtOnce = 256;

/**
 * Owns the life of a kafkajs consumer. kafkajs does not restart after several faults, and an object that crashed is not safe to use again: it is
 * thrown away and a new one is built, with back-off, for ever. Positions come from the database, never from the group.
 */
export class SupervisedConsumer {
  private consumer: Consumer | null = null;
  private readonly stopping = new AbortController();
  private assignment = 0;
  private isPositioned = false;
  private assigned: readonly Place[] = [];
  private rebuilds = 0;
  private lastBeat = 0;
  private crashed: (() => void) | null = null;
  private running: Promise<void> = Promise.resolve();
  private missing: readonly string[] = [];
  private readonly consumed = new Map<string, Place & { readonly offset: number }>();

  constructor(private readonly parts: ConsumerParts) {}

  /** Reads from known positions now, or has nothing to read. */
  get isHearing(): boolean {
    return this.isPositioned || this.parts.topics.length === 0;
  }

  /** Reads the positions again: they were changed from outside. */
  reposition(): void {
    if (this.consumer) this.onAssigned(this.consumer, this.assigned);
  }

  start(): void {
    if (this.parts.topics.length > 0) this.running = this.run();
  }

  /**
   * Lets the commit under way end, then leaves the group. A client that is still joining may finish that, because a group waits long for a member
   * that vanished; when it takes too long it is cut off.
   */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.crashed?.();
    const isLeft = await withDeadline(this.running, joinWithinMs).then(
      () => true,
      () => false,
    );
    if (!isLeft) await this.discard();
    await withDeadline(this.running, stopWithinMs).catch(() => this.parts.log.warn('consumer.stop-overdue'));
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.live();
      } catch (error) {
        this.parts.log.warn('consumer.rebuilding', { code: faultCode(error), attempt: this.rebuilds + 1 });
      }
      await this.discard();
      if (this.stopping.signal.aborted) return;
      this.rebuilds++;
      this.parts.onRebuild();
      await this.pause(Math.min(250 * 2 ** Math.min(this.rebuilds, 7), 30_000));
    }
  }

  /** One life of a client: resolves when it ended, for whatever reason. */
  private async live(): Promise<void> {
    const topics = await this.usableTopics();
    if (this.stopping.signal.aborted) return;
    const consumer = newConsumer(this.parts);
    this.consumer = consumer;
    const ended = new Promise<void>((resolve) => {
      this.crashed = resolve;
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.listen(consumer);
    await withDeadline(consumer.connect(), 15_000);
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    this.beat();
    await withDeadline(
      consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitionsAtOnce,
        eachBatch: (payload) => this.onBatch(payload),
      }),
      90_000,
    );
    const watch = this.watch(consumer);
    await ended;
    clearInterval(watch);
  }

  private listen(consumer: Consumer): void {
    const { events } = consumer;
    consumer.on(events.GROUP_JOIN, ({ payload }) => {
      const places = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      );
      this.onAssigned(consumer, places);
    });
    consumer.on(events.FETCH, () => this.beat());
    consumer.on(events.CRASH, ({ payload }) => {
      this.parts.log.warn('consumer.crashed', { code: faultCode(payload.error) });
      this.crashed?.();
    });
  }

  /** Pauses in the very turn in which kafkajs tells the assignment, so that nothing is fetched before the positions are known. */
  private onAssigned(consumer: Consumer, places: readonly Place[]): void {
    this.assigned = places;
    if (places.length > 0) consumer.pause(byTopic(places));
    void this.position(consumer, places, ++this.assignment);
  }

  private async position(consumer: Consumer, places: readonly Place[], assignment: number): Promise<void> {
    // Another instance reads everything: there is nothing to wait for.
    if (places.length === 0) this.isPositioned = true;
    for (let attempt = 1; places.length > 0 && this.isCurrent(consumer, assignment); attempt++) {
      try {
        const starts = await this.parts.handler.startAt(places);
        if (!this.isCurrent(consumer, assignment)) return;
        for (const { topic, partition, offset } of starts) consumer.seek({ topic, partition, offset: String(offset) });
        consumer.resume(byTopic(places));
        this.isPositioned = true;
        return;
      } catch (error) {
        this.parts.log.warn('consumer.no-positions', { code: faultCode(error), attempt });
        await this.pause(Math.min(100 * 2 ** attempt, 5_000));
      }
    }
  }

  private isCurrent(consumer: Consumer, assignment: number): boolean {
    return this.consumer === consumer && this.assignment === assignment && !this.stopping.signal.aborted;
  }

  /** No error leaves this handler: kafkajs stops for good on a TypeError and the like. */
  private async onBatch({ batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { topic, partition } = batch;
    if (!isRunning() || isStale() || this.stopping.signal.aborted) return;
    const { consumer } = this;
    try {
      const records = batch.messages.map(({ offset, key, value, headers, timestamp }): WireRecord => ({
        offset: Number(offset),
        key,
        value,
        headers: headers ?? {},
        appendedMs: Number(timestamp),
      }));
      await this.parts.handler.apply({ topic, partition, records });
      resolveOffset(batch.lastOffset());
      this.consumed.set(`${topic}/${partition}`, { topic, partition, offset: Number(batch.lastOffset()) + 1 });
      this.rebuilds = 0;
      this.beat();
    } catch (error) {
      await this.onFailure(consumer, error, { topic, partition });
    }
    await heartbeat().catch(() => undefined);
  }

  private async onFailure(consumer: Consumer | null, error: unknown, place: Place): Promise<void> {
    const answer = this.parts.handler.afterFailure(error);
    if (!consumer || consumer !== this.consumer) return;
    if (answer === 'reposition') return this.onAssigned(consumer, this.assigned);
    if (answer === 'from-start') return consumer.seek({ ...place, offset: '0' });
    this.parts.log.warn('apply.trying-again', { code: faultCode(error), topic: place.topic });
    // kafkajs fetches again at once when a batch is left unresolved: the wait is here, shorter than a session.
    await this.pause(1_000);
  }

  private beat(): void {
    this.lastBeat = performance.now();
    this.parts.beat();
  }

  /** Sees what events do not tell: a client that went silent, and topics that came back. Notes offsets for lag displays. */
  private watch(consumer: Consumer): NodeJS.Timeout {
    let probedAt = performance.now();
    return setInterval(() => {
      const now = performance.now();
      if (now - this.lastBeat > silentForMs) this.crashed?.();
      if (this.missing.length > 0 && now - probedAt > probeBadTopicsEveryMs) {
        probedAt = now;
        void probeTopics(this.parts, this.missing).then(({ usable }) => usable.length > 0 && this.crashed?.());
      }
      const offsets = [...this.consumed.values()].map(({ offset, ...place }) => ({ ...place, offset: String(offset) }));
      if (offsets.length > 0) void consumer.commitOffsets(offsets).catch(() => undefined);
      this.consumed.clear();
      void this.look(consumer).catch(() => undefined);
    }, commitEveryMs);
  }

  private async look(consumer: Consumer): Promise<void> {
    const [assignment, places] = [this.assignment, this.assigned];
    if (!this.isPositioned || !(await this.parts.handler.isElsewhere?.(places))) return;
    if (this.isCurrent(consumer, assignment)) this.onAssigned(consumer, places);
  }

  /** Without the topics that are gone or not allowed: one of them would stop all. */
  private async usableTopics(): Promise<readonly string[]> {
    const { usable, bad } = await probeTopics(this.parts, this.parts.topics);
    this.missing = bad;
    this.parts.alarms.clear('topic-refused', usable);
    for (const topic of bad) this.parts.alarms.raise('topic-refused', topic, { topic });
    if (usable.length === 0) throw new NoUsableTopic();
    return usable;
  }

  private async discard(): Promise<void> {
    const { consumer } = this;
    this.consumer = null;
    this.isPositioned = false;
    this.assignment++;
    if (consumer) await withDeadline(consumer.disconnect(), stopWithinMs).catch(() => undefined);
  }

  private async pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

class NoUsableTopic extends Error {
  override readonly name = 'NoUsableTopic';
}
