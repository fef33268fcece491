import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import type { IHeaders, Producer } from 'kafkajs';

import type { Alarms } from '../alarms.js';
import { faultCode, isTopicFault, kafkaClient, withDeadline } from './kafka-client.js';

export interface OutgoingRecord {
  readonly key: string;
  readonly value: string;
  readonly headers: IHeaders;
}

/** Records of one stream in their order; appended together or not at all. */
export interface OutgoingBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly OutgoingRecord[];
}

export interface SentBatch {
  readonly batch: OutgoingBatch;
  /** Kafka's offset of its first record. */
  readonly baseOffset: number;
}

interface Lane {
  producer: Producer | null;
  retryAt: number;
  waitMs: number;
}

const newLane = (): Lane => ({ producer: null, retryAt: 0, waitMs: 500 });
const longestWaitMs = 60_000;

/**
 * Sends batches with `acks=all`, one request in flight. kafkajs's idempotent mode loses a record when an acknowledgement is lost, so a repeat
 * is an exact repeat and readers know it by its place. A topic that fails for good (deleted, no authority) makes every metadata refresh of
 * its client throw: it gets a client of its own that backs off alone.
 */
export class RecordSender {
  private readonly main = newLane();
  private readonly apart = new Map<string, Lane>();

  constructor(
    private readonly settings: Settings,
    private readonly log: Logger,
    private readonly alarms: Alarms,
  ) {}

  /** @returns what Kafka has acknowledged; what is missing was not, or not surely, appended and must be sent again */
  async send(batches: readonly OutgoingBatch[]): Promise<readonly SentBatch[]> {
    const together = batches.filter(({ topic }) => !this.apart.has(topic));
    const alone = batches.filter(({ topic }) => this.apart.has(topic));
    const sent = together.length > 0 ? await this.sendTogether(together) : [];
    return [...sent, ...(await this.sendApart(alone))];
  }

  async close(): Promise<void> {
    await Promise.all([this.main, ...this.apart.values()].map((lane) => this.discard(lane)));
  }

  private async sendTogether(batches: readonly OutgoingBatch[]): Promise<readonly SentBatch[]> {
    try {
      return await this.through(this.main, batches);
    } catch (error) {
      await this.discard(this.main);
      if (!isTopicFault(error)) throw error;
      for (const topic of new Set(batches.map((batch) => batch.topic))) this.apart.set(topic, newLane());
      return this.sendApart(batches);
    }
  }

  private async sendApart(batches: readonly OutgoingBatch[]): Promise<readonly SentBatch[]> {
    const sent: SentBatch[] = [];
    for (const batch of batches) {
      const lane = this.apart.get(batch.topic);
      if (lane && lane.retryAt <= performance.now()) sent.push(...(await this.tryAlone(lane, batch)));
    }
    return sent;
  }

  private async tryAlone(lane: Lane, batch: OutgoingBatch): Promise<readonly SentBatch[]> {
    try {
      const sent = await this.through(lane, [batch]);
      this.apart.delete(batch.topic);
      this.alarms.clear('topic-refused', [batch.topic]);
      await this.discard(lane);
      return sent;
    } catch (error) {
      await this.discard(lane);
      if (!isTopicFault(error)) throw error;
      lane.retryAt = performance.now() + lane.waitMs;
      lane.waitMs = Math.min(lane.waitMs * 2, longestWaitMs);
      this.alarms.raise('topic-refused', batch.topic, { topic: batch.topic, code: faultCode(error) });
      return [];
    }
  }

  private async through(lane: Lane, batches: readonly OutgoingBatch[]): Promise<readonly SentBatch[]> {
    const producer = (lane.producer ??= await this.connect());
    const answer = await withDeadline(
      producer.sendBatch({
        acks: -1,
        timeout: 10_000,
        topicMessages: batches.map(({ topic, partition, records }) => ({
          topic,
          messages: records.map((record) => ({ ...record, partition })),
        })),
      }),
      20_000,
    );
    const offsets = new Map(answer.map((part) => [`${part.topicName}/${part.partition}`, Number(part.baseOffset)]));
    return batches.map((batch) => ({ batch, baseOffset: offsets.get(`${batch.topic}/${batch.partition}`) ?? -1 }));
  }

  private async connect(): Promise<Producer> {
    const producer = kafkaClient(this.settings, 'relay', this.log).producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
    });
    await withDeadline(producer.connect(), 15_000);
    return producer;
  }

  private async discard(lane: Lane): Promise<void> {
    const { producer } = lane;
    lane.producer = null;
    if (producer) await withDeadline(producer.disconnect(), 3_000).catch(() => undefined);
  }
}
