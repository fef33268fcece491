import type { DataSource } from 'typeorm';

import type { agreeing } from '../../../../test/simulation/agreeing-statements.js';
import type { applying } from '../../../../test/simulation/applying-statements.js';
import { ownTopics, type SimulatedMember } from '../../../../test/simulation/contracts.js';
import type { MemoryDatabase } from '../../../../test/simulation/memory-database.js';
import type { sealing } from '../../../../test/simulation/sealing-statements.js';
import { expectedAt, expectedLeavesAt } from '../agreeing/expected.sql.js';
import { holdingOf, leavesIn } from '../agreeing/holding.sql.js';
import { announcedBeyond, keepMessages, lastSaid, ownStanding, readTo, resendToThoseWhoStandStill } from '../agreeing/statements.sql.js';
import { mergeFacts } from '../applying/merge-facts.sql.js';
import { goBackTo, keysWaitedFor, readPositions } from '../applying/positions.sql.js';
import { retryAllParked } from '../applying/retry-parked.js';
import { sqlState } from '../applying/subscription.js';
import { digestOf, type Leaf } from '../protocol/digest.js';
import { readDocument } from '../protocol/document.js';
import type { Found, KnownPast } from '../protocol/settle.js';
import type { Position } from '../protocol/stream.js';
import { deleteMarks, marksOf } from '../reacting/due.sql.js';
import { renewLease, settleLease, takeLease } from '../sealing/lease.sql.js';
import { dropUnsealed, lowerAcknowledged, readKnownPast, streamsToSettle, takeFound, tellAgain } from '../sealing/past.sql.js';
import { deletePruned, markPruned } from '../sealing/prune-journal.sql.js';
import {
  noteAcknowledged,
  readHeads,
  readOutbox,
  readUnacknowledged,
  takeResendRequests,
  writeSealed,
} from '../sealing/seal-outbox.sql.js';
import { stateFacts } from '../stating/state-facts.sql.js';

type Model = typeof applying & typeof sealing & typeof agreeing;
export type StatementName = keyof Model;
type Args<Name extends StatementName> = Model[Name] extends (db: MemoryDatabase, ...args: infer A) => unknown ? A : never;
type Answer<Name extends StatementName> = ReturnType<Model[Name]>;

/** PostgreSQL, and which of its rows are those that the model names by its own ids. */
interface Replay {
  readonly pg: DataSource;
  readonly outboxIds: Map<string, string>;
  readonly markIds: Map<number, string>;
}

/** What PostgreSQL answered, and what the model did, in the same form. */
type Both = readonly [real: unknown, model: unknown];
type Replayed<Name extends StatementName> = (replay: Replay, args: Args<Name>, answer: Answer<Name>) => Promise<Both>;

const all = 1_000_000;
const everyBucket = Array.from({ length: 256 }, (_, at) => at);
const byText = <T>(rows: Iterable<T>): readonly T[] =>
  [...rows].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
const places = (map: ReadonlyMap<string, Position>) =>
  byText([...map].map(([key, { generation, sequence, head }]) => [key, generation, sequence, head]));
const placed = ({ generation, sequence, head }: Position): Position => ({ generation, sequence, head });
const leaves = (list: readonly Leaf[]) => byText(list.map(({ factId, version, documentHash }) => [factId, version, documentHash]));

