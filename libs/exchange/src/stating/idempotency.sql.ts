import type { EntityManager } from 'typeorm';

/** Which of its commands a caller sends. */
export interface TakenKey {
  readonly principal: string;
  readonly command: string;
  readonly key: string;
}

/** Takes keys that nobody has; waits for whoever is just using one. */
export const takeKeys = `
  insert into idempotency_key (principal, command, key, request_hash)
  select principal, command, key, decode("requestHash", 'hex')
    from json_to_recordset($1::json) as k (principal text, command text, key text, "requestHash" text) order by principal, command, key
  on conflict do nothing returning principal, command, key`;

const isOf =
  ({ principal, command, key }: TakenKey) =>
  (row: TakenKey): boolean =>
    row.key === key && row.principal === principal && row.command === command;

/** @returns whether the key was free */
export async function takeKey(db: EntityManager, key: TakenKey & { readonly requestHash: string }): Promise<boolean> {
  const taken = await db.query<TakenKey[]>(takeKeys, [JSON.stringify([key])]);
  return taken.some(isOf(key));
}

/** What was answered under a key that is taken, and whether to the same request. */
export async function answerUnder<Answer>(
  db: EntityManager,
  { principal, command, key, requestHash }: TakenKey & { readonly requestHash: string },
): Promise<{ same: boolean; answer: Answer } | undefined> {
  const [row] = await db.query<{ same: boolean; answer: Answer }[]>(
    `select request_hash = decode($4, 'hex') as same, answer from idempotency_key where (principal, command, key) = ($1, $2, $3)`,
    [principal, command, key, requestHash],
  );
  return row;
}

export const noteAnswer = (db: EntityManager, key: TakenKey, answer: unknown): Promise<unknown> =>
  db.query(
    `with answered as (
       select * from json_to_recordset($1::json) as a (principal text, command text, key text, answer jsonb)
     )
     update idempotency_key k set answer = a.answer from answered a where (k.principal, k.command, k.key) = (a.principal, a.command, a.key)`,
    [JSON.stringify([{ ...key, answer }])],
  );

/** The commands that took these keys in this transaction were refused. */
export async function forgetKeys(db: EntityManager, keys: readonly TakenKey[]): Promise<void> {
  if (keys.length === 0) return;
  await db.query(
    `delete from idempotency_key k using json_to_recordset($1::json) as r (principal text, command text, key text)
      where (k.principal, k.command, k.key) = (r.principal, r.command, r.key) and k.answer is null`,
    [JSON.stringify(keys)],
  );
}
