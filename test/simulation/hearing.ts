import { fold, groupOf, judge, meet, type Fetched, type MergedFact, type Reader } from '@timpora/exchange/protocol';

import { mergeFacts, readPosition, retryAllParked, type Retried } from './applying-statements.js';
import { contracts, readTopics } from './contracts.js';
import { Instance } from './instance.js';
import { checkApplied, checkComplete } from './invariants.js';
import { trustUpTo } from './keys.js';
import { Fenced } from './memory-database.js';
import type { Random } from './random.js';
import type { SimulatedParty, World } from './world.js';

const readerOf = ({ name, release, keys }: SimulatedParty): Reader => ({
  member: name,
  catalogue: contracts[release],
  trust: trustUpTo(keys),
});

/** Where it goes on, as the database says; the record before is read again to be compared. */
function startAt(party: SimulatedParty, instance: Instance): void {
  for (const topic of readTopics[party.name]) {
    const state = readPosition(party.db, topic);
    instance.states.set(topic, state);
    instance.unchecked.add(topic);
    instance.fetchAt.set(topic, Math.max(state.nextOffset - 1, 0));
  }
}

/** Fetches from some topics and folds what came; the commit is a step of its own. */
export function hear(world: World, party: SimulatedParty, { instance, random }: { instance: Instance; random: Random | null }): void {
  if (instance.pending) return;
  if (instance.states.size === 0) startAt(party, instance);
  const fetched = readTopics[party.name].flatMap((topic) => (random?.chance(0.4) ? [] : fetch(world, instance, { topic, random })));
  if (fetched.length === 0) return;
  const folds = fetched.flatMap((each) => {
    const state = instance.states.get(each.topic);
    return state ? [{ topic: each.topic, folded: fold(readerOf(party), state, each) }] : [];
  });
  instance.pending = { group: groupOf(folds.map(({ folded }) => folded)), folds };
}

/** One fetch as kafkajs does it and `Subscription.apply` takes it. */
function fetch(world: World, instance: Instance, { topic, random }: { topic: string; random: Random | null }): readonly Fetched[] {
  const log = world.topic(topic);
  const state = instance.states.get(topic);
  if (!state) return [];
  const asked = instance.fetchAt.get(topic) ?? 0;
  // Out of range: from the earliest.
  const from = asked < log.start || asked > log.end ? log.start : asked;
  const records = log.fetch(from, random ? 1 + random.below(4) : Infinity);
  const [first] = records;
  if (!first) {
    instance.fetchAt.set(topic, from);
    return [];
  }
  const meeting = meet(state, first, instance.unchecked.delete(topic));
  if (meeting !== 'continues') world.count(`topic ${meeting}`);
  if (meeting === 'other') {
    instance.fetchAt.set(topic, 0);
    return [];
  }
  const rewound = meeting === 'rewound';
  const fresh = rewound ? records : records.filter(({ offset }) => offset >= state.nextOffset);
  if (fresh.length > 0) return [{ topic, partition: 0, records: fresh, rewound }];
  instance.fetchAt.set(topic, first.offset + records.length);
  return [];
}

export type CommitEnd = 'well' | 'crash before' | 'crash after' | 'answer lost';

/** Writes what was folded; a process may end just before or after. */
export function commit(world: World, party: SimulatedParty, { at, end }: { at: 0 | 1; end: CommitEnd }): void {
  const instance = party.instances[at];
  const { pending } = instance;
  instance.pending = null;
  if (!pending) return;
  if (end === 'crash before') return void (party.instances[at] = new Instance(instance.name));
  const before = new Map(party.db.facts);
  try {
    const { changed } = mergeFacts(party.db, pending.group);
    for (const fact of pending.group.facts) party.db.known.add(fact.documentHash);
    world.count('facts applied', changed.length);
    world.count('parked', pending.group.parked.length);
    world.count('unverified', pending.group.unverified.length);
    world.count('own past found', pending.group.own.length);
    checkApplied(world, party, { before, changed });
  } catch (error) {
    if (!(error instanceof Fenced)) throw error;
    world.count('reader fenced out');
    startAt(party, instance);
    return;
  }
  checkComplete(world, party, pending.group.streams);
  world.say(
    () =>
      `${instance.name} commits ${pending.group.streams.map(({ issuer, topic, generation, sequence }) => `${issuer}/${topic} ${generation}.${sequence}`).join(', ') || 'offsets'}${end === 'well' ? '' : ` (${end})`}`,
  );
  if (end === 'crash after') return void (party.instances[at] = new Instance(instance.name));
  if (end === 'answer lost') return;
  for (const { topic, folded } of pending.folds) {
    instance.states.set(topic, folded.state);
    instance.fetchAt.set(topic, folded.state.nextOffset);
  }
}

/** Newer code tries again what the older one could not use. */
export function upgrade(world: World, party: SimulatedParty): void {
  if (party.release === 2) return;
  party.release = 2;
  retryParked(world, party);
}

export function retryParked(world: World, party: SimulatedParty): void {
  const before = new Map(party.db.facts);
  const changed = retryAllParked(party.db, (row) => judgedAgain(party, row));
  world.count('unparked', changed.length);
  checkApplied(world, party, { before, changed });
}

function judgedAgain(party: SimulatedParty, { reading, bytes, documentHash, ...row }: Retried): MergedFact | null {
  const { issuer, topic, partition, generation, sequence } = row;
  const place = { issuer, topic, partition, generation, sequence, head: '' };
  const judgement = judge(readerOf(party), { reading, bytes, documentHash, place });
  return 'fact' in judgement ? judgement.fact : null;
}
