import { fold, groupOf, meet, type Fetched, type Position, type Reader, type Stream } from '@timpora/exchange/protocol';

import { applying } from './applying-statements.js';
import { contracts, readTopics } from './contracts.js';
import { Instance, type PendingGroup } from './instance.js';
import { checkApplied, checkComplete, checkForward, checkMemory } from './invariants.js';
import { trustOf } from './keys.js';
import { Fenced } from './memory-database.js';
import type { Random } from './random.js';
import type { SimulatedParty, World } from './world.js';

const readerOf = ({ name, release, keys, ends }: SimulatedParty, instance: Instance | null = null): Reader => ({
  member: name,
  catalogue: contracts[release],
  trust: trustOf({ keys: instance?.keys ?? keys, ends }),
});

/** Where it goes on, as the database says; the record before is read again to be compared. */
function startAt(party: SimulatedParty, instance: Instance): void {
  for (const topic of readTopics[party.name]) {
    const state = applying.readPosition(party.db, topic);
    instance.states.set(topic, state);
    instance.unchecked.add(topic);
    instance.fetchAt.set(topic, Math.max(state.nextOffset - 1, 0));
  }
}

/** Looks whether the database goes on from elsewhere (`Subscription.isElsewhere`). */
export function look(world: World, party: SimulatedParty, instance: Instance): void {
  const isElsewhere = [...instance.states].some(([topic, { mark }]) => applying.readPosition(party.db, topic).mark !== mark);
  if (!isElsewhere || instance.pending) return;
  world.count('reader finds itself elsewhere');
  startAt(party, instance);
}

/** Fetches from some topics and folds what came; the commit is a step of its own. */
export function hear(world: World, party: SimulatedParty, { instance, random }: { instance: Instance; random: Random | null }): void {
  if (instance.pending) return;
  if (instance.states.size === 0) startAt(party, instance);
  const fetched = readTopics[party.name].flatMap((topic) => (random?.chance(0.4) ? [] : fetch(world, instance, { topic, random })));
  if (fetched.length === 0) return;
  const folds = fetched.flatMap((each) => {
    const state = instance.states.get(each.topic);
    return state ? [{ topic: each.topic, folded: fold(readerOf(party, instance), state, each) }] : [];
  });
  instance.pending = { group: groupOf(folds.map(({ folded }) => folded)), folds };
}

/** One fetch as kafkajs does it and `Subscription.apply` takes it. */
function fetch(world: World, instance: Instance, { topic, random }: { topic: string; random: Random | null }): readonly Fetched[] {
  const records = world.topic(topic).fetch(instance.fetchAt.get(topic) ?? 0, random ? 1 + random.below(4) : Infinity);
  const state = instance.states.get(topic);
  const [first] = records;
  if (!first || !state) return [];
  const meeting = meet(state, first, instance.unchecked.delete(topic));
  world.count(`topic ${meeting}`);
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
  if (end !== 'crash before') apply(world, party, { instance, pending, end });
  if (end === 'crash before' || end === 'crash after') party.instances[at] = new Instance(instance.name);
}

function apply(
  world: World,
  party: SimulatedParty,
  { instance, pending, end }: { instance: Instance; pending: PendingGroup; end: CommitEnd },
): void {
  const stood = new Map(party.db.streamPositions);
  try {
    merge(world, party, pending);
  } catch (error) {
    if (!(error instanceof Fenced)) throw error;
    world.count('reader fenced out');
    return startAt(party, instance);
  }
  const { streams } = pending.group;
  for (const { topic } of pending.folds) checkMemory(world, instance, { topic, stood });
  checkComplete(world, party, streams);
  world.say(() => `${instance.name} commits ${streams.map(nameOf).join(', ') || 'offsets'}${end === 'well' ? '' : ` (${end})`}`);
  if (end !== 'well') return;
  for (const { topic, folded } of pending.folds) {
    instance.states.set(topic, folded.state);
    instance.fetchAt.set(topic, folded.state.nextOffset);
  }
}

const nameOf = ({ issuer, topic, generation, sequence }: Stream & Position): string => `${issuer}/${topic} ${generation}.${sequence}`;

function merge(world: World, party: SimulatedParty, { group }: PendingGroup): void {
  const before = { facts: new Map(party.db.facts), places: new Map(party.db.streamPositions) };
  const { contradictions } = applying.mergeFacts(party.db, group);
  const changed = changedSince(before.facts, party.db.facts);
  for (const fact of group.facts) party.db.known.add(fact.documentHash);
  world.count('facts applied', changed.length);
  world.count('contradiction heard', contradictions);
  world.count('parked', group.parked.length);
  world.count('unverified', group.unverified.length);
  world.count('own past found', group.own.length);
  checkApplied(world, party, { before: before.facts, changed });
  checkForward(world, party, before.places);
}

/** Newer code tries again what the older one could not use. */
export function upgrade(world: World, party: SimulatedParty): void {
  if (party.release === 2) return;
  party.release = 2;
  retryParked(world, party);
}

export function retryParked(world: World, party: SimulatedParty): void {
  const before = new Map(party.db.facts);
  const outcomes = applying.retryAllParked(party.db, readerOf(party));
  for (const outcome of outcomes) world.count(`tried again: ${outcome}`);
  const changed = changedSince(before, party.db.facts);
  checkApplied(world, party, { before, changed });
}

const changedSince = (before: SimulatedParty['db']['facts'], now: SimulatedParty['db']['facts']): readonly string[] =>
  [...now].flatMap(([key, fact]) => (before.get(key) === fact ? [] : [key]));

/** What the registry names now; what waited for one of its keys is read again (`goBackToKnown` of exchange.ts). */
export function learn(world: World, party: SimulatedParty, who: readonly Instance[] = party.instances): void {
  const known = { ...party.keys };
  for (const instance of party.instances) instance.keys = who.includes(instance) ? null : (instance.keys ?? known);
  readRegistry(world, party);
  readWaitingAgain(world, party);
}

export function readRegistry(world: World, party: SimulatedParty): void {
  party.keys = { ...world.signingKeys };
  party.ends = new Map(world.ends);
}

/** Done at every start, too. */
export function readWaitingAgain(world: World, party: SimulatedParty): void {
  const trust = trustOf(party);
  const known = applying.keysWaitedFor(party.db).filter(({ issuer, keyId }) => trust.key(issuer, keyId));
  if (known.length > 0 && applying.goBackTo(party.db, known)) world.count('read again with a new key');
}
