import type { DataSource, QueryRunner } from 'typeorm';

type Asked = Pick<DataSource | QueryRunner, 'query'>;

export interface LeaseTerms {
  readonly holder: string;
  readonly leaseMs: number;
}

/** Takes the lease if nobody holds it, by the database's clock: a new epoch, in doubt. @returns the epoch, or null for a standby */
export async function takeLease(db: Asked, { holder, leaseMs }: LeaseTerms): Promise<number | null> {
  const [[row]] = (await db.query(
    `update relay_lease set holder = $1, expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0), epoch = epoch + 1, doubt = true,
            server_started_at = pg_postmaster_start_time()
      where holder = $1 or expires_at < clock_timestamp() returning epoch`,
    [holder, leaseMs],
  )) as [{ epoch: string }[], number];
  return row ? Number(row.epoch) : null;
}

/** @returns false when it is over, another's, or was taken on another start of the server */
export async function renewLease(db: Asked, { holder, leaseMs }: LeaseTerms, epoch: number): Promise<boolean> {
  const [, count] = (await db.query(
    `update relay_lease set expires_at = clock_timestamp() + make_interval(secs => $2 / 1000.0)
      where holder = $1 and epoch = $3 and expires_at > clock_timestamp() and server_started_at = pg_postmaster_start_time()`,
    [holder, leaseMs, epoch],
  )) as [unknown[], number];
  return count > 0;
}

/** From now on the member may state facts: what its past was is settled. @returns false when the lease is not held any more */
export async function settleLease(db: Asked, epoch: number): Promise<boolean> {
  const [, count] = (await db.query(
    'update relay_lease set doubt = false where epoch = $1 and expires_at > clock_timestamp() and server_started_at = pg_postmaster_start_time()',
    [epoch],
  )) as [unknown[], number];
  return count > 0;
}

export const releaseLease = (db: Asked, holder: string): Promise<unknown> =>
  db.query(`update relay_lease set expires_at = '-infinity' where holder = $1`, [holder]);
