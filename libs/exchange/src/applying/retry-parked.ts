import type { DataSource } from 'typeorm';

import { sha256 } from '../protocol/chain.js';
import { readDocument } from '../protocol/document.js';
import type { Reader } from './fold.js';
import { judge } from './judge.js';
import { mergeFacts, nothingToMerge } from './merge-facts.sql.js';

interface ParkedRow {
  id: string;
  issuer: string;
  topic: string;
  partition: number;
  generation: string;
  sequence: string;
  reason: string;
  document: Buffer;
}

/** What came of another try with a parked event. One that contradicts what is held stays parked, as the contradiction that it is. */
export type RetryOutcome = 'applied' | 'superseded' | 'contradicts' | 'still-parked';

/**
 * Tries a parked event again with the contracts of now, for example after an update. An event that contradicts what is held is never chosen
 * here: its owner resolves it.
 * @returns null when no such event is parked
 */
export async function retryParked(db: DataSource, reader: Reader, id: string): Promise<RetryOutcome | null> {
  const [row] = await db.query<ParkedRow[]>(
    `select id, issuer, topic, partition, generation, sequence, reason, document from parked where id = $1 and closed_at is null`,
    [id],
  );
  return row ? tryAgain(db, reader, row) : null;
}

/** Tries everything that newer contracts may be able to use; called at start. @returns what came of it, one by one */
export async function retryAllParked(db: DataSource, reader: Reader): Promise<readonly RetryOutcome[]> {
  const rows = await db.query<ParkedRow[]>(
    `select id, issuer, topic, partition, generation, sequence, reason, document from parked where closed_at is null and reason in ('unknown-type', 'breaks-contract') order by id`,
  );
  const outcomes: RetryOutcome[] = [];
  for (const row of rows) outcomes.push(await tryAgain(db, reader, row));
  return outcomes;
}

async function tryAgain(db: DataSource, reader: Reader, row: ParkedRow): Promise<RetryOutcome> {
  if (row.reason === 'contradicts') return 'still-parked';
  const place = {
    issuer: row.issuer,
    topic: row.topic,
    partition: row.partition,
    generation: Number(row.generation),
    sequence: Number(row.sequence),
    head: '',
  };
  const judgement = judge(reader, { reading: readDocument(row.document), bytes: row.document, documentHash: sha256(row.document), place });
  if (!('fact' in judgement)) return 'still-parked';
  const { changed, contradictions } = await mergeFacts(db, { ...nothingToMerge, facts: [judgement.fact] });
  if (changed > 0) return 'applied';
  if (contradictions > 0) return 'contradicts';
  await db.query(`update parked set closed_at = clock_timestamp(), closed_as = 'superseded' where id = $1`, [row.id]);
  return 'superseded';
}
