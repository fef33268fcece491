import type { EntityManager } from 'typeorm';
import { v5 } from 'uuid';

import type { Alarms } from '../alarms.js';
import { mergeFacts, nothingToMerge } from '../applying/merge-facts.sql.js';
import { newId } from '../ids.js';
import { beginning, firstHead, sha256 } from '../protocol/chain.js';
import { openerType, writeDocument, type FactDocument } from '../protocol/document.js';
import { judgeAdoption, judgePast, type OwnRecord, type PastDecision } from '../protocol/past.js';
import { seal, type Sealed, type Unsealed } from '../protocol/seal.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';
import { stateFacts } from '../stating/state-facts.sql.js';
import { dropUnsealed, factsOfStream, forgetEvidence, heldVersion, lowerAcknowledged, readFindings, tellAgain } from './past.sql.js';
import { readHeads, writeSealed } from './seal-outbox.sql.js';

/** Whose past is settled, under which lease. */
export interface Settling {
  readonly db: EntityManager;
  readonly exchangeId: string;
  readonly epoch: number;
  readonly alarms: Alarms;
  /** System time, RFC 3339. */
  readonly now: string;
}

/** Namespace of the ids of opening events (a random UUID, ours for ever). */
const openings = '6f1d2a54-6a0e-5d38-9d54-0c1f6b6f7c11';

/**
 * Settles one own stream with what was found of it outside this database, in one transaction of the caller: takes over what continues the chain,
 * opens a generation after a contradiction, and adopts documents of its own that it did not know.
 * @param tailMayBeLost Kafka was read to its end: what is not there is lost there
 */
export async function settlePast(settling: Settling, stream: Stream, tailMayBeLost: boolean): Promise<PastDecision> {
  const { db, exchangeId } = settling;
  const heads = await readHeads(db, stream.issuer);
  const end = heads.get(streamKey(stream)) ?? beginning(exchangeId, stream);
  const { records, heard, heads: known, prunedUpTo, readBack } = await readFindings(db, stream, end);
  const decision = judgePast({ end, headAt: (sequence) => known.get(sequence) ?? null, prunedUpTo }, records, heard);
  const after = await takeOver(settling, stream, { from: end, records: decision.takeOver });
  if (decision.open !== null) await openGeneration(settling, stream, { at: after, generation: decision.open });
  for (const record of decision.adopt) await adopt(settling, stream, record);
  if (tailMayBeLost && decision.open === null)
    await lowerAcknowledged(db, stream, Math.max(readBack, after.sequence === end.sequence ? 0 : after.sequence));
  await forgetEvidence(db, stream);
  return decision;
}

/** What a record of ours is to the journal. */
const asUnsealed = ({ topic, partition }: Stream, { kind, factId, version }: FactDocument, document: string): Unsealed => ({
  outboxId: null,
  topic,
  partition,
  kind,
  factId,
  version,
  document,
});

async function takeOver(
  { db, exchangeId, epoch }: Settling,
  stream: Stream,
  { from, records }: { from: Position; records: readonly OwnRecord[] },
): Promise<Position> {
  const last = records.at(-1);
  if (!last) return from;
  for (const record of records) await dropUnsealed(db, record.document);
  await mergeFacts(db, { ...nothingToMerge, facts: heardFrom(stream, records) });
  const sealed = seal(
    stream.issuer,
    { place: () => from, sealedVersion: () => null },
    records.map((record) => asUnsealed(stream, record.document, record.text)),
  );
  await writeSealed(
    db,
    sealed.map(withoutOpener),
    fenceOf({ epoch, exchangeId }, stream, { was: from, will: { ...last, acknowledged: last.sequence } }),
  );
  return { generation: last.generation, sequence: last.sequence, head: last.head };
}

/** An opening event is no fact: it is in the journal only. */
const withoutOpener = (sealed: Sealed): Sealed => (sealed.kind === 'stream' ? { ...sealed, again: true } : sealed);

const heardFrom = (stream: Stream, records: readonly OwnRecord[]) =>
  newestFirst(records)
    .filter(({ document }) => document.type !== openerType)
    .map(({ document, text, documentHash, generation, sequence, head }) => ({
      document,
      text,
      documentHash,
      place: { ...stream, generation, sequence, head },
    }));

function newestFirst(records: readonly OwnRecord[]): readonly OwnRecord[] {
  const best = new Map<string, OwnRecord>();
  for (const record of records) {
    const key = `${record.document.kind}/${record.document.factId}`;
    if ((best.get(key)?.document.version ?? 0) < record.document.version) best.set(key, record);
  }
  return [...best.values()];
}

