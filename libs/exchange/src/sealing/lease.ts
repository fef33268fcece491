import type { Logger } from '@timpora/observing';
import type { DataSource } from 'typeorm';

import { newId } from '../ids.js';

/**
 * One active relay per member: who holds the lease row. Judged by the database's clock alone. A relay that was paused past its lease is
 * fenced out by the epoch when it seals.
 */
export class Lease {
  private readonly holder = newId();
  private epoch: number | null = null;
  private goodUntil = 0;

  constructor(
    private readonly db: DataSource,
    private readonly leaseMs: number,
    private readonly log: Logger,
  ) {}

  /** Takes or renews the lease when it is due. @returns the epoch under which this instance is the active relay, else null */
  async hold(nowMs: number): Promise<number | null> {
    if (this.epoch !== null && nowMs < this.goodUntil) return this.epoch;
    const [row] = (await this.db.query<[{ epoch: string }[], number] | { epoch: string }[]>(
      `with mine as (
         update relay_lease set holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0),
                epoch = epoch + case when holder = $1 and expires_at > clock_timestamp() then 0 else 1 end
          where holder = $1 or expires_at < clock_timestamp() returning epoch
       ) select epoch from mine`,
      [this.holder, this.leaseMs],
    )) as { epoch: string }[];
    const epoch = row ? Number(row.epoch) : null;
    if (epoch !== this.epoch)
      this.log.info(epoch === null ? 'relay.standby' : 'relay.active', { ...(epoch !== null && { generation: epoch }) });
    this.epoch = epoch;
    this.goodUntil = nowMs + this.leaseMs / 3;
    return epoch;
  }

  /** Lets another instance take over at once. */
  async release(): Promise<void> {
    this.epoch = null;
    await this.db.query(`update relay_lease set expires_at = '-infinity' where holder = $1`, [this.holder]);
  }
}
