import type { Logger } from '@timpora/observing';
import type { DataSource, QueryRunner } from 'typeorm';

import { newId } from '../ids.js';
import { releaseLease, renewLease, settleLease, takeLease, type LeaseTerms } from './lease.sql.js';

/**
 * One active relay per member: who holds the lease row, judged by the database's clock alone. It is held through a database session of its own,
 * so that a server that was restarted, perhaps on an older backup, is noticed: a new session means a new epoch, and every new epoch begins in
 * doubt. A relay that was paused past its lease is fenced out by the epoch when it seals.
 */
export class Lease {
  private readonly terms: LeaseTerms;
  private session: QueryRunner | null = null;
  private epoch: number | null = null;
  private renewal: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    leaseMs: number,
    private readonly log: Logger,
  ) {
    this.terms = { holder: newId(), leaseMs };
  }

  /** The epoch under which this instance is the active relay, else null. */
  get held(): number | null {
    return this.epoch;
  }

  /** Takes the lease if nobody holds it. @returns the epoch, or null for a standby */
  async take(): Promise<number | null> {
    if (this.epoch !== null) return this.epoch;
    await this.openSession();
    const epoch = this.session && (await takeLease(this.session, this.terms));
    if (epoch === null) return null;
    this.epoch = epoch;
    this.renewal = setInterval(() => void this.renew(epoch), this.terms.leaseMs / 3);
    this.log.info('relay.active', { epoch });
    return epoch;
  }

  /** From now on the member may state facts: what its past was is settled. */
  async settle(epoch: number): Promise<boolean> {
    return settleLease(this.db, epoch);
  }

  /** Something does not fit: begin anew, in doubt. */
  async drop(): Promise<void> {
    if (this.renewal) clearInterval(this.renewal);
    this.renewal = null;
    this.epoch = null;
    const { session } = this;
    this.session = null;
    await session?.release().catch(() => undefined);
  }

  /** Lets another instance take over at once. */
  async release(): Promise<void> {
    await releaseLease(this.db, this.terms.holder).catch(() => undefined);
    await this.drop();
  }

  private async renew(epoch: number): Promise<void> {
    const { session } = this;
    const isRenewed = session !== null && (await renewLease(session, this.terms, epoch).catch(() => false));
    if (isRenewed || this.epoch !== epoch) return;
    this.log.warn('relay.lease-lost', { epoch });
    await this.drop();
  }

  private async openSession(): Promise<void> {
    if (this.session) return;
    const session = this.db.createQueryRunner();
    await session.connect();
    this.session = session;
  }
}
