import { DomainError } from '@timpora/access';
import type { Member } from '@timpora/contracts';
import type { Logger } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import type { Alarms } from '../alarms.js';
import type { Clock } from '../clock.js';
import { faultCode } from '../kafka/kafka-client.js';
import { Rounds } from '../rounds.js';
import { ownCaller } from '../stating/caller.js';
import { findHeld } from '../stating/held-facts.sql.js';
import { canBeStated } from '../stating/state-facts.sql.js';
import { endLook, keepLooks, lockFact, markLook, postponeLook, takeLooks, type TakenLook } from './looks.sql.js';
import { looksOf, type Timer } from './timer.js';

export interface TimekeeperParts {
  readonly db: DataSource;
  readonly member: Member;
  readonly timers: readonly Timer[];
  /** Names of the reactions that ask for looks at residents. */
  readonly reactions: readonly string[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly alarms: Alarms;
  readonly periods: { readonly pollMaxMs: number };
  /** Marks were made. */
  readonly onMarked: () => void;
}

const atOnce = 20;
const takenForMs = 60_000;
const retryAfterMs = 5_000;
const retryAtLatestMs = 3_600_000;
/** A conflict with an officer who changes the same fact is gone at the next try; what fails so often is a fault. */
const alarmingTries = 3;

const codeOf = (error: unknown): string => (error instanceof DomainError ? error.problem.code : faultCode(error));

/** Does what is to be done because a day has come, at each instance of a member: what one has taken, no other takes meanwhile. */
export class Timekeeper {
  private readonly rounds: Rounds;
  private readonly timers: ReadonlyMap<string, Timer>;

  constructor(private readonly parts: TimekeeperParts) {
    const { timers, log, periods } = parts;
    this.timers = new Map(timers.map((timer) => [timer.name, timer]));
    const onFault = (error: unknown): void => log.warn('timekeeper.trying-again', { code: faultCode(error) });
    this.rounds = new Rounds({ round: () => this.round(), idleMs: periods.pollMaxMs, onFault });
  }

  start(): void {
    if (this.timers.size + this.parts.reactions.length > 0) this.rounds.start();
  }

  wake(): void {
    this.rounds.wake();
  }

  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /** @returns how many were looked at */
  private async round(): Promise<number> {
    const { db, clock, reactions } = this.parts;
    if (!(await canBeStated(db))) return 0;
    const names = [...this.timers.keys(), ...reactions];
    const looks = await takeLooks(db, { names, now: clock.instant(), count: atOnce, forMs: takenForMs });
    for (const look of looks) await this.take(look);
    return looks.length;
  }

  private async take(look: TakenLook): Promise<void> {
    const timer = this.timers.get(look.name);
    if (timer) return this.run(timer, look);
    await markLook(this.parts.db, look);
    this.parts.onMarked();
  }

  private async run(timer: Timer, look: TakenLook): Promise<void> {
    try {
      if (!(await this.isTime(timer, look))) return;
      await timer.run(look.key, ownCaller(timer.name));
      await endLook(this.parts.db, look);
    } catch (error) {
      const { db, log, alarms } = this.parts;
      log.warn('timer.failed', { timer: timer.name, code: codeOf(error), attempt: look.tries });
      if (look.tries >= alarmingTries) alarms.raise('timer-fails', timer.name);
      await postponeLook(db, look, Math.min(retryAfterMs * 2 ** (look.tries - 1), retryAtLatestMs));
    }
  }

  /** Asks the fact itself, whatever was noted when: what is not to be done yet, or not any more, is noted so. */
  private async isTime(timer: Timer, { key }: TakenLook): Promise<boolean> {
    const { db, member, clock } = this.parts;
    return db.transaction(async (manager) => {
      await lockFact(manager, { issuer: member, kind: timer.fact.kind, factId: key });
      const held = await findHeld(manager, timer.fact, { issuer: member, factId: key });
      const { event: type = '', version = 0, occurredAt = '', body = null } = held ?? {};
      const looks = looksOf([timer], { kind: timer.fact.kind, type, version, occurredAt, body });
      const isTime = looks.some(({ at }) => at !== null && Date.parse(at) <= Date.parse(clock.instant()));
      if (!isTime) await keepLooks(manager, key, looks);
      return isTime;
    });
  }
}
