import { catalogue } from '@timpora/contracts';
import fc from 'fast-check';

import { anEvent, Writer } from '../protocol/a-writer.kit.js';
import type { WireRecord } from '../protocol/record.js';
import { fold, type PartitionState } from './fold.js';
import { newest } from './newest.js';

type View = ReadonlyMap<string, number>;

/** What a member holds after reading records in these pieces, by the rule that the higher version wins. */
function viewAfter(writer: Writer, pieces: readonly (readonly WireRecord[])[]): View {
  let state: PartitionState = { nextOffset: 0, mark: null, lastRecord: null, streams: new Map() };
  const view = new Map<string, number>();
  for (const records of pieces) {
    const folded = fold({ member: 'polres', catalogue, trust: writer.trust }, state, { topic: 'permit-issued', partition: 0, records });
    state = folded.state;
    for (const { document } of newest(folded.facts).facts)
      view.set(document.factId, Math.max(view.get(document.factId) ?? 0, document.version));
  }
  return view;
}

const aFact = (n: number): string => `019afb00-0000-7000-8000-${String(n).padStart(12, '0')}`;
const events = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 25 });

/** Versions of a few facts as their owner gives them, in batches of random size. */
function batchesOf(writer: Writer, facts: readonly number[], size: (at: number) => number): readonly (readonly WireRecord[])[] {
  const versions = new Map<number, number>();
  const all = facts.map((fact) => {
    versions.set(fact, (versions.get(fact) ?? 0) + 1);
    return anEvent({ factId: aFact(fact), version: versions.get(fact) ?? 1 });
  });
  const batches: (readonly WireRecord[])[] = [];
  for (let at = 0; at < all.length;) {
    const take = 1 + (size(at) % 4);
    batches.push(writer.write(...all.slice(at, at + take)));
    at += take;
  }
  return batches;
}

const wanted = (facts: readonly number[]): View =>
  new Map([...new Set(facts)].map((fact) => [aFact(fact), facts.filter((each) => each === fact).length]));

describe('a view', () => {
  it('is the same however the stream is cut into pieces and whatever is repeated', () => {
    fc.assert(
      fc.property(
        events,
        fc.array(fc.nat(), { minLength: 30, maxLength: 30 }),
        fc.array(fc.nat(), { maxLength: 10 }),
        (facts, sizes, repeats) => {
          const writer = new Writer();
          const batches = batchesOf(writer, facts, (at) => sizes[at % sizes.length] ?? 0);
          const repeated = batches.flatMap((batch, at) => [
            batch,
            ...repeats.filter((repeat) => repeat % batches.length === at).map((repeat) => batches[repeat % (at + 1)] ?? []),
          ]);
          const glued = repeated.reduce<WireRecord[][]>(
            (pieces, batch, at) =>
              (sizes[at % sizes.length] ?? 0) % 2 && pieces.length > 0
                ? [...pieces.slice(0, -1), [...(pieces.at(-1) ?? []), ...batch]]
                : [...pieces, [...batch]],
            [],
          );
          expect(viewAfter(writer, glued)).toEqual(wanted(facts));
        },
      ),
      { seed: 20_261_125, numRuns: 150 },
    );
  });

  it('holds the highest version in whatever order versions are heard', () => {
    fc.assert(
      fc.property(events, fc.nat(), (facts, turn) => {
        const writer = new Writer();
        const heard = batchesOf(writer, facts, () => 0).flatMap(
          (batch) =>
            fold(
              { member: 'polres', catalogue, trust: writer.trust },
              {
                nextOffset: 0,
                mark: null,
                lastRecord: null,
                streams: new Map(batch[0] ? placeBefore(writer, batch[0]) : []),
              },
              { topic: 'permit-issued', partition: 0, records: batch },
            ).facts,
        );
        const shuffled = heard.map((fact, at) => ({ fact, at: (at * 7919 + turn) % 31 })).sort((one, other) => one.at - other.at);
        const best = newest(shuffled.map(({ fact }) => fact)).facts;
        expect(new Map(best.map(({ document }) => [document.factId, document.version]))).toEqual(wanted(facts));
      }),
      { seed: 20_261_126, numRuns: 150 },
    );
  });
});

/** Stands right before a record, so that it is admitted alone. */
function placeBefore(writer: Writer, { headers }: WireRecord): [string, { generation: number; sequence: number; head: string }][] {
  const { issuer, topic, partition } = writer.stream;
  const head = (headers['prev'] as Buffer).toString('hex');
  return [[`${issuer}/${topic}/${partition}`, { generation: 1, sequence: Number(String(headers['sequence'])) - 1, head }]];
}
