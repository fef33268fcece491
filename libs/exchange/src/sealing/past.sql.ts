import type { EntityManager } from 'typeorm';

import { readDocument } from '../protocol/document.js';
import type { OwnRecord } from '../protocol/past.js';
import type { Position, Stream } from '../protocol/stream.js';

/** What is known from outside about one own stream. */
export interface Findings {
  readonly records: readonly OwnRecord[];
  /** Positions of this stream that other members signed. */
  readonly heard: readonly Position[];
  /** Heads that the journal has in the present generation, by sequence; only those that were asked for. */
  readonly heads: ReadonlyMap<number, string>;
  readonly prunedUpTo: number;
  /** How far Kafka has the present generation, as read back. */
  readonly readBack: number;
}

interface EvidenceRow {
  generation: string;
  sequence: string;
  prev: string;
  head: string;
  record_offset: string;
  document: string;
  document_hash: string;
}

const recordOf = (row: EvidenceRow): readonly OwnRecord[] => {
  const reading = readDocument(Buffer.from(row.document, 'utf8'));
  if (!('document' in reading)) return [];
  const { prev, head, document_hash: documentHash } = row;
  return [
    {
      generation: Number(row.generation),
      sequence: Number(row.sequence),
      prev,
      head,
      document: reading.document,
      text: row.document,
      documentHash,
      offset: Number(row.record_offset),
    },
  ];
};

export async function readFindings(db: EntityManager, { issuer, topic, partition }: Stream, end: Position): Promise<Findings> {
  const evidence = await db.query<EvidenceRow[]>(
    `select generation, sequence, encode(prev, 'hex') as prev, encode(head, 'hex') as head, record_offset, document, encode(document_hash, 'hex') as document_hash
       from own_evidence where (topic, partition) = ($1, $2) order by record_offset`,
    [topic, partition],
  );
  const records = evidence.flatMap(recordOf);
  const heard = (
    await db.query<{ generation: string; sequence: string; head: string }[]>(
      `select distinct generation, sequence, encode(head, 'hex') as head from member_position where (issuer, topic, partition) = ($1, $2, $3) and member <> $1`,
      [issuer, topic, partition],
    )
  ).map((row): Position => ({ generation: Number(row.generation), sequence: Number(row.sequence), head: row.head }));
  const sequences = [...new Set([...records, ...heard].map(({ sequence }) => sequence))];
  const heads = await db.query<{ sequence: string; head: string }[]>(
    `select sequence, encode(head, 'hex') as head from journal where (topic, partition, generation) = ($1, $2, $3) and sequence = any ($4::bigint[])`,
    [topic, partition, end.generation, sequences],
  );
  const [known] = await db.query<{ pruned_up_to: string; read_back: string | null }[]>(
    `select coalesce((select pruned_up_to from stream_head where (topic, partition) = ($2, $3)), 0) as pruned_up_to,
            (select sequence from stream_position where (issuer, topic, partition, generation) = ($1, $2, $3, $4)) as read_back`,
    [issuer, topic, partition, end.generation],
  );
  return {
    records,
    heard,
    heads: new Map(heads.map(({ sequence, head }) => [Number(sequence), head])),
    prunedUpTo: Number(known?.pruned_up_to ?? 0),
    readBack: Number(known?.read_back ?? 0),
  };
}

/** Own streams about which something was found that the journal does not know. */
export const streamsWithEvidence = (db: EntityManager): Promise<{ topic: string; partition: number }[]> =>
  db.query<{ topic: string; partition: number }[]>('select distinct topic, partition from own_evidence');

export const forgetEvidence = (db: EntityManager, { topic, partition }: Stream): Promise<unknown> =>
  db.query('delete from own_evidence where (topic, partition) = ($1, $2)', [topic, partition]);

export interface HeldVersion {
  readonly version: number;
  readonly documentHash: string;
  readonly text: string;
}

export async function heldVersion(
  db: EntityManager,
  issuer: string,
  { kind, factId }: { kind: string; factId: string },
): Promise<HeldVersion | null> {
  const [row] = await db.query<{ version: string; hash: string; document: string }[]>(
    `select version, encode(document_hash, 'hex') as hash, document from fact where (fact_id, issuer, kind) = ($1, $2, $3) for update`,
    [factId, issuer, kind],
  );
  return row ? { version: Number(row.version), documentHash: row.hash, text: row.document } : null;
}

/** Takes unsealed versions of a fact back that a newly found past overtakes. @returns how many */
export async function dropUnsealed(db: EntityManager, { kind, factId }: { kind: string; factId: string }): Promise<number> {
  const [, count] = await db.query<[unknown[], number]>('delete from outbox where (fact_id, kind) = ($1, $2)', [factId, kind]);
  return count;
}

/** Puts a document into the outbox that has been stated before, to be told again as it is. */
export const tellAgain = (
  db: EntityManager,
  told: Stream & { kind: string; factId: string; version: number; text: string },
): Promise<unknown> =>
  db.query('insert into outbox (topic, partition, kind, fact_id, version, document) values ($1, $2, $3, $4, $5, $6)', [
    told.topic,
    told.partition,
    told.kind,
    told.factId,
    told.version,
    told.text,
  ]);

/** Current facts whose newest event belongs to a stream, in a stable order: what a new generation states again. */
export async function factsOfStream(
  db: EntityManager,
  { issuer, topic, partition }: Stream,
): Promise<readonly { kind: string; factId: string; version: number; document: string }[]> {
  const rows = await db.query<{ kind: string; fact_id: string; version: string; document: string }[]>(
    `select f.kind, f.fact_id, f.version, f.document from sealed_fact s join fact f on (f.fact_id, f.kind, f.version) = (s.fact_id, s.kind, s.version) and f.issuer = $1
      where (s.topic, s.partition) = ($2, $3) order by f.fact_id, f.kind`,
    [issuer, topic, partition],
  );
  return rows.map(({ kind, fact_id, version, document }) => ({ kind, factId: fact_id, version: Number(version), document }));
}

/** Kafka has less than it had acknowledged: what is missing is sent again. */
export const lowerAcknowledged = (db: EntityManager, { topic, partition }: Stream, to: number): Promise<unknown> =>
  db.query(
    'update stream_head set acked_sequence = least(acked_sequence, greatest($3::bigint, pruned_up_to)) where (topic, partition) = ($1, $2)',
    [topic, partition, to],
  );
