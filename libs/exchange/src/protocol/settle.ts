import { firstHead, sha256 } from './chain.js';
import { openerType, readDocument, writeDocument, type FactDocument } from './document.js';
import { judgeAdoption, judgePast, type OwnPast, type OwnRecord } from './past.js';
import { seal, type Sealed, type SealedVersion, type Unsealed } from './seal.js';
import type { Position, Stream } from './stream.js';

/** A version of an own fact as its database has it, and the stream that carries it. */
export interface OwnVersion extends Stream {
  readonly version: number;
  readonly documentHash: string;
  readonly text: string;
}

/** What the database knows that bears on one of its own streams; facts are named `kind/factId`. */
export interface KnownPast extends OwnPast {
  readonly facts: ReadonlyMap<string, OwnVersion>;
  readonly sealed: ReadonlyMap<string, SealedVersion>;
  /** Current facts whose newest sealed event is in the stream, in a stable order. */
  readonly ofStream: readonly Pick<Unsealed, 'kind' | 'factId' | 'version' | 'document'>[];
  /** Kafka has the present generation up to here; null when Kafka was not read to its end. */
  readonly inKafka: number | null;
}

/** What was found outside the database. */
export interface Found {
  readonly records: readonly OwnRecord[];
  /** Positions of the stream that other members signed. */
  readonly heard: readonly Position[];
}

/** A version of an own fact that the settled past brings: newer than what was held, or an answer to a contradiction. */
export interface SettledFact {
  readonly document: FactDocument;
  readonly text: string;
  readonly documentHash: string;
  readonly stream: Stream;
  /** Its place was found and taken over; else it is told (again). */
  readonly isSealed: boolean;
  readonly because: 'newer' | 'contradicts';
}

/** Everything to write so that a stream's past is settled; one transaction. */
export interface Settlement {
  readonly facts: readonly SettledFact[];
  /** Versions that are no longer to be sealed: up to this one of each fact. */
  readonly overtaken: readonly { readonly kind: string; readonly factId: string; readonly version: number }[];
  readonly sealed: readonly Sealed[];
  readonly end: Position;
  /** Kafka is known to have the sealed ones. */
  readonly isInKafka: boolean;
  readonly opened: number | null;
  /** Kafka has less than it acknowledged: what comes after this is sent again. */
  readonly sendAgainAfter: number | null;
}

export interface SettlingCircumstances {
  readonly exchangeId: string;
  readonly stream: Stream;
  /** System time, RFC 3339. */
  readonly now: string;
  readonly newId: () => string;
  /** The id of the opening event of a generation; the same for the same. */
  readonly openingId: (stream: Stream, generation: number) => string;
}

const keyOf = ({ kind, factId }: { kind: string; factId: string }): string => `${kind}/${factId}`;

/**
 * Settles one own stream with what was found of it outside the database: takes over what continues the chain, or opens a generation after a
 * contradiction, and adopts documents of its own that it did not know. Pure; the caller writes the result.
 */
export function settle(circumstances: SettlingCircumstances, past: KnownPast, { records, heard }: Found): Settlement {
  const { takeOver, open, adopt } = judgePast(past, records, heard);
  const settled = settledFacts(circumstances, past.facts, { takeOver, adopt });
  const sealed = open === null ? resealed(circumstances, past, takeOver) : opening(circumstances, past, { generation: open, settled });
  const { generation, sequence, head } = sealed.at(-1) ?? past.end;
  return {
    facts: [...settled.values()],
    overtaken: [...takeOver, ...settled.values()].map(({ document: { kind, factId, version } }) => ({ kind, factId, version })),
    sealed,
    end: { generation, sequence, head },
    isInKafka: open === null,
    opened: open,
    sendAgainAfter: past.inKafka === null || open !== null ? null : Math.max(past.inKafka, takeOver.at(-1)?.sequence ?? 0),
  };
}

