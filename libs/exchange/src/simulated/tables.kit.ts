import { readDocument } from '../protocol/document.js';
import type { MemoryDatabase } from '../../../../test/simulation/memory-database.js';
import type { DataSource } from 'typeorm';

export type Row = Readonly<Record<string, unknown>>;
/** Rows of each table, by their columns, as PostgreSQL writes them as JSON. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** What is compared of each table. Other columns are derived, or when something was written. */
const compared = {
  fact: 'issuer, kind, fact_id, version, document, document_hash, subject_ref, topic, partition, generation, sequence',
  stream_position: 'issuer, topic, partition, generation, sequence, head',
  partition_position: 'topic, partition, next_offset, last_record, mark, unverified_count',
  parked: 'issuer, topic, partition, generation, sequence, kind, fact_id, version, reason, document, document_hash, closed_as',
  unverified: 'issuer, topic, record_offset, reason',
  own_evidence: 'topic, partition, generation, sequence, prev, head, record_offset, document, document_hash',
  outbox: 'topic, partition, kind, fact_id, version, document',
  stream_head: 'topic, partition, generation, sequence, head, acked_sequence, pruned_up_to, resend_from, moved_at',
  journal:
    'topic, partition, generation, sequence, kind, fact_id, version, again, previous_version, previous_hash, document, document_hash, prev, head, sealed_at',
  sealed_fact: 'fact_id, kind, version, document_hash, topic, partition',
  member_position: 'member, issuer, topic, partition, generation, sequence, head, moved_at',
  member_statement: 'member, heard_at',
  member_said: 'topic, member, record_offset',
  due: 'key, kind',
  relay_lease: 'holder, epoch, doubt, expires_at, server_started_at',
} as const;

const bytea = (hex: string | null): string | null => (hex === null ? null : `\\x${hex}`);
const at = (ms: number): string => (ms === -Infinity ? '-infinity' : new Date(ms).toISOString());

/** The rows that PostgreSQL would have, with whatever else it does not let be empty. */
function tablesOf(db: MemoryDatabase): Tables {
  return { ...viewOf(db), ...pastOf(db), ...heardOf(db) };
}

const viewOf = (db: MemoryDatabase): Tables => ({
  fact: [...db.facts.values()].map(({ factId, documentHash, text, subjectRef, topic, ...row }) => {
    const reading = readDocument(Buffer.from(text, 'utf8'));
    if (!('document' in reading)) throw new Error('a fact cannot be read');
    const { change, type, id, reason, occurredAt, recordedAt } = reading.document;
    return {
      ...{ ...row, fact_id: factId, document: text, document_hash: bytea(documentHash), subject_ref: subjectRef, topic, partition: 0 },
      ...{ change, event: type, event_id: id, reason, body: (JSON.parse(text) as { data: unknown }).data },
      ...{ occurred_at: occurredAt, recorded_at: recordedAt, known_at: recordedAt, changed_in: '1' },
    };
  }),
  stream_position: [...db.streamPositions.values()].map(({ issuer, topic, partition, generation, sequence, head }) => ({
    ...{ issuer, topic, partition },
    ...{ generation, sequence, head: bytea(head) },
  })),
  partition_position: [...db.partitions].map(([topic, { next, last, mark, unverified }]) => ({
    ...{ topic, partition: 0, next_offset: next, last_record: bytea(last), mark: bytea(mark), unverified_count: unverified },
  })),
  parked: [...db.parked.values()].map(({ id, issuer, topic, partition, generation, sequence, kind, factId, version, ...row }) => ({
    ...{ id, issuer, topic, partition, generation, sequence, kind, fact_id: factId, version, reason: row.reason, problem: '' },
    ...{ document: bytea(row.bytes.toString('hex')), document_hash: bytea(row.documentHash), parked_at: at(0) },
    ...{ closed_as: row.closedAs, closed_at: row.closedAs === null ? null : at(0) },
  })),
  unverified: [...db.unverified.values()].map(({ issuer, topic, offset, reason, keyId }) => ({
    ...{ issuer, topic, partition: 0, record_offset: offset, reason, seen_at: at(0) },
    headers: keyId === null ? {} : { kid: Buffer.from(keyId, 'utf8').toString('hex') },
  })),
  due: db.due.map(({ id, subjectRef, kind }) => ({ id, key: subjectRef, kind, not_before: at(0) })),
});

