import { setTimeout as sleep } from 'node:timers/promises';

import { documentsTopicOf, type Member } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import { readPositions, partitionKey, type TopicPartition } from '../applying/positions.sql.js';
import { sqlState } from '../applying/subscription.js';
import type { RecordHandler } from '../kafka/consumer-parts.js';
import { readDocument } from '../protocol/document.js';
import type { WireRecord } from '../protocol/record.js';
import {
  agreementTopic,
  countingOf,
  isSignedMessage,
  positionsTopic,
  readRequest,
  readStatement,
  requestsTopic,
  type Heard,
  type Said,
} from '../protocol/statement.js';
import type { Trust } from '../protocol/verify.js';
import type { Agreement } from './agreement.js';
import { readAgreementMessage, type AgreementMessage } from './agreement-messages.js';
import { keepMessages, lastSaid } from './statements.sql.js';

export interface ListenerParts {
  readonly db: DataSource;
  readonly member: Member;
  readonly trust: Trust;
  readonly agreement: Pick<Agreement, 'onMessage' | 'takeDocument'>;
  /** Least time between two looks at where members stand, ms: each speaks when it likes, and what all said costs one commit as what one said does. */
  readonly gatherMs: number;
}

/** Hears the protocol topics: where members stand, what they ask to hear again, what they hand over. What is not signed by whom it names is passed over. */
export class StatementListener implements RecordHandler {
  private keptAt = -Infinity;
  /** The offset from which each partition is read on, as this process knows it. */
  private readonly next = new Map<string, number>();
  /** Of each topic, where the last message of each member stands that counted. */
  private said: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map();

  constructor(private readonly parts: ListenerParts) {}

  async startAt(partitions: readonly TopicPartition[]): Promise<readonly (TopicPartition & { readonly offset: number })[]> {
    const states = await readPositions(this.parts.db, partitions);
    const starts = partitions.map((place) => ({ ...place, offset: states.get(partitionKey(place))?.nextOffset ?? 0 }));
    this.said = await lastSaid(this.parts.db);
    for (const { offset, ...place } of starts) this.next.set(partitionKey(place), offset);
    return starts;
  }

  /** A database that failed over under this process lacks what was heard last, and nothing new may arrive. */
  async isElsewhere(partitions: readonly TopicPartition[]): Promise<boolean> {
    const before = partitions.map((place) => this.nextOf(place));
    const states = await readPositions(this.parts.db, partitions);
    return partitions.some((place, at) => {
      const kept = states.get(partitionKey(place))?.nextOffset;
      return kept !== before[at] && kept !== this.nextOf(place);
    });
  }

  async apply({ topic, partition, records }: TopicPartition & { readonly records: readonly WireRecord[] }): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    // Before anything is waited for: positions that are read anew meanwhile must fence this batch out.
    const offset = this.nextOf({ topic, partition });
    if (topic === positionsTopic) await sleep(Math.max(this.keptAt + this.parts.gatherMs - performance.now(), 0));
    for (const record of topic === documentsTopicOf(this.parts.member) ? records : []) await this.keepHandedOver(record, topic);
    await this.keep({ topic, partition, offset }, records, last.offset + 1);
    // After its offset is kept: a comparison that is lost in a crash comes again with the next one.
    for (const message of topic === agreementTopic ? records.flatMap((record) => this.agreementIn(record)) : [])
      await this.parts.agreement.onMessage(message);
  }

  afterFailure(error: unknown): 'reposition' | 'again' {
    return sqlState(error) === 'TX001' ? 'reposition' : 'again';
  }

  private nextOf(place: TopicPartition): number {
    return this.next.get(partitionKey(place)) ?? 0;
  }

  private async keep(
    place: TopicPartition & { readonly offset: number },
    records: readonly WireRecord[],
    nextOffset: number,
  ): Promise<void> {
    const { topic } = place;
    const statements = topic === positionsTopic ? this.countingIn(topic, records, readStatement) : [];
    const requests = topic === requestsTopic ? this.countingIn(topic, records, readRequest) : [];
    await keepMessages(this.parts.db, this.parts.member, { ...place, nextOffset, statements, requests });
    this.keptAt = performance.now();
    this.next.set(partitionKey(place), nextOffset);
    const counted = [...statements, ...requests].map(({ said, offset }) => [said.member, offset] as const);
    this.said = new Map([...this.said, [topic, new Map([...(this.said.get(topic) ?? []), ...counted])]]);
  }

  private countingIn<T extends Said>(
    topic: string,
    records: readonly WireRecord[],
    read: (value: Buffer) => T | null,
  ): readonly Heard<T>[] {
    const heard = records.flatMap((record) => {
      const said = record.value ? read(record.value) : null;
      const { offset, appendedMs = 0 } = record;
      return said && this.isSignedBy(said, record, topic) ? [{ said, offset, appendedMs }] : [];
    });
    return countingOf(heard, this.said.get(topic) ?? new Map());
  }

  private agreementIn(record: WireRecord): readonly AgreementMessage[] {
    const message = record.value ? readAgreementMessage(record.value) : null;
    return message && this.isSignedBy(message, record, agreementTopic) ? [message] : [];
  }

  /** The record is the document itself, so its key says who hands it over; that member's signature proves it. */
  private async keepHandedOver(record: WireRecord, topic: string): Promise<void> {
    const member = record.key?.toString('utf8') ?? '';
    const reading = record.value && this.isSignedBy({ member }, record, topic) ? readDocument(record.value) : null;
    if (reading && 'document' in reading && reading.document.issuer === this.parts.member)
      await this.parts.agreement.takeDocument(member, reading);
  }

  private isSignedBy({ member }: { readonly member: string }, { value, headers, offset }: WireRecord, topic: string): boolean {
    const { kid, signature } = headers;
    const key = Buffer.isBuffer(kid) ? this.parts.trust.key(member, kid.toString('utf8')) : null;
    if (!key || !value || !Buffer.isBuffer(kid) || !Buffer.isBuffer(signature)) return false;
    // A compromised key and a member that left have no place here any more.
    if (
      this.parts.trust.mayVouch?.(kid.toString('utf8'), { issuer: member, topic, partition: 0, generation: 1, sequence: offset }) === false
    )
      return false;
    return isSignedMessage(this.parts.trust.exchangeId, topic, { value, key, signature });
  }
}
