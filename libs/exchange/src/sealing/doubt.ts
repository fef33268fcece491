import { setTimeout as sleep } from 'node:timers/promises';

import { topicsStatedBy, type Catalogue, type Member } from '@timpora/contracts';
import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { endOffsets, type EndOffset } from '../kafka/end-offsets.js';
import { partitionKey, readPositions } from '../applying/positions.sql.js';
import { isReadToEnd, whatIsLeft } from '../protocol/audit.js';
import { positionsTopic } from '../protocol/statement.js';
import type { Stream } from '../protocol/stream.js';
import type { Timer } from '../timing/timer.js';
import { streamsToSettle } from './past.sql.js';
import { settlePast } from './settle-past.js';

export interface DoubtParts {
  readonly db: DataSource;
  readonly settings: Settings;
  readonly member: Member;
  readonly catalogue: Catalogue;
  readonly exchangeId: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly alarms: Alarms;
  readonly timers: readonly Timer[];
}

/**
 * A relay that has just taken its lease does not know whether its database is older than what others have heard from it. It waits until this
 * member has read its own streams and the others' signed positions to their ends, and settles every stream; only then anything is stated, sealed or published.
 */
export class Doubt {
  constructor(private readonly parts: DoubtParts) {}

  /** @param isStillHeld the lease under which this is done; ends the waiting when it is lost */
  async resolve(epoch: number, isStillHeld: () => boolean): Promise<boolean> {
    const { settings, log } = this.parts;
    const ranges = (): Promise<readonly EndOffset[]> => endOffsets(settings, log, [...this.ownTopics(), positionsTopic]);
    let ends = await ranges();
    for (let asked = 1; !(await this.isReadTo(ends)); asked++) {
      if (!isStillHeld()) return false;
      await sleep(25);
      // What was there may have been lost meanwhile; it would be waited for without end.
      if (asked % lookAgainAfter === 0) ends = leftOf(ends, await ranges());
    }
    for (const { topic, partition } of ends.filter((place) => place.topic !== positionsTopic))
      await this.settle(epoch, { topic, partition }, true);
    log.info('relay.past-settled', { epoch });
    return true;
  }

  /** What turned up later. @returns whether there was anything */
  async review(epoch: number): Promise<boolean> {
    const streams = await streamsToSettle(this.parts.db.manager, this.parts.member);
    for (const place of streams) await this.settle(epoch, place, false);
    return streams.length > 0;
  }

  private async settle(epoch: number, place: Omit<Stream, 'issuer'>, tailMayBeLost: boolean): Promise<void> {
    const { db, member, exchangeId, alarms, timers, clock } = this.parts;
    const now = clock.instant();
    await db.transaction((manager) =>
      settlePast({ db: manager, exchangeId, epoch, alarms, timers, now }, { issuer: member, ...place }, tailMayBeLost),
    );
  }

  private ownTopics(): readonly string[] {
    const { catalogue, member } = this.parts;
    return topicsStatedBy(catalogue, member).map(({ name }) => name);
  }

  private async isReadTo(ends: readonly EndOffset[]): Promise<boolean> {
    const positions = await readPositions(this.parts.db, ends);
    return ends.every((range) => isReadToEnd(positions.get(partitionKey(range))?.nextOffset ?? 0, range));
  }
}

const lookAgainAfter = 80;

function leftOf(seen: readonly EndOffset[], now: readonly EndOffset[]): readonly EndOffset[] {
  const ranges = new Map(now.map((range) => [partitionKey(range), range]));
  return seen.flatMap((range) => {
    const there = ranges.get(partitionKey(range));
    return there ? [{ ...range, ...whatIsLeft(range, there) }] : [];
  });
}