/** Goes through the found records in their order; a later one meets what an earlier one brought. */
function settledFacts(
  circumstances: SettlingCircumstances,
  held: KnownPast['facts'],
  { takeOver, adopt }: { takeOver: readonly OwnRecord[]; adopt: readonly OwnRecord[] },
): ReadonlyMap<string, SettledFact> {
  const settled = new Map<string, SettledFact>();
  for (const record of [...takeOver, ...adopt].filter(({ document }) => document.type !== openerType)) {
    const { document, text, documentHash } = record;
    const key = keyOf(document);
    const now = settled.has(key) ? asOwnVersion(settled.get(key)) : (held.get(key) ?? null);
    const adoption = judgeAdoption(now, record);
    const { stream } = circumstances;
    const isSealed = takeOver.includes(record);
    if (adoption === 'newer') settled.set(key, { document, text, documentHash, stream, isSealed, because: adoption });
    else if (adoption === 'contradicts' && now) settled.set(key, restated(circumstances, now));
  }
  return settled;
}

const asOwnVersion = (fact: SettledFact | undefined): OwnVersion | null =>
  fact ? { ...fact.stream, version: fact.document.version, documentHash: fact.documentHash, text: fact.text } : null;

/** Two contents under one version: ours is stated again under the next, in the stream that its event belongs to. */
export function restated(
  { now, newId }: Pick<SettlingCircumstances, 'now' | 'newId'>,
  ours: Stream & Pick<OwnVersion, 'text'>,
): SettledFact {
  const { issuer, topic, partition } = ours;
  const reading = readDocument(Buffer.from(ours.text, 'utf8'));
  if (!('document' in reading)) throw new Error('an own document cannot be read');
  const document = { ...reading.document, id: newId(), version: reading.document.version + 1, recordedAt: now };
  const text = writeDocument(document);
  const documentHash = sha256(Buffer.from(text, 'utf8'));
  return { document, text, documentHash, stream: { issuer, topic, partition }, isSealed: false, because: 'contradicts' };
}

const unsealed = ({ topic, partition }: Stream, entry: Pick<Unsealed, 'kind' | 'factId' | 'version' | 'document'>): Unsealed => ({
  outboxId: null,
  topic,
  partition,
  ...entry,
});

const entryOf = ({ kind, factId, version }: FactDocument, document: string): Parameters<typeof unsealed>[1] => ({
  kind,
  factId,
  version,
  document,
});

/** What Kafka has beyond our journal, sealed as it is there. */
function resealed({ stream }: SettlingCircumstances, past: KnownPast, records: readonly OwnRecord[]): readonly Sealed[] {
  const state = { place: () => past.end, sealedVersion: (kind: string, factId: string) => past.sealed.get(`${kind}/${factId}`) ?? null };
  return seal(
    stream.issuer,
    state,
    records.map(({ document, text }) => unsealed(stream, entryOf(document, text))),
  );
}

/** Begins a stream anew at sequence 1: says why, and states every current fact of it again, same bytes, same version. */
function opening(
  circumstances: SettlingCircumstances,
  past: KnownPast,
  { generation, settled }: { generation: number; settled: ReadonlyMap<string, SettledFact> },
): readonly Sealed[] {
  const { exchangeId, stream } = circumstances;
  // What the past brings of a fact is told after this, so its older version need not be.
  const facts = past.ofStream.filter((fact) => !settled.has(keyOf(fact)));
  const opener = openerOf(circumstances, {
    generation,
    facts: facts.length,
    reason: past.isAskedBelowJournal ? 'journal-pruned' : 'contradiction',
  });
  const start = { generation, sequence: 0, head: firstHead(exchangeId, stream, generation) };
  const entries = [entryOf(opener, writeDocument(opener)), ...facts].map((entry) => unsealed(stream, entry));
  // Told before, or no fact at all: nothing that a digest would have to undo.
  return seal(stream.issuer, { place: () => start, sealedVersion: () => null }, entries).map((entry) => ({ ...entry, again: true }));
}

const openerOf = (
  { stream, now, newId, openingId }: SettlingCircumstances,
  { generation, ...body }: { generation: number; facts: number; reason: string },
): FactDocument => ({
  ...{ id: newId(), issuer: stream.issuer, type: openerType, occurredAt: now, recordedAt: now, subjectRef: null, kind: 'stream' },
  ...{ factId: openingId(stream, generation), version: 1, change: 'stated', reason: null, causationId: null, body },
});
