import { documentsTopicOf, type Member } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import { readPositions, partitionKey, type TopicPartition } from '../applying/positions.sql.js';
import { sqlState } from '../applying/subscription.js';
import type { RecordHandler } from '../kafka/consumer-parts.js';
import { readDocument } from '../protocol/document.js';
import type { WireRecord } from '../protocol/record.js';
import {
  agreementTopic,
  isSignedMessage,
  positionsTopic,
  readRequest,
  readStatement,
  requestsTopic,
  type ResendRequest,
  type Statement,
} from '../protocol/statement.js';
import type { Trust } from '../protocol/verify.js';
import { readAgreementMessage, type AgreementMessage } from './agreement-messages.js';
import { keepDocument } from './incidents.sql.js';
import { keepMessages, type HeardStatement } from './statements.sql.js';

/** Hears the protocol topics: where members stand, what they ask to hear again, what they hand over. What is not signed by whom it names is passed over. */
export class StatementListener implements RecordHandler {
  /** The offset from which each partition is read on, as this process knows it. */
  private readonly next = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly member: Member,
    private readonly trust: Trust,
    private readonly onAgreement: (message: AgreementMessage) => Promise<void>,
  ) {}

  async startAt(partitions: readonly TopicPartition[]): Promise<readonly (TopicPartition & { readonly offset: number })[]> {
    const states = await readPositions(this.db, partitions);
    const starts = partitions.map((place) => ({ ...place, offset: states.get(partitionKey(place))?.nextOffset ?? 0 }));
    for (const { offset, ...place } of starts) this.next.set(partitionKey(place), offset);
    return starts;
  }

  /** A database that failed over under this process lacks what was heard last, and nothing new may arrive. */
  async isElsewhere(partitions: readonly TopicPartition[]): Promise<boolean> {
    const before = partitions.map((place) => this.nextOf(place));
    const states = await readPositions(this.db, partitions);
    return partitions.some((place, at) => {
      const kept = states.get(partitionKey(place))?.nextOffset;
      return kept !== before[at] && kept !== this.nextOf(place);
    });
  }

  async apply({ topic, partition, records }: TopicPartition & { readonly records: readonly WireRecord[] }): Promise<void> {
    const last = records.at(-1);
    if (!last) return;
    const statements = topic === positionsTopic ? records.flatMap((record) => this.statementIn(record)) : [];
    for (const record of topic === documentsTopicOf(this.member) ? records : []) await this.keepHandedOver(record, topic);
    const requests = topic === requestsTopic ? records.flatMap((record) => this.requestIn(record, topic)) : [];
    const nextOffset = last.offset + 1;
    await keepMessages(this.db, this.member, {
      topic,
      partition,
      offset: this.nextOf({ topic, partition }),
      nextOffset,
      statements,
      requests,
    });
    this.next.set(partitionKey({ topic, partition }), nextOffset);
    // After its offset is kept: a comparison that is lost in a crash comes again with the next one.
    for (const message of topic === agreementTopic ? records.flatMap((record) => this.agreementIn(record)) : [])
      await this.onAgreement(message);
  }

  afterFailure(error: unknown): 'reposition' | 'again' {
    return sqlState(error) === 'TX001' ? 'reposition' : 'again';
  }

  private nextOf(place: TopicPartition): number {
    return this.next.get(partitionKey(place)) ?? 0;
  }

  private statementIn(record: WireRecord): readonly HeardStatement[] {
    const statement = record.value ? readStatement(record.value) : null;
    return statement && this.isSignedBy(statement, record, positionsTopic) ? [{ statement, appendedMs: record.appendedMs ?? 0 }] : [];
  }

  private requestIn(record: WireRecord, topic: string): readonly ResendRequest[] {
    const request = record.value ? readRequest(record.value) : null;
    return request && this.isSignedBy(request, record, topic) ? [request] : [];
  }

  private agreementIn(record: WireRecord): readonly AgreementMessage[] {
    const message = record.value ? readAgreementMessage(record.value) : null;
    return message && this.isSignedBy(message, record, agreementTopic) ? [message] : [];
  }

  /** The record is the document itself, so its key says who hands it over; that member's signature proves it. */
  private async keepHandedOver(record: WireRecord, topic: string): Promise<void> {
    const member = record.key?.toString('utf8') ?? '';
    const reading = record.value && this.isSignedBy({ member }, record, topic) ? readDocument(record.value) : null;
    if (reading && 'document' in reading && reading.document.issuer === this.member) await keepDocument(this.db, member, reading);
  }

  private isSignedBy(
    { member }: Pick<Statement | ResendRequest | AgreementMessage, 'member'>,
    { value, headers, offset }: WireRecord,
    topic: string,
  ): boolean {
    const { kid, signature } = headers;
    const key = Buffer.isBuffer(kid) ? this.trust.key(member, kid.toString('utf8')) : null;
    if (!key || !value || !Buffer.isBuffer(kid) || !Buffer.isBuffer(signature)) return false;
    // A compromised key and a member that left have no place here any more.
    if (this.trust.mayVouch?.(kid.toString('utf8'), { issuer: member, topic, partition: 0, generation: 1, sequence: offset }) === false)
      return false;
    return isSignedMessage(this.trust.exchangeId, topic, { value, key, signature });
  }
}
