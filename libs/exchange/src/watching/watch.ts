import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Settings } from '@timpora/config';
import type { Logger } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import { alarmCodes, alarmList } from '../alarm-list.js';
import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { faultCode } from '../kafka/kafka-client.js';
import { canBeStated } from '../stating/state-facts.sql.js';
import { clearWhatIsOver, distances } from './conditions.sql.js';
import { LagMarks } from './lag-marks.js';

export interface WatchParts {
  readonly db: DataSource;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly alarms: Alarms;
  /** When the registry ends the key with which this member signs, RFC 3339; null when it does not say. */
  readonly signingKeyEndsAt: () => string | null;
  /** Why the registry file cannot be used as it is now; null when it can. */
  readonly registryProblem: () => string | null;
  /** Where the service works; its disk is watched. */
  readonly folder?: string;
}

/** The same as the launcher asks for, and some more: a service must go on writing while somebody frees space. */
const leastFreeBytes = 1e9;
const keyWarningMs = 30 * 24 * 3_600_000;
const once = alarmCodes.filter((code) => alarmList[code].clearsWhen === null);

/** Raises and clears the alarms about conditions, which no single event tells. */
export class Watch {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private readonly marks: LagMarks;
  private couldStateAt = performance.now();

  constructor(private readonly parts: WatchParts) {
    this.marks = new LagMarks(parts.settings.periods.lagMs);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { log, settings } = this.parts;
    while (!this.stopping.signal.aborted) {
      await this.look().catch((error: unknown) => log.warn('watch.trying-again', { code: faultCode(error) }));
      await sleep(settings.periods.auditMs, undefined, { signal: this.stopping.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const { db, settings } = this.parts;
    await this.lookAtDisk();
    this.lookAtKey();
    this.lookAtRegistry();
    await this.lookAtDoubt();
    await this.lookAtLag();
    await clearWhatIsOver(db, { member: settings.member, once, patienceMs: settings.periods.gapPatienceMs });
  }

  private async lookAtDoubt(): Promise<void> {
    const { db, alarms, settings } = this.parts;
    const now = performance.now();
    if (await canBeStated(db)) this.couldStateAt = now;
    const isLong = now - this.couldStateAt > settings.periods.doubtMs;
    alarms.standing('doubt', isLong ? [{ about: settings.member, fields: { ms: Math.round(now - this.couldStateAt) } }] : []);
  }

  private async lookAtLag(): Promise<void> {
    const { db, alarms, settings } = this.parts;
    const late = this.marks.late(await distances(db, settings.member, settings.periods.silenceMs), performance.now());
    alarms.standing(
      'lag',
      late.map((about) => ({ about, fields: { reason: about } })),
    );
  }

  private async lookAtDisk(): Promise<void> {
    const { alarms, folder = '.' } = this.parts;
    const disk = await statfs(folder).catch(() => null);
    if (!disk) return;
    const bytes = disk.bavail * disk.bsize;
    alarms.standing('disk', bytes < leastFreeBytes ? [{ about: 'the working folder of the service', fields: { bytes } }] : []);
  }

  private lookAtKey(): void {
    const { alarms, clock, settings, signingKeyEndsAt } = this.parts;
    const endsAt = signingKeyEndsAt();
    const { keyId } = settings.signing;
    const isSoon = endsAt !== null && Date.parse(endsAt) - clock.systemMs() < keyWarningMs;
    alarms.standing('key-expiry', isSoon ? [{ about: keyId, fields: { keyId } }] : []);
  }

  private lookAtRegistry(): void {
    const { alarms, registryProblem } = this.parts;
    const reason = registryProblem();
    alarms.standing('registry', reason ? [{ about: 'the registry file', fields: { reason } }] : []);
  }
}