const pastOf = (db: MemoryDatabase): Tables => ({
  own_evidence: [...db.evidence.values()].map(({ topic, generation, sequence, prev, head, offset, text, documentHash }) => ({
    ...{ topic, partition: 0, generation, sequence, prev: bytea(prev), head: bytea(head), record_offset: offset, found_at: at(0) },
    ...{ document: text, document_hash: bytea(documentHash) },
  })),
  outbox: db.outbox.map(({ id, topic, kind, factId, version, text }) => ({
    ...{ id, topic, partition: 0, kind, fact_id: factId, version, document: text, recorded_at: at(0) },
  })),
  stream_head: [...db.heads].map(([topic, { generation, sequence, head, acked, prunedUpTo, resendFrom, movedAt }]) => ({
    ...{ topic, partition: 0, generation, sequence, head: bytea(head), acked_sequence: acked },
    ...{ pruned_up_to: prunedUpTo, resend_from: resendFrom, moved_at: at(movedAt) },
  })),
  journal: [...db.journal.values()].map(({ factId, before, document, documentHash, prev, head, sealedAt, ...row }) => ({
    ...{
      ...row,
      partition: 0,
      fact_id: factId,
      previous_version: before?.version ?? null,
      previous_hash: bytea(before?.documentHash ?? null),
    },
    ...{ document, document_hash: bytea(documentHash), prev: bytea(prev), head: bytea(head), sealed_at: at(sealedAt) },
  })),
  sealed_fact: [...db.sealed].map(([key, { version, documentHash, topic }]) => {
    const [kind, factId] = key.split('/');
    return { fact_id: factId, kind, version, document_hash: bytea(documentHash), topic, partition: 0 };
  }),
  relay_lease: [db.lease].map(({ holder, epoch, doubt, expiresAt, server }) => ({
    ...{ singleton: true, holder, epoch, doubt, expires_at: at(expiresAt), server_started_at: server === 0 ? null : at(server * 1000) },
  })),
});

const heardOf = (db: MemoryDatabase): Tables => ({
  member_position: [...db.memberPositions.values()].map(({ member, issuer, topic, partition, generation, sequence, head, movedAt }) => ({
    ...{ member, issuer, topic, partition, generation, sequence, head: bytea(head), moved_at: at(movedAt), appended_at: at(0) },
  })),
  member_statement: [...db.memberStatements].map(([member, { heardAt }]) => ({
    ...{ member, heard_at: at(heardAt), clock: at(0), appended_at: at(0), parked: 0, unverified: 0, held: 0 },
  })),
  member_said: [...db.said].flatMap(([topic, said]) => [...said].map(([member, offset]) => ({ topic, member, record_offset: offset }))),
});

type TableName = keyof typeof compared;
const tableNames = Object.keys(compared) as readonly TableName[];

const isInstant = (column: string): boolean => column.endsWith('_at');
const instantMs = (value: unknown): unknown => (typeof value === 'string' && value !== '-infinity' ? Date.parse(value) : value);

/** Compared columns alone, in an order that does not depend on where rows came from; what waits to be sealed keeps its own. */
function comparable(tables: Tables): Tables {
  return Object.fromEntries(
    tableNames.map((name) => {
      const columns = compared[name].split(', ');
      const rows = (tables[name] ?? []).map((row) =>
        Object.fromEntries(columns.map((column) => [column, isInstant(column) ? instantMs(row[column]) : row[column]])),
      );
      const keyOf = (row: Row): string => JSON.stringify(row);
      return [name, name === 'outbox' ? rows : rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))];
    }),
  );
}

/** What PostgreSQL should have. */
export const tablesIn = (db: MemoryDatabase): Tables => comparable(tablesOf(db));

const readAll = `select json_build_object(${tableNames
  .map((name) => `'${name}', (select coalesce(json_agg(t ${name === 'outbox' ? 'order by id' : ''}), '[]') from ${name} t)`)
  .join(', ')}) as tables`;

export async function readTables(pg: DataSource): Promise<Tables> {
  const [row] = await pg.query<[{ tables: Tables }]>(readAll);
  return comparable(row.tables);
}

/** PostgreSQL becomes what the database in memory is, as by a restore. */
export async function loadTables(pg: DataSource, memory: MemoryDatabase): Promise<void> {
  const rows = JSON.stringify(tablesOf(memory));
  const writes = tableNames.map(
    (name) => `insert into ${name} overriding system value select * from json_populate_recordset(null::${name}, $1::json -> '${name}')`,
  );
  await pg.transaction(async (db) => {
    await db.query(`truncate ${tableNames.join(', ')}`);
    for (const write of writes) await db.query(write, [rows]);
    for (const name of ['outbox', 'parked', 'due'])
      await db.query(`select setval(pg_get_serial_sequence('${name}', 'id'), $1)`, [memory.ids + 1]);
  });
}
