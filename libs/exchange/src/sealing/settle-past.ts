import { isDeepStrictEqual } from 'node:util';

import type { EntityManager } from 'typeorm';

import { noteIncidents } from '../agreeing/incidents.sql.js';
import type { Alarms } from '../alarms.js';
import { mergeFacts, nothingToMerge } from '../applying/merge-facts.sql.js';
import { namedId, newId } from '../ids.js';
import { beginning } from '../protocol/chain.js';
import { restated, settle, type Found, type SettledFact, type Settlement } from '../protocol/settle.js';
import { streamKey, type Position, type Stream } from '../protocol/stream.js';
import { looksOf, type Timer } from '../timing/timer.js';
import { dropUnsealed, lowerAcknowledged, readKnownPast, takeFound, tellAgain } from './past.sql.js';
import { readHeads, writeSealed } from './seal-outbox.sql.js';

/** Whose past is settled, under which lease. */
export interface Settling {
  readonly db: EntityManager;
  readonly exchangeId: string;
  readonly epoch: number;
  readonly alarms: Alarms;
  /** System time, RFC 3339. */
  readonly now: string;
  readonly timers: readonly Timer[];
}

/** A stating transaction brought the same version meanwhile: everything is read again. */
class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * Settles one own stream with what was found of it outside this database, in one transaction of the caller.
 * @param tailMayBeLost Kafka was read to its end: what is not there is lost there
 */
export async function settlePast(settling: Settling, stream: Stream, tailMayBeLost: boolean): Promise<void> {
  const { db, exchangeId, now, alarms } = settling;
  const end = (await readHeads(db, stream.issuer)).get(streamKey(stream)) ?? beginning(exchangeId, stream);
  const found = await takeFound(db, stream);
  const past = await readKnownPast(db, stream, { end, found, tailMayBeLost });
  const openingId = (of: Stream, generation: number): string => namedId(`${streamKey(of)}/${generation}`);
  const settlement = settle({ exchangeId, stream, now, newId, openingId }, past, found);
  await write(settling, stream, { from: end, settlement });
  await keepOtherContents(db, found, settlement);
  if (settlement.opened !== null)
    alarms.raise('new-generation', streamKey(stream), { ...stream, generation: settlement.opened, count: settlement.sealed.length - 1 });
}

/** Two contents under one version: ours stands already, under the next one; the other is kept for the person who decides which is right. */
async function keepOtherContents(db: EntityManager, { records }: Found, { facts }: Settlement): Promise<void> {
  for (const { document: ours } of facts.filter(({ because }) => because === 'contradicts')) {
    const { id, version, recordedAt, issuer, kind, factId } = ours;
    const others = records.filter(
      ({ document }) =>
        document.kind === kind &&
        document.factId === factId &&
        document.version === version - 1 &&
        !isDeepStrictEqual({ ...document, id, version, recordedAt }, ours),
    );
    const contents = others.map(
      ({ text, documentHash }) => ({ factId, version: version - 1, documentHash, reason: 'contradicts', document: text }) as const,
    );
    await noteIncidents(db, { member: issuer, kind }, contents);
  }
}

async function write(
  { db, epoch, alarms, timers }: Settling,
  stream: Stream,
  { from, settlement }: { from: Position; settlement: Settlement },
): Promise<void> {
  const { facts, overtaken, sealed, end, isInKafka, sendAgainAfter } = settlement;
  await dropUnsealed(db, overtaken);
  if (sealed.length > 0) {
    const will = [{ ...stream, ...end, ...(isInKafka && { acknowledged: end.sequence }) }];
    await writeSealed(db, sealed, { epoch, was: new Map([[streamKey(stream), from]]), will });
  }
  for (const fact of facts) await writeFact({ db, alarms, timers }, fact);
  if (sendAgainAfter !== null) await lowerAcknowledged(db, stream, sendAgainAfter);
}

async function writeFact({ db, alarms, timers }: Pick<Settling, 'db' | 'alarms' | 'timers'>, fact: SettledFact): Promise<void> {
  const { document, text, documentHash, stream, isSealed, because } = fact;
  const { kind, factId, version } = document;
  const place = { ...stream, generation: null, sequence: null };
  const { changed } = await mergeFacts(db, {
    ...nothingToMerge,
    facts: [{ document, text, documentHash, place, looks: looksOf(timers, document) }],
  });
  // Not the contradictions: a version committed while this waited for it is not in the statement's snapshot.
  if (changed === 0) throw new Overtaken();
  if (!isSealed) await tellAgain(db, { ...stream, kind, factId, version, text });
  alarms.raise(because === 'newer' ? 'adopted' : 'contradicts', streamKey(stream), { kind, factId });
}

/** States an own document again under the next version. */
export async function restate(settling: Omit<Settling, 'exchangeId' | 'epoch'>, stream: Stream, text: string): Promise<void> {
  const fact = restated({ now: settling.now, newId }, { ...stream, text });
  await dropUnsealed(settling.db, [fact.document]);
  await writeFact(settling, fact);
}
