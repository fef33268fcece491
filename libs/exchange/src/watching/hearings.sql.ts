import type { DataSource } from 'typeorm';

import { announcedBeyond } from '../agreeing/statements.sql.js';

/** How well an owner is heard here. */
export interface Hearing {
  readonly owner: string;
  /** When it last said where it stands, system time, unix ms. */
  readonly heardAtMs: number;
  /** Something that it announced some time ago is missing here. */
  readonly hasGap: boolean;
}

/** Of each member that was ever heard. @param patienceMs how long something announced may be under way */
export async function hearingsOf(
  db: DataSource,
  member: { readonly member: string; readonly hears: readonly string[] },
  patienceMs: number,
): Promise<readonly Hearing[]> {
  const heard = await db.query<{ owner: string; heard_at: Date }[]>(
    'select member as owner, heard_at from member_statement where member <> $1',
    [member.member],
  );
  const missing = new Set((await announcedBeyond(db, member, patienceMs)).map(({ issuer }) => issuer));
  return heard.map(({ owner, heard_at }) => ({ owner, heardAtMs: heard_at.getTime(), hasGap: missing.has(owner) }));
}
