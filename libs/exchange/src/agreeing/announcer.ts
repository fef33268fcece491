import { setTimeout as sleep } from 'node:timers/promises';

import type { Member } from '@timpora/contracts';
import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import type { Alarms, Standing } from '../alarms.js';
import type { Clock } from '../clock.js';
import { endOffsets } from '../kafka/end-offsets.js';
import { faultCode } from '../kafka/kafka-client.js';
import { isReadToEnd, missing } from '../protocol/audit.js';
import { positionsTopic, requestsTopic, type ResendRequest, type Statement } from '../protocol/statement.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';
import { readPositions, partitionKey } from '../applying/positions.sql.js';
import type { Agreement } from './agreement.js';
import {
  announcedBeyond,
  ownStanding,
  resendToThoseWhoStandStill,
  readTo,
  standingIn,
  troubledMembers,
  type OwnStanding,
} from './statements.sql.js';
import type { Voice } from './voice.js';

export interface AnnouncerParts {
  readonly db: DataSource;
  readonly settings: Settings;
  readonly member: Member;
  /** Topics in which it hears others. */
  readonly hears: readonly string[];
  readonly voice: Voice;
  readonly clock: Clock;
  readonly log: Logger;
  readonly alarms: Alarms;
  /** Speaks only for a member whose relay is here and whose past is settled. */
  readonly mayTell: () => boolean;
  /** Compares what is held with its owners. */
  readonly agreement: Agreement;
}

/** Clocks that differ more than this from the broker's are an alarm. */
const skewMs = 5_000;

/**
 * Tells the others where this member stands, and watches what they tell: asks to hear again what is missing, sends again to those who stand still,
 * raises the alarm about silence.
 */
export class Announcer {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Where its last statement stands. */
  private saidAt = -1;
  private told = new Map<string, string>();
  private fullAt = -Infinity;
  private auditedAt = -Infinity;
  private comparedAt = performance.now();
  private startedAt = 0;
  private readonly askedAt = new Map<string, number>();

  constructor(private readonly parts: AnnouncerParts) {}

  start(): void {
    this.startedAt = performance.now();
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.parts.voice.close();
  }

  private async run(): Promise<void> {
    const { statementMs } = this.parts.settings.periods;
    while (!this.stopping.signal.aborted) {
      if (this.parts.mayTell()) {
        await this.turn().catch((error: unknown) => this.parts.log.warn('announcer.trying-again', { code: faultCode(error) }));
      }
      await sleep(statementMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async turn(): Promise<void> {
    await this.tell();
    const now = performance.now();
    if (now - this.auditedAt < this.parts.settings.periods.auditMs) return;
    this.auditedAt = now;
    await this.audit();
    if (now - this.comparedAt < this.parts.settings.periods.agreementMs) return;
    this.comparedAt = now;
    await this.parts.agreement.seek();
  }

  /** Says what changed since the last time; everything once in a while. */
  private async tell(): Promise<void> {
    const { db, member, settings } = this.parts;
    const standing = await ownStanding(db, member);
    const isFull = performance.now() - this.fullAt > settings.periods.fullStatementMs;
    const { heard, own } = isFull ? standing : this.untold(standing);
    if (!isFull && heard.length + own.length === 0) return;
    const isReadTo = await readTo(db, positionsTopic);
    // It would not count before the last one has come back. Where that one was lost, the next full one says it all.
    if (!isFull && isReadTo <= this.saidAt) return;
    await this.say({ member, readTo: isReadTo, clock: this.parts.clock.systemInstant(), heard, own, counts: standing.counts }, isFull);
  }

  private untold({ heard, own }: OwnStanding): Pick<OwnStanding, 'heard' | 'own'> {
    const isUntold = (place: Stream & Position): boolean => this.told.get(streamKey(place)) !== `${place.generation}/${place.head}`;
    return { heard: heard.filter(isUntold), own: own.filter(isUntold) };
  }

  private async say(statement: Statement, isFull: boolean): Promise<void> {
    const offset = await this.parts.voice.say(positionsTopic, statement);
    if (offset === null) return;
    this.saidAt = offset;
    for (const place of [...statement.heard, ...statement.own]) this.told.set(streamKey(place), `${place.generation}/${place.head}`);
    if (isFull) this.fullAt = performance.now();
  }

  private async audit(): Promise<void> {
    const { db, member, hears, settings, alarms } = this.parts;
    const { gapPatienceMs, standStillMs, silenceMs } = settings.periods;
    await this.askForMissing(await announcedBeyond(db, { member, hears }, gapPatienceMs));
    await resendToThoseWhoStandStill(db, member, standStillMs);
    const { silent, skewed } = await troubledMembers(db, member, { silenceMs, skewMs });
    const named = (members: readonly string[]): readonly Standing[] => members.map((issuer) => ({ about: issuer, fields: { issuer } }));
    // What was kept before this start is no silence of theirs.
    if (performance.now() - this.startedAt > silenceMs) alarms.standing('silence', named(silent));
    alarms.standing('clock-skew', named(skewed));
  }

  private async askForMissing(announced: readonly (Stream & Position)[]): Promise<void> {
    if (announced.length === 0) return;
    const { db, settings, log, member, alarms } = this.parts;
    const ends = new Map(
      (await endOffsets(settings, log, [...new Set(announced.map(({ topic }) => topic))])).map((place) => [partitionKey(place), place]),
    );
    const read = await readPositions(db, announced);
    const held = await standingIn(db, announced);
    const isAllRead = (stream: Stream): boolean => {
      const range = ends.get(partitionKey(stream));
      return range !== undefined && isReadToEnd(read.get(partitionKey(stream))?.nextOffset ?? 0, range);
    };
    const due = missing(held, announced, isAllRead).filter((stream) => this.mayAsk(stream));
    if (due.length === 0) return;
    for (const { issuer, topic, partition, sequence } of due)
      alarms.raise('gap', streamKey({ issuer, topic, partition }), { issuer, topic, partition, sequence });
    const nothing = { generation: 1, sequence: 0, head: '0'.repeat(64) };
    const streams = due.map(({ issuer, topic, partition }) => ({
      issuer,
      topic,
      partition,
      ...(held.get(streamKey({ issuer, topic, partition })) ?? nothing),
    }));
    const request: ResendRequest = { member, readTo: await readTo(db, requestsTopic), streams };
    await this.parts.voice.say(requestsTopic, request);
  }

  /** A stream is asked for again only after a while: the answer may be on its way. */
  private mayAsk(stream: Stream): boolean {
    const key = streamKey(stream);
    const now = performance.now();
    if (now - (this.askedAt.get(key) ?? -Infinity) < this.parts.settings.periods.resendEveryMs) return false;
    this.askedAt.set(key, now);
    return true;
  }
}
