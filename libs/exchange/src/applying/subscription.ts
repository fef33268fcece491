import type { RecordHandler } from '../kafka/consumer-parts.js';
import { topicsStatedBy } from '@timpora/contracts';
import { traceparentIn, type Metrics, type Tracing } from '@timpora/observing';
import { QueryFailedError, type DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import { FreshStatistics } from '../database/fresh-statistics.js';
import { meet, type Meeting } from '../protocol/meet.js';
import { streamKey } from '../protocol/stream.js';
import { fold, type Fetched, type Folded, type PartitionState, type Reader } from './fold.js';
import { GroupCommit } from './group-commit.js';
import { mergeFacts, notStorable, type Group, type HeardFact, type ParkedEvent } from './merge-facts.sql.js';
import { groupOf } from './newest.js';
import { partitionKey, readPositions, type TopicPartition } from './positions.sql.js';

/** Another instance moved one of the partitions: read the positions again and go on from there. */
class FencedOut extends Error {
  override readonly name = 'FencedOut';
}

/** The record that was read last is not there any more: the topic was cut or made anew, so it is read from its start. */
class TopicRewound extends Error {
  override readonly name = 'TopicRewound';
  constructor(readonly place: TopicPartition) {
    super('the topic was cut or made anew');
  }
}

export interface SubscriptionParts {
  readonly db: DataSource;
  readonly reader: Reader;
  readonly alarms: Alarms;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Something changed here; called after the commit. */
  readonly onApplied: () => void;
}

/**
 * Applies what is heard to the member's view: what was fetched together is committed together. Keeps the positions of its partitions in
 * memory; the database's are compared at each commit.
 */
export class Subscription implements RecordHandler {
  private states = new Map<string, PartitionState>();
  /** Partitions whose first batch since the last seek is still to come: it starts with the record before the position, to be compared. */
  private readonly unchecked = new Set<string>();
  private readonly group = new GroupCommit<Fetched>((fetched) => this.commit(fetched));

  private readonly ownTopics: ReadonlySet<string>;
  private readonly statistics: FreshStatistics;

  constructor(private readonly parts: SubscriptionParts) {
    this.statistics = new FreshStatistics(parts.db);
    const { catalogue, member } = parts.reader;
    this.ownTopics = new Set(topicsStatedBy(catalogue, member).map(({ name }) => name));
  }

  /** @returns the offset from which each partition is read: one before the position, to see whether the topic is still the same */
  async startAt(partitions: readonly TopicPartition[]): Promise<readonly (TopicPartition & { readonly offset: number })[]> {
    const states = await readPositions(this.parts.db, partitions);
    for (const [key, state] of states) {
      this.states.set(key, state);
      this.unchecked.add(key);
    }
    return partitions.map((place) => ({ ...place, offset: Math.max((states.get(partitionKey(place))?.nextOffset ?? 0) - 1, 0) }));
  }

  /** A database that was restored under this process is noticed even when nothing new arrives. */
  async isElsewhere(partitions: readonly TopicPartition[]): Promise<boolean> {
    const markOf = (place: TopicPartition): string | null | undefined => this.states.get(partitionKey(place))?.mark;
    const before = partitions.map(markOf);
    const states = await readPositions(this.parts.db, partitions);
    return partitions.some((place, at) => {
      const mark = states.get(partitionKey(place))?.mark;
      return mark !== before[at] && mark !== markOf(place);
    });
  }

  /**
   * Applies records of one partition together with whatever else arrives in the same turn.
   * @throws FencedOut, TopicRewound; any other error is the database's, and nothing was written
   */
  async apply(fetched: Fetched): Promise<void> {
    const key = partitionKey(fetched);
    const state = this.states.get(key);
    if (!state) throw new FencedOut();
    const [first] = fetched.records;
    if (!first) return;
    const isFirstSinceSeek = this.unchecked.delete(key);
    const meeting = meet(state, first, isFirstSinceSeek);
    if (meeting !== 'continues') this.report(meeting, fetched, first.offset);
    if (meeting === 'other') throw new TopicRewound(fetched);
    const rewound = meeting === 'rewound';
    const records = rewound ? fetched.records : fetched.records.filter(({ offset }) => offset >= state.nextOffset);
    if (records.length > 0) await this.group.add({ ...fetched, records, rewound });
  }

  afterFailure(error: unknown): 'reposition' | 'from-start' | 'again' {
    if (error instanceof FencedOut) return 'reposition';
    return error instanceof TopicRewound ? 'from-start' : 'again';
  }

  private report(meeting: Exclude<Meeting, 'continues'>, { topic, partition }: Fetched, offset: number): void {
    this.parts.alarms.raise(meeting === 'gone' ? 'records-gone' : 'topic-rewound', partitionKey({ topic, partition }), {
      topic,
      partition,
      offset,
    });
  }

  private async commit(fetched: readonly Fetched[]): Promise<void> {
    const startedAt = performance.now();
    const folds = fetched.map((each) => {
      const state = this.states.get(partitionKey(each));
      if (!state) throw new FencedOut();
      return { key: partitionKey(each), folded: fold(this.parts.reader, state, each) };
    });
    const group = groupOf(folds.map(({ folded }) => folded));
    await this.write(group);
    for (const { key, folded } of folds) this.states.set(key, folded.state);
    this.tell(
      group,
      folds.map(({ folded }) => folded),
      performance.now() - startedAt,
    );
    for (const each of fetched) this.trace(startedAt, each);
    this.parts.onApplied();
  }

  /** What others stated; own events are only read back. */
  private trace(startedAt: number, { topic, partition, records }: Fetched): void {
    if (this.ownTopics.has(topic)) return;
    for (const { headers } of records) {
      const traceparent = Buffer.isBuffer(headers['traceparent']) ? traceparentIn(headers['traceparent'].toString('latin1')) : null;
      if (traceparent !== null) this.parts.tracing.step('apply', { traceparent, startedAt }, { topic, partition });
    }
  }

  private async write(group: Group): Promise<void> {
    try {
      const { changed, contradictions } = await mergeFacts(this.parts.db, group);
      void this.statistics.grew(changed);
      if (contradictions > 0) this.parts.alarms.raise('contradicts', 'fact', { count: contradictions });
    } catch (error) {
      const state = sqlState(error);
      if (state === 'TX001') throw new FencedOut();
      if (!state?.startsWith('22')) throw error;
      const unusable = await notStorable(this.parts.db, group.facts);
      if (unusable.size === 0) throw error;
      const parked = group.facts.filter(({ documentHash }) => unusable.has(documentHash)).map(asParked);
      await mergeFacts(this.parts.db, {
        ...group,
        facts: group.facts.filter(({ documentHash }) => !unusable.has(documentHash)),
        parked: [...group.parked, ...parked],
      });
    }
  }

  private tell(group: Group, folds: readonly Folded[], ms: number): void {
    const { alarms, metrics } = this.parts;
    metrics.applied(group.facts.length, ms / 1000);
    for (const { place, reason, document } of group.parked) {
      const { issuer, topic, sequence } = place;
      const which = document && { kind: document.kind, factId: document.factId };
      alarms.raise(reason === 'contradicts' ? 'contradicts' : 'parked', streamKey(place), { issuer, topic, sequence, reason, ...which });
    }
    for (const { first, count } of floods(group.unverified)) {
      const { topic, partition, offset, reason } = first;
      alarms.raise('unverified', partitionKey(first), { topic, partition, offset, reason, count });
    }
    for (const stream of folds.flatMap((folded) => folded.held)) alarms.raise('held', streamKey(stream), stream);
  }
}

/** Junk may come in tens of thousands: it is told once per partition and reason. */
function floods(unverified: Group['unverified']): readonly { first: Group['unverified'][number]; count: number }[] {
  const all = new Map<string, { first: Group['unverified'][number]; count: number }>();
  for (const record of unverified) {
    const key = `${partitionKey(record)}/${record.reason}`;
    const seen = all.get(key);
    if (seen) seen.count++;
    else all.set(key, { first: record, count: 1 });
  }
  return [...all.values()];
}

const asParked = ({ document, text, documentHash, place }: HeardFact): ParkedEvent => ({
  document,
  bytes: Buffer.from(text, 'utf8'),
  documentHash,
  place,
  reason: 'not-storable',
  problem: 'PostgreSQL cannot read it as jsonb',
});

/** SQLSTATE of a failed query; null for anything else. */
export const sqlState = (error: unknown): string | null =>
  error instanceof QueryFailedError ? String((error.driverError as { code?: unknown }).code ?? '') || null : null;