function fenceOf(
  { epoch }: { epoch: number; exchangeId: string },
  stream: Stream,
  { was, will }: { was: Position; will: Position & { acknowledged?: number } },
) {
  return { epoch, was: new Map([[streamKey(stream), was]]), will: [{ ...stream, ...will }] };
}

/** Begins a stream anew at sequence 1: says why, and states every current fact of it again, same bytes, same version. */
export async function openGeneration(
  settling: Settling,
  stream: Stream,
  { at, generation }: { at: Position; generation: number },
): Promise<void> {
  const { db, exchangeId, epoch, alarms, now } = settling;
  const facts = await factsOfStream(db, stream);
  const opener: FactDocument = {
    ...{ id: newId(), issuer: stream.issuer, type: openerType, occurredAt: now, recordedAt: now, subjectRef: null, kind: 'stream' },
    ...{ factId: v5(`${streamKey(stream)}/${generation}`, openings), version: 1, change: 'stated', reason: null, causationId: null },
    body: { reason: 'contradiction', facts: facts.length },
  } as FactDocument;
  const start = { generation, sequence: 0, head: firstHead(exchangeId, stream, generation) };
  const again = facts.map(({ document, ...fact }): Unsealed => ({
    outboxId: null,
    topic: stream.topic,
    partition: stream.partition,
    ...fact,
    document,
  }));
  const entries = [asUnsealed(stream, opener, writeDocument(opener)), ...again];
  const sealed = seal(stream.issuer, { place: () => start, sealedVersion: () => null }, entries).map((entry) => ({
    ...entry,
    again: true,
  }));
  const last = sealed.at(-1);
  if (last) await writeSealed(db, sealed, fenceOf({ epoch, exchangeId }, stream, { was: at, will: last }));
  alarms.raise('new-generation', streamKey(stream), { ...stream, generation, count: facts.length });
}

/** A document of our own that this database may not know: taken when it is newer, answered with a higher version when it contradicts. */
async function adopt(
  settling: Settling,
  stream: Stream,
  { document, text, documentHash, generation, sequence, head }: OwnRecord,
): Promise<void> {
  const { db, alarms } = settling;
  if (document.type === openerType) return;
  const held = await heldVersion(db, stream.issuer, document);
  const adoption = judgeAdoption(held, { document, documentHash });
  if (adoption === 'known') return;
  if (adoption === 'contradicts' && held) return restate(settling, stream, held.text);
  const dropped = await dropUnsealed(db, document);
  await mergeFacts(db, { ...nothingToMerge, facts: [{ document, text, documentHash, place: { ...stream, generation, sequence, head } }] });
  await tellAgain(db, { ...stream, kind: document.kind, factId: document.factId, version: document.version, text });
  alarms.raise('adopted', streamKey(stream), { kind: document.kind, factId: document.factId, count: dropped });
}

/** Two contents under one version: ours is stated again under the next. */
export async function restate({ db, alarms, now }: Pick<Settling, 'db' | 'alarms' | 'now'>, stream: Stream, text: string): Promise<void> {
  const wire = JSON.parse(text) as Record<string, unknown> & { factversion: string; factid: string; factkind: string };
  const version = Number(wire.factversion) + 1;
  const document = JSON.stringify({ ...wire, id: newId(), factversion: String(version), recordedtime: now });
  const event = { ...eventOf(document), version };
  await dropUnsealed(db, event);
  await stateFacts(db, [
    { event, topic: stream.topic, partition: stream.partition, document, documentHash: sha256(Buffer.from(document, 'utf8')) },
  ]);
  alarms.raise('contradicts', streamKey(stream), { kind: event.kind, factId: event.factId });
}

function eventOf(document: string): FactDocument {
  const reading = JSON.parse(document) as {
    source: string;
    id: string;
    type: string;
    time: string;
    recordedtime: string;
    subject?: string;
    factkind: string;
    factid: string;
    factversion: string;
    change: FactDocument['change'];
    reason?: string;
    causationid?: string;
    data?: Record<string, unknown>;
  };
  return {
    ...{
      id: reading.id,
      issuer: reading.source.replace('timpora/', ''),
      type: reading.type,
      occurredAt: reading.time,
      recordedAt: reading.recordedtime,
    },
    ...{
      subjectRef: reading.subject ?? null,
      kind: reading.factkind,
      factId: reading.factid,
      version: Number(reading.factversion),
      change: reading.change,
    },
    ...{ reason: reading.reason ?? null, causationId: reading.causationid ?? null, body: reading.data ?? null },
  };
}
