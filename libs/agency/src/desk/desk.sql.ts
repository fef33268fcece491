import type { DataSource } from 'typeorm';

/** A fact that was taken back: what it said is not kept. */
export interface TakenBack {
  readonly issuer: string;
  readonly kind: string;
  readonly factId: string;
  readonly reason: string | null;
  readonly recordedAt: Date;
  readonly knownAt: Date;
}

/** What was once said about a resident and is taken back: whoever saw it sees why it is gone. */
export const takenBackAbout = (db: DataSource, subjectRef: string): Promise<TakenBack[]> =>
  db.query<TakenBack[]>(
    `select issuer, kind, fact_id as "factId", reason, recorded_at as "recordedAt", known_at as "knownAt" from fact
      where subject_ref = any (array(select aliases_of($1::uuid))) and change = 'retracted' order by recorded_at desc`,
    [subjectRef],
  );

/** When each other member was last heard, whatever it said. */
export async function lastHeard(db: DataSource): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.query<{ member: string; heardAt: Date }[]>(`select member, heard_at as "heardAt" from member_statement`);
  return new Map(rows.map(({ member, heardAt }) => [member, heardAt]));
}
