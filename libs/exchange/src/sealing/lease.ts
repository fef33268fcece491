import type { Logger } from '@timpora/observing';
import type { DataSource, QueryRunner } from 'typeorm';

import { newId } from '../ids.js';

/**
 * One active relay per member: who holds the lease row, judged by the database's clock alone. It is held through a database session of its own,
 * so that a server that was restarted, perhaps on an older backup, is noticed: a new session means a new epoch, and every new epoch begins in
 * doubt. A relay that was paused past its lease is fenced out by the epoch when it seals.
 */
export class Lease {
  private readonly holder = newId();
  private session: QueryRunner | null = null;
  private epoch: number | null = null;
  private renewal: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly leaseMs: number,
    private readonly log: Logger,
  ) {}

  /** The epoch under which this instance is the active relay, else null. */
  get held(): number | null {
    return this.epoch;
  }

  /** Takes the lease if nobody holds it. @returns the epoch, or null for a standby */
  async take(): Promise<number | null> {
    if (this.epoch !== null) return this.epoch;
    await this.openSession();
    const epoch = await this.ask(
      `update relay_lease set holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0), epoch = epoch + 1, doubt = true,
              server_started_at = pg_postmaster_start_time()
        where holder = $1 or expires_at < clock_timestamp() returning epoch`,
    );
    if (epoch === null) return null;
    this.epoch = epoch;
    this.renewal = setInterval(() => void this.renew(epoch), this.leaseMs / 3);
    this.log.info('relay.active', { epoch });
    return epoch;
  }

  /** From now on the member may state facts: what its past was is settled. */
  async settle(epoch: number): Promise<boolean> {
    const rows = await this.db.query<[unknown[], number]>(
      'update relay_lease set doubt = false where epoch = $1 and expires_at > clock_timestamp() and server_started_at = pg_postmaster_start_time()',
      [epoch],
    );
    return rows[1] > 0;
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
    await this.db.query(`update relay_lease set expires_at = '-infinity' where holder = $1`, [this.holder]).catch(() => undefined);
    await this.drop();
  }

  private async renew(epoch: number): Promise<void> {
    const renewed = await this.ask(
      `update relay_lease set expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0)
        where holder = $1 and epoch = ${epoch} and expires_at > clock_timestamp() and server_started_at = pg_postmaster_start_time() returning epoch`,
    ).catch(() => null);
    if (renewed !== null || this.epoch !== epoch) return;
    this.log.warn('relay.lease-lost', { epoch });
    await this.drop();
  }

  private async ask(update: string): Promise<number | null> {
    const answer = (await this.session?.query(update, [this.holder, this.leaseMs])) as [{ epoch: string }[], number] | undefined;
    const [row] = answer?.[0] ?? [];
    return row ? Number(row.epoch) : null;
  }

  private async openSession(): Promise<void> {
    if (this.session) return;
    const session = this.db.createQueryRunner();
    await session.connect();
    this.session = session;
  }
}
