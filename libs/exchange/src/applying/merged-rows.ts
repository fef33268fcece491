import { openerType } from '../protocol/document.js';
import type { Group, MergedFact, ParkedEvent, UnverifiedRecord } from './merge-facts.sql.js';

const placeRow = ({ issuer, topic, partition, generation, sequence }: MergedFact['place']): Record<string, unknown> => ({
  issuer,
  topic,
  partition,
  generation,
  sequence,
});

export const factRow = ({ document, text, documentHash, place, looks = [] }: MergedFact): Record<string, unknown> => ({
  ...placeRow(place),
  kind: document.kind,
  factId: document.factId,
  version: document.version,
  change: document.change,
  event: document.type,
  id: document.id,
  subjectRef: document.subjectRef,
  reason: document.reason,
  occurredAt: document.occurredAt,
  recordedAt: document.recordedAt,
  document: text,
  hash: documentHash,
  looks,
});

export const parkedRow = ({ document, bytes, documentHash, place, reason, problem }: ParkedEvent): Record<string, unknown> => ({
  ...placeRow(place),
  ...(document && { kind: document.kind, factId: document.factId, version: document.version, event: document.type }),
  document: bytes.toString('hex'),
  hash: documentHash,
  reason,
  problem,
});

export const unverifiedRow = ({ key, value, ...record }: UnverifiedRecord): Record<string, unknown> => ({
  ...record,
  key: key?.toString('hex') ?? null,
  value: value?.toString('hex') ?? null,
});

/** Without its text: what is read back is nearly always known, and then PostgreSQL need not read a long document. `at`: where the text is in its list. */
export const ownRow = ({ document, text: _, documentHash, ...place }: Group['own'][number], at: number): Record<string, unknown> => ({
  at,
  ...place,
  ...{ issuer: document.issuer, kind: document.kind, factId: document.factId, version: document.version },
  opens: document.type === openerType,
  hash: documentHash,
});
