import { createHash, randomBytes } from 'node:crypto';

/** Whoever can ask the database: a service's pool, or an operator's connection. */
export interface Asks {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/** A secret of a system, as an operator sees it. */
export interface ClientSecret {
  readonly client: string;
  readonly createdAt: Date;
  /** Null: until it is rotated or revoked. */
  readonly endsAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/** 256 random bits: nothing that could be guessed, so a plain hash of it is enough. */
const newSecret = (): string => randomBytes(32).toString('base64url');

/** SHA-256 of a secret, hex. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

const rowsOf = <Row>(answer: unknown): readonly Row[] => (Array.isArray(answer) ? answer : (answer as { rows: Row[] }).rows) as Row[];

/** @returns the secret, which is shown once; null when there is such a client already */
export async function addClient(db: Asks, client: string): Promise<string | null> {
  const secret = newSecret();
  const added = await db.query(
    `with added as (insert into client (name) values ($1) on conflict do nothing returning name)
     insert into client_secret (client, hash) select name, decode($2, 'hex') from added returning 1`,
    [client, secretHash(secret)],
  );
  return rowsOf(added).length > 0 ? secret : null;
}

/**
 * A further secret; the newest of the others goes on for so many hours, so that at most two are good at a time, and whoever uses the old one can change over.
 * @returns the secret, which is shown once; null when there is no such client, or it is revoked
 */
export async function rotateClient(db: Asks, client: string, overlapHours: number): Promise<string | null> {
  const secret = newSecret();
  const rotated = await db.query(
    `with known as (select name from client where name = $1 and revoked_at is null for update),
          newest as (select max(id) as id from client_secret where client = $1 and ends_at > clock_timestamp()),
          ended as (
            update client_secret s
               set ends_at = least(s.ends_at, clock_timestamp() + case when s.id = newest.id then make_interval(secs => $3 * 3600.0) else interval '0' end)
              from newest, known where s.client = known.name and s.ends_at > clock_timestamp()
          )
     insert into client_secret (client, hash) select name, decode($2, 'hex') from known returning 1`,
    [client, secretHash(secret), overlapHours],
  );
  return rowsOf(rotated).length > 0 ? secret : null;
}

/** Ends all secrets of a client, and within seconds the tokens that it holds. @returns false when there is no such client */
export async function revokeClient(db: Asks, client: string): Promise<boolean> {
  const revoked = await db.query(
    `with ended as (update client_secret set ends_at = clock_timestamp() where client = $1 and ends_at > clock_timestamp()),
          gone as (update client set revoked_at = coalesce(revoked_at, clock_timestamp()) where name = $1 returning name)
     select name from gone`,
    [client],
  );
  return rowsOf(revoked).length > 0;
}

/** The secrets that are good now. */
export async function listClients(db: Asks): Promise<readonly ClientSecret[]> {
  return rowsOf<ClientSecret>(
    await db.query(
      `select client, created_at as "createdAt", nullif(ends_at, 'infinity') as "endsAt", last_used_at as "lastUsedAt"
         from client_secret where ends_at > clock_timestamp() order by client, id`,
    ),
  );
}

/** Whether this is a secret of the client that is good now; notes its use. */
export async function takeSecret(db: Asks, client: string, secret: string): Promise<boolean> {
  const taken = await db.query(
    `with used as (
       update client_secret set last_used_at = clock_timestamp() where client = $1 and hash = decode($2, 'hex') and ends_at > clock_timestamp() returning 1
     )
     select 1 from used`,
    [client, secretHash(secret)],
  );
  return rowsOf(taken).length > 0;
}

/** Whether a client may go on with the tokens that it holds. */
export async function isClientGood(db: Asks, client: string): Promise<boolean> {
  return rowsOf(await db.query('select 1 from client where name = $1 and revoked_at is null', [client])).length > 0;
}
