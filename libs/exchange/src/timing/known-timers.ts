import type { Member } from '@timpora/contracts';
import type { DataSource, EntityManager } from 'typeorm';

import { addLooks } from './looks.sql.js';
import { looksOf, type Timer } from './timer.js';

const readAtOnce = 2_000;

/** A timer that is new is told of the facts that were stated before; looks of one that is gone are forgotten. */
export async function noteTimers(db: DataSource, member: Member, timers: readonly Timer[]): Promise<void> {
  const names = timers.map(({ name }) => name);
  if (new Set(names).size < names.length) throw new Error('two timers have the same name');
  await db.query(
    `with gone as (delete from known_timer where name <> all ($1::text[]) returning name) delete from next_look n using gone where n.name = gone.name`,
    [names],
  );
  for (const timer of timers) await db.transaction((manager) => noteTimer(manager, member, timer));
}

async function noteTimer(db: EntityManager, member: Member, timer: Timer): Promise<void> {
  const added = await db.query<unknown[]>('insert into known_timer (name) values ($1) on conflict do nothing returning 1', [timer.name]);
  if (added.length === 0) return;
  let after = '00000000-0000-0000-0000-000000000000';
  for (let count = readAtOnce; count === readAtOnce;) {
    const facts = await db.query<{ fact_id: string; type: string; version: string; occurred_at: Date; body: Record<string, unknown> }[]>(
      `select fact_id, event as type, version, occurred_at, body from fact where (issuer, kind) = ($1, $2) and change <> 'retracted' and fact_id > $3 order by fact_id limit $4`,
      [member, timer.fact.kind, after, readAtOnce],
    );
    const looks = facts.flatMap(({ fact_id: key, version, occurred_at, ...told }) =>
      looksOf([timer], { ...told, kind: timer.fact.kind, version: Number(version), occurredAt: occurred_at.toISOString() }).map((look) => ({
        ...look,
        key,
      })),
    );
    await addLooks(db, looks);
    [count, after] = [facts.length, facts.at(-1)?.fact_id ?? after];
  }
}
