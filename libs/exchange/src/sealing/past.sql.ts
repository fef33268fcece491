import type { EntityManager } from 'typeorm';

import { readDocument, type FactDocument } from '../protocol/document.js';
import type { OwnRecord } from '../protocol/past.js';
import type { Found, KnownPast, Settlement } from '../protocol/settle.js';
import type { Position, Stream } from '../protocol/stream.js';

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

/**
 * Takes what was found of an own stream outside this database. Reading and forgetting are one statement: what is found meanwhile stays for the
 * next time.
 */
export async function takeFound(db: EntityManager, { issuer, topic, partition }: Stream): Promise<Found> {
  const evidence = await db.query<EvidenceRow[]>(
    `with taken as (delete from own_evidence where (topic, partition) = ($1, $2) returning *)
     select generation, sequence, encode(prev, 'hex') as prev, encode(head, 'hex') as head, record_offset, document, encode(document_hash, 'hex') as document_hash
       from taken order by record_offset`,
    [topic, partition],
  );
  const heard = await db.query<{ generation: string; sequence: string; head: string }[]>(
    `select distinct generation, sequence, encode(head, 'hex') as head from member_position where (issuer, topic, partition) = ($1, $2, $3) and member <> $1`,
    [issuer, topic, partition],
  );
  return {
    records: evidence.flatMap(recordOf),
    heard: heard.map(({ generation, sequence, head }) => ({ generation: Number(generation), sequence: Number(sequence), head })),
  };
}

/** What this database knows that bears on it. Locks the facts that were found. */
export async function readKnownPast(
  db: EntityManager,
  stream: Stream,
  { end, found, tailMayBeLost }: { end: Position; found: Found; tailMayBeLost: boolean },
): Promise<KnownPast> {
  const { issuer, topic, partition } = stream;
  const [marks] = await db.query<{ pruned_up_to: string; read_back: string; asked_below: boolean }[]>(
    `select coalesce(max(h.pruned_up_to), 0) as pruned_up_to, coalesce(bool_or(h.resend_from < h.pruned_up_to), false) as asked_below,
            coalesce((select sequence from stream_position where (issuer, topic, partition, generation) = ($1, $2, $3, $4)), 0) as read_back
       from stream_head h where (h.topic, h.partition) = ($2, $3)`,
    [issuer, topic, partition, end.generation],
  );
  const heads = await readJournalHeads(db, stream, { generation: end.generation, found });
  const names = [...new Set(found.records.map(({ document }) => document))].map(({ kind, factId }) => ({ kind, factId }));
  return {
    end,
    headAt: (sequence) => heads.get(sequence) ?? null,
    prunedUpTo: Number(marks?.pruned_up_to ?? 0),
    isAskedBelowJournal: marks?.asked_below ?? false,
    inKafka: tailMayBeLost ? Number(marks?.read_back ?? 0) : null,
    facts: await readOwnVersions(db, stream, names),
    sealed: await readSealedVersions(db, names),
    ofStream: await factsOfStream(db, stream),
  };
}

/** Heads of the present generation, where something was found; at the journal's beginning that of the event before it. */
async function readJournalHeads(
  db: EntityManager,
  { topic, partition }: Stream,
  { generation, found }: { generation: number; found: Found },
): Promise<ReadonlyMap<number, string>> {
  const sequences = [...new Set([...found.records, ...found.heard].map(({ sequence }) => sequence))];
  const rows = await db.query<{ sequence: string; head: string }[]>(
    `select sequence - 1 as sequence, encode(prev, 'hex') as head from journal where (topic, partition, generation) = ($1, $2, $3) and sequence - 1 = any ($4::bigint[])
     union all
     select sequence, encode(head, 'hex') from journal where (topic, partition, generation) = ($1, $2, $3) and sequence = any ($4::bigint[])`,
    [topic, partition, generation, sequences],
  );
  return new Map(rows.map(({ sequence, head }) => [Number(sequence), head]));
}

const namesSql = `json_to_recordset($1::json) as n ("kind" text, "factId" uuid)`;

type FactName = Pick<FactDocument, 'kind' | 'factId'>;

async function readOwnVersions(db: EntityManager, stream: Stream, names: readonly FactName[]): Promise<KnownPast['facts']> {
  const rows = await db.query<
    { kind: string; fact_id: string; version: string; hash: string; document: string; topic: string | null; partition: number | null }[]
  >(
    `select f.kind, f.fact_id, f.version, encode(f.document_hash, 'hex') as hash, f.document, f.topic, f.partition
       from fact f join ${namesSql} on (f.fact_id, f.kind) = (n."factId", n.kind) and f.issuer = $2 order by f.fact_id, f.kind for update of f`,
    [JSON.stringify(names), stream.issuer],
  );
  return new Map(
    rows.map(({ kind, fact_id, version, hash, document, topic, partition }) => [
      `${kind}/${fact_id}`,
      {
        ...{ issuer: stream.issuer, topic: topic ?? stream.topic, partition: partition ?? stream.partition },
        ...{ version: Number(version), documentHash: hash, text: document },
      },
    ]),
  );
}

async function readSealedVersions(db: EntityManager, names: readonly FactName[]): Promise<KnownPast['sealed']> {
  const rows = await db.query<{ kind: string; fact_id: string; version: string; hash: string }[]>(
    `select s.kind, s.fact_id, s.version, encode(s.document_hash, 'hex') as hash from sealed_fact s join ${namesSql} on (s.fact_id, s.kind) = (n."factId", n.kind)`,
    [JSON.stringify(names)],
  );
  return new Map(rows.map(({ kind, fact_id, version, hash }) => [`${kind}/${fact_id}`, { version: Number(version), documentHash: hash }]));
}

/**
 * Own streams that are to be settled: something was found that the journal does not know, a member signed a position that is not on our chain,
 * or somebody asked for what the journal no longer has.
 */
export const streamsToSettle = (db: EntityManager, issuer: string): Promise<{ topic: string; partition: number }[]> =>
  db.query<{ topic: string; partition: number }[]>(
    `select topic, partition from own_evidence
     union
     select topic, partition from stream_head where resend_from < pruned_up_to
     union
     select m.topic, m.partition from member_position m left join stream_head h using (topic, partition)
      where m.issuer = $1 and m.member <> $1 and m.sequence > 0
        and (m.generation > coalesce(h.generation, 1) or (m.generation = coalesce(h.generation, 1) and m.sequence >= coalesce(h.pruned_up_to, 0)))
        and (h.head is null or (m.generation, m.sequence, m.head) <> (h.generation, h.sequence, h.head))
        and not exists (select from journal j where (j.topic, j.partition, j.generation, j.sequence) = (m.topic, m.partition, m.generation, m.sequence) and j.head = m.head)
        and not exists (select from journal j where (j.topic, j.partition, j.generation, j.sequence) = (m.topic, m.partition, m.generation, m.sequence + 1) and j.prev = m.head)`,
    [issuer],
  );

/** Takes unsealed versions of facts back that a newly found past overtakes. */
export const dropUnsealed = (db: EntityManager, overtaken: Settlement['overtaken']): Promise<unknown> =>
  db.query(
    `delete from outbox o using json_to_recordset($1::json) as d ("kind" text, "factId" uuid, "version" bigint)
      where (o.fact_id, o.kind) = (d."factId", d.kind) and o.version <= d.version`,
    [JSON.stringify(overtaken)],
  );

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
async function factsOfStream(db: EntityManager, { issuer, topic, partition }: Stream): Promise<KnownPast['ofStream']> {
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