/** The statements of the model, each asked of PostgreSQL. One that is missing here does not compile. */
const asked: { readonly [Name in StatementName]: Replayed<Name> } = {
  readPosition: async ({ pg }, [topic], answer) => {
    const state = (await readPositions(pg, [{ topic, partition: 0 }])).get(`${topic}/0`);
    return [state && { ...state, streams: places(state.streams) }, { ...answer, streams: places(answer.streams) }];
  },
  mergeFacts: async ({ pg }, [group], answer) => [await mergeFacts(pg, group), answer],
  retryAllParked: async ({ pg }, [reader], answer) => [await retryAllParked(pg, reader), answer],
  keysWaitedFor: async ({ pg }, _, answer) => [await keysWaitedFor(pg), answer],
  goBackTo: async ({ pg }, [known], answer) => [await goBackTo(pg, known), answer],
  marksOf: async ({ pg, markIds }, [subjectRef], answer) => {
    // Marks of one statement have no order.
    const byKind = <T extends { readonly kind: string }>(marks: readonly T[]) =>
      [...marks].sort((one, other) => one.kind.localeCompare(other.kind));
    const [real, model] = [byKind(await marksOf(pg, subjectRef)), byKind(answer)];
    model.forEach(({ id }, at) => markIds.set(id, real[at]?.id ?? ''));
    return [real.map(({ kind }) => kind), model.map(({ kind }) => kind)];
  },
  deleteMarks: async ({ pg, markIds }, [marks]) => {
    await deleteMarks(
      pg,
      marks.map(({ id, kind }) => ({ id: markIds.get(id) ?? String(id), kind })),
    );
    return [null, null];
  },
  takeLease: async ({ pg }, [terms], answer) => [await takeLease(pg, terms), answer],
  renewLease: async ({ pg }, [terms, epoch], answer) => [await renewLease(pg, terms, epoch), answer],
  settleLease: async ({ pg }, [epoch], answer) => [await settleLease(pg, epoch), answer],
  stateFact: async ({ pg }, [{ text, topic, documentHash }], answer) => {
    const reading = readDocument(Buffer.from(text, 'utf8'));
    if (!('document' in reading)) throw new Error('a stated document cannot be read');
    const isStated = await stateFacts(pg.manager, [
      { event: reading.document, topic, partition: 0, document: text, documentHash, looks: [] },
    ]).then(
      () => true,
      (error: unknown) => {
        if (!['TX002', 'TX004'].includes(sqlState(error) ?? '')) throw error;
        return false;
      },
    );
    return [isStated, answer];
  },
  tellAgain: async ({ pg }, [told]) => {
    await tellAgain(pg.manager, { ...told, issuer: '', partition: 0 });
    return [null, null];
  },
  readOutbox: async ({ pg, outboxIds }, [limit], answer) => {
    const { unsealed, versions } = await readOutbox(pg, limit);
    answer.unsealed.forEach(({ outboxId }, at) => outboxIds.set(outboxId ?? '', unsealed[at]?.outboxId ?? ''));
    const named = (waiting: Pick<typeof answer, 'unsealed' | 'versions'>) => [
      waiting.unsealed.map(({ outboxId: _id, ...rest }) => rest),
      byText([...waiting.versions].map(([key, { version, documentHash }]) => [key, version, documentHash])),
    ];
    return [named({ unsealed, versions }), named(answer)];
  },
  readHeads: async ({ pg }, [issuer], answer) => [places(await readHeads(pg, issuer)), places(answer)],
  writeSealed: async ({ pg, outboxIds }, [sealed, fence]) => {
    const idOf = (id: string | null): string | null => (id === null ? null : (outboxIds.get(id) ?? id));
    await writeSealed(
      pg,
      sealed.map(({ outboxId, ...entry }) => ({ ...entry, outboxId: idOf(outboxId) })),
      fence,
    );
    return [null, null];
  },
  readUnacknowledged: async ({ pg }, _, answer) => [await readUnacknowledged(pg, all), answer],
  noteAcknowledged: async ({ pg }, [topic, place]) => {
    await noteAcknowledged(pg, [{ topic, partition: 0, ...place, offset: 0 }]);
    return [null, null];
  },
  takeResendRequests: async ({ pg }, _, answer) => [await takeResendRequests(pg), answer],
  topicsToSettle: async ({ pg }, [issuer], answer) => [
    (await streamsToSettle(pg.manager, issuer)).map(({ topic }) => topic).sort(),
    answer,
  ],
  takeFound: async ({ pg }, [stream], answer) => {
    const comparable = ({ records, heard }: Found) => [
      records.map(({ prev, text, documentHash, offset, ...place }) => [placed(place), prev, text, documentHash, offset]),
      byText(heard.map(placed)),
    ];
    return [comparable(await takeFound(pg.manager, stream)), comparable(answer)];
  },
  readKnownPast: async ({ pg }, [stream, finding], answer) => {
    const sequences = [...finding.found.records, ...finding.found.heard].map(({ sequence }) => sequence);
    const comparable = ({ headAt, facts, sealed, ...past }: KnownPast) => ({
      ...{ ...past, end: placed(past.end) },
      ...{ heads: sequences.map((sequence) => (sequence === past.end.sequence ? null : headAt(sequence))) },
      ...{ facts: byText(facts), sealed: byText(sealed) },
    });
    return [comparable(await readKnownPast(pg.manager, stream, finding)), comparable(answer)];
  },
  dropUnsealed: async ({ pg }, [overtaken]) => {
    await dropUnsealed(pg.manager, overtaken);
    return [null, null];
  },
  lowerAcknowledged: async ({ pg }, [topic, to]) => {
    await lowerAcknowledged(pg.manager, { issuer: '', topic, partition: 0 }, to);
    return [null, null];
  },
  markPruned: async ({ pg }, [member, journalMs]) => {
    await markPruned(pg, member, journalMs);
    return [null, null];
  },
  deletePruned: async ({ pg }, [journalMs], answer) => [await deletePruned(pg, journalMs, all), answer],
  lastSaid: async ({ pg }, [topic], answer) => [byText((await lastSaid(pg)).get(topic) ?? []), byText(answer)],
  keepMessages: async ({ pg }, [member, heard]) => {
    await keepMessages(pg, member, { ...heard, partition: 0 });
    return [null, null];
  },
  ownStanding: async ({ pg }, [member], answer) => {
    const comparable = ({ heard, own, ...rest }: typeof answer) => ({ ...rest, heard: byText(heard), own: byText(own) });
    return [comparable(await ownStanding(pg, member)), comparable(answer)];
  },
  readTo: async ({ pg }, [topic], answer) => [await readTo(pg, topic), answer],
  announcedBeyond: async ({ pg }, [who, patienceMs], answer) => [byText(await announcedBeyond(pg, who, patienceMs)), byText(answer)],
  resendToThoseWhoStandStill: async ({ pg }, [member, standStillMs], answer) => [
    await resendToThoseWhoStandStill(pg, member, standStillMs),
    answer,
  ],
  heldLeaves: async ({ pg }, [issuer, kind], answer) => {
    const which = { issuer, kind, topics: [] };
    const [listed, { digest }] = [await leavesIn(pg, which, everyBucket), await holdingOf(pg, which)];
    return [
      [leaves(listed.leaves), digest],
      [leaves(answer), digestOf(issuer, kind, answer).digest],
    ];
  },
  expectedLeaves: async ({ pg }, [kind, { streams, issuer }], answer) => {
    const at = { kind, topics: ownTopics[issuer as SimulatedMember], streams };
    const [listed, sums] = [await expectedLeavesAt(pg, at, everyBucket), await expectedAt(pg, issuer, at)];
    return [
      [listed && leaves(listed), 'digest' in sums ? sums.digest : null],
      [answer && leaves(answer), answer && digestOf(issuer, kind, answer).digest],
    ];
  },
};

export const statementNames = Object.keys(asked) as readonly StatementName[];

/** Asks PostgreSQL what the model was asked. @returns null when it was fenced out */
export async function ask(
  replay: Replay,
  name: StatementName,
  { args, answer }: { args: readonly unknown[]; answer: unknown },
): Promise<Both | null> {
  const again = asked[name] as (replay: Replay, args: readonly unknown[], answer: unknown) => Promise<Both>;
  try {
    return await again(replay, args, answer);
  } catch (error) {
    if (sqlState(error) === 'TX001') return null;
    throw error;
  }
}
