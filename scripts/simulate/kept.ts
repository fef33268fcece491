import { readFileSync, writeFileSync } from 'node:fs';

import { faults } from '../../test/simulation/faults.js';
import type { Failure } from '../../test/simulation/run.js';
import type { Caught } from './catch-faults.js';
import type { Ran } from './report.js';

/** One part of a long campaign, as a file: a machine may not have the time for all of it at once. */
interface Part {
  readonly ran?: Omit<Ran, 'effects'> & { readonly effects: readonly (readonly [string, number])[] };
  readonly caught?: readonly { readonly name: string; readonly failure: Failure | null; readonly seconds: number }[];
}

export function keep(file: string, { ran, caught }: { readonly ran?: Ran; readonly caught?: readonly Caught[] }): void {
  const part: Part = {
    ...(ran && { ran: { ...ran, effects: [...ran.effects] } }),
    ...(caught && { caught: caught.map(({ fault: { name }, failure, seconds }) => ({ name, failure, seconds })) }),
  };
  writeFileSync(file, JSON.stringify(part));
}

/** What several parts found together; their seeds follow each other. */
export function together(files: readonly string[]): { readonly ran: Ran; readonly caught: readonly Caught[] } {
  const parts = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Part);
  const [first, ...rest] = parts
    .flatMap(({ ran }) => (ran ? [{ ...ran, effects: new Map(ran.effects) }] : []))
    .sort((one, other) => one.from - other.from);
  if (!first) throw new Error('none of these parts ran any seeds');
  const caught = parts.flatMap((part) => part.caught ?? []);
  return {
    ran: rest.reduce(added, first),
    caught: faults.flatMap((fault) =>
      caught.filter(({ name }) => name === fault.name).map(({ failure, seconds }) => ({ fault, failure, seconds })),
    ),
  };
}

function added(one: Ran, other: Ran): Ran {
  if (one.from + one.seeds !== other.from) throw new Error(`seeds ${one.from + one.seeds} to ${other.from} are missing`);
  const effects = new Map(one.effects);
  for (const [effect, times] of other.effects) effects.set(effect, (effects.get(effect) ?? 0) + times);
  return {
    ...one,
    seeds: one.seeds + other.seeds,
    seconds: one.seconds + other.seconds,
    failures: [...one.failures, ...other.failures],
    effects,
    rounds: { sum: one.rounds.sum + other.rounds.sum, most: Math.max(one.rounds.most, other.rounds.most) },
  };
}
