import { heldDigests } from '@timpora/exchange';

import type { TestExchange, TestMember } from './an-exchange.js';

/** What a member holds of the notes, as one digest. */
export const notesAt = async ({ exchange, name }: TestMember) => (await heldDigests(exchange.db, name)).find(({ kind }) => kind === 'note');

/** Do all who may know them hold the same notes? */
export async function allAgree({ members }: TestExchange): Promise<boolean> {
  const [own, ...copies] = await Promise.all([members.imigrasi, members.polres, members.disdik].map(notesAt));
  return own !== undefined && copies.every((copy) => copy?.digest === own.digest && copy.facts === own.facts);
}

/** What a member's notes say, whatever their versions. */
export const textsAt = async (member: TestMember): Promise<readonly string[]> =>
  Object.values(await member.view())
    .map((each) => each.replace(/^\d+ /, ''))
    .sort();

/** Alarms that stand at a member, as `code about`; one that is stopped has none. */
export async function alarmsAt(member: TestMember): Promise<readonly string[]> {
  if (!member.exchange.db.isInitialized) return [];
  const rows = await member.query<{ alarm: string }>(`select code || ' ' || about as alarm from alarm where cleared_at is null order by 1`);
  return rows.map(({ alarm }) => alarm);
}
