import {
  beginning,
  isReadToEnd,
  nextRequest,
  seal,
  sealingState,
  settle,
  sha256,
  signedBatch,
  streamKey,
  whatIsLeft,
  type LogRange,
  type Position,
  type Settlement,
  type Stream,
} from '@timpora/exchange/protocol';

import { applying } from './applying-statements.js';
import { onTheWire } from './broker.js';
import { ownTopics } from './contracts.js';
import type { Instance } from './instance.js';
import { exchangeId, signerOf } from './keys.js';
import { Fenced, journalKey, type MemoryDatabase } from './memory-database.js';
import { journalMs, leaseMs } from './periods.js';
import type { Random } from './random.js';
import { sealing } from './sealing-statements.js';
import { sentName, type SimulatedParty, type World } from './world.js';

/** Takes the lease if nobody holds it: a new epoch, in doubt (sealing/lease.ts), which notes how far Kafka is now (sealing/doubt.ts). */
export function takeLease(world: World, { name, db }: SimulatedParty, instance: Instance): void {
  if (instance.held !== null) return;
  instance.held = sealing.takeLease(db, { holder: instance.holder, leaseMs });
  if (instance.held === null) return;
  instance.ends = new Map([...ownTopics[name], 'member-positions'].map((topic) => [topic, rangeOf(world, topic)]));
  world.count('lease taken');
  world.say(() => `${instance.name} takes the lease, epoch ${instance.held}`);
}

const rangeOf = (world: World, name: string): LogRange => ({ start: world.topic(name).start, end: world.topic(name).end });

/** What a timer does at every process that is not paused. */
export function renewLeases({ db, instances }: SimulatedParty): void {
  for (const instance of instances) {
    if (instance.held === null || instance.isPaused) continue;
    if (!sealing.renewLease(db, { holder: instance.holder, leaseMs }, instance.held)) instance.dropLease();
  }
}

/** Settles all own streams, once everything that Kafka had is read. */
export function resolveDoubt(world: World, party: SimulatedParty, instance: Instance): void {
  const { held, ends } = instance;
  if (held === null || instance.active !== null || !ends) return;
  const left = [...ends].map(([topic, range]): readonly [string, LogRange] => [topic, whatIsLeft(range, world.topic(topic))]);
  instance.ends = new Map(left);
  if (!left.every(([topic, range]) => isReadToEnd(party.db.partitions.get(topic)?.next ?? 0, range))) return;
  attempt(world, party, instance, () => {
    for (const topic of ownTopics[party.name]) settleTopic(world, party, { topic, epoch: held, tailMayBeLost: true });
    if (!sealing.settleLease(party.db, held)) throw new Fenced();
    world.strangeToItself.delete(party.name);
    reload(party, instance);
    instance.active = held;
    world.say(
      () =>
        `${instance.name} has settled its past: ${[...party.db.heads].map(([topic, { generation, sequence }]) => `${topic} ${generation}.${sequence}`).join(', ')}`,
    );
  });
}

/** What came in meanwhile: evidence about the own past, requests to send something again. */
export function review(world: World, party: SimulatedParty, instance: Instance): void {
  const epoch = instance.active;
  if (epoch === null || isInTheMiddle(instance)) return;
  attempt(world, party, instance, () => {
    const found = sealing.topicsToSettle(party.db, party.name);
    for (const topic of found) settleTopic(world, party, { topic, epoch, tailMayBeLost: false });
    const asked = sealing.takeResendRequests(party.db);
    if (asked) world.count('resend');
    if (found.length > 0 || asked) reload(party, instance);
  });
}

const isInTheMiddle = ({ sealing: pending, acknowledged }: Instance): boolean => pending !== null || acknowledged.length > 0;

/** Old events leave the journal, where nobody needs them any more (`Pruner.turn`). */
export function pruneOld(world: World, { name, db }: SimulatedParty, { mayTell }: Instance): void {
  if (!mayTell) return;
  world.count('old events left the journal', sealing.deletePruned(db, journalMs));
  sealing.markPruned(db, name, journalMs);
}

/** One transaction: what it wrote is taken back when another relay moved on. */
function attempt(world: World, party: SimulatedParty, instance: Instance, work: () => void): void {
  const [before, noted] = [party.db.copy(), world.ledger.length];
  try {
    work();
  } catch (error) {
    if (!(error instanceof Fenced)) throw error;
    party.db = before;
    world.ledger.length = noted;
    world.count('relay fenced out');
    instance.dropLease();
  }
}

function reload(party: SimulatedParty, instance: Instance): void {
  instance.heads = new Map(sealing.readHeads(party.db, party.name));
  instance.queues = new Map();
  enqueue(instance, sealing.readUnacknowledged(party.db));
}

function enqueue(instance: Instance, events: ReturnType<typeof sealing.readUnacknowledged>): void {
  for (const event of events) instance.queues.set(event.topic, [...(instance.queues.get(event.topic) ?? []), event]);
}

interface Topical {
  readonly topic: string;
  readonly epoch: number;
  readonly tailMayBeLost: boolean;
}

function settleTopic(world: World, party: SimulatedParty, { topic, epoch, tailMayBeLost }: Topical): void {
  const { db, name } = party;
  const stream = { issuer: name, topic, partition: 0 };
  const end = sealing.readHeads(db, name).get(streamKey(stream)) ?? beginning(exchangeId, stream);
  const found = sealing.takeFound(db, stream);
  const past = sealing.readKnownPast(db, stream, { end, found, tailMayBeLost });
  const openingId = (of: Stream, generation: number): string =>
    `019afb00-0000-8000-8000-${sha256(Buffer.from(`${streamKey(of)}/${generation}`)).slice(0, 12)}`;
  const circumstances = { exchangeId, stream, now: world.instant(party), newId: () => world.newId(), openingId };
  const settlement = settle(circumstances, past, found);
  write(world, party, { stream, from: past.end, epoch, settlement });
}

/** What `settlePast` of sealing/settle-past.ts writes. */
function write(
  world: World,
  { db, name }: SimulatedParty,
  { stream, from, epoch, settlement }: { stream: Stream; from: Position; epoch: number; settlement: Settlement },
): void {
  const { facts, overtaken, sealed, end, isInKafka, sendAgainAfter, opened } = settlement;
  const { topic } = stream;
  sealing.dropUnsealed(db, overtaken);
  if (sealed.length > 0) {
    const will = [{ ...stream, ...end, ...(isInKafka && { acknowledged: end.sequence }) }];
    sealing.writeSealed(db, sealed, { epoch, was: new Map([[streamKey(stream), from]]), will });
    world.noteSealed(name, sealed);
    world.unsettled.add(name);
    world.count(opened === null ? 'past taken over' : 'generation opened');
    world.say(() => `${name} ${opened === null ? `takes over ${sealed.length} of` : `opens generation ${opened} of`} ${topic}`);
  }
  for (const fact of facts) writeFact(world, { db, name }, fact);
  const acked = ackedIn(db, topic);
  if (sendAgainAfter !== null) sealing.lowerAcknowledged(db, topic, sendAgainAfter);
  if (ackedIn(db, topic) < acked) world.count('lost tail sent again');
}

const ackedIn = (db: MemoryDatabase, topic: string): number => db.heads.get(topic)?.acked ?? 0;

function writeFact(world: World, { db, name }: Pick<SimulatedParty, 'db' | 'name'>, fact: Settlement['facts'][number]): void {
  const { document, text, documentHash, stream, isSealed, because } = fact;
  const { kind, factId, version } = document;
  const isAdopted = because === 'newer';
  if (!isAdopted) world.note({ issuer: name, key: `${name}/${kind}/${factId}`, version, documentHash });
  applying.mergeFacts(db, {
    ...nothing,
    facts: [{ document, text, documentHash, place: { ...stream, generation: null, sequence: null } }],
  });
  db.known.add(documentHash);
  if (!isSealed) sealing.tellAgain(db, { topic: stream.topic, kind, factId, version, text });
  world.unsettled.add(name);
  world.count(isAdopted ? 'adopted' : 'contradiction restated');
  if (!isAdopted && world.flavour !== 'everything') world.find('P2', `${name} stated before it had read its own past`);
  world.say(() => `${name} ${isAdopted ? 'adopts' : 'states again'} ${factId.slice(-4)} version ${version}`);
}

const nothing = { partitions: [], streams: [], facts: [], parked: [], unverified: [], own: [] };

/** Reads the outbox and gives each document its place; written by the next step. */
export function sealWaiting(party: SimulatedParty, instance: Instance, limit: number): void {
  const epoch = instance.active;
  if (epoch === null || isInTheMiddle(instance)) return;
  const { unsealed, versions } = sealing.readOutbox(party.db, limit);
  if (unsealed.length === 0) return;
  const sealed = seal(party.name, sealingState(exchangeId, instance.heads, versions), unsealed);
  const will = new Map<string, Stream & Position>();
  for (const { topic, generation, sequence, head } of sealed) {
    const stream = { issuer: party.name, topic, partition: 0 };
    will.set(streamKey(stream), { ...stream, generation, sequence, head });
  }
  instance.sealing = { sealed, epoch, was: new Map(instance.heads), will };
}

export function writeSeal(world: World, party: SimulatedParty, instance: Instance): void {
  const { sealing: pending } = instance;
  instance.sealing = null;
  if (!pending) return;
  attempt(world, party, instance, () => {
    sealing.writeSealed(party.db, pending.sealed, { epoch: pending.epoch, was: pending.was, will: [...pending.will.values()] });
    world.noteSealed(party.name, pending.sealed);
    for (const [key, place] of pending.will) instance.heads.set(key, place);
    enqueue(instance, pending.sealed);
    world.count('sealed', pending.sealed.length);
    world.say(
      () =>
        `${instance.name} seals ${pending.sealed.map(({ topic, generation, sequence }) => `${topic} ${generation}.${sequence}`).join(', ')}`,
    );
  });
}

/** Sends the beginning of each queue. Without `random` everything arrives and is acknowledged. */
export function publish(world: World, party: SimulatedParty, { instance, random }: { instance: Instance; random: Random | null }): void {
  if (instance.active === null || isInTheMiddle(instance)) return;
  const parts = [...instance.queues.values()].map((queue) => queue.slice(0, random ? 1 + random.below(4) : queue.length));
  for (const events of nextRequest(parts)) {
    const batch = signedBatch(signerOf(party.name, world.signingKeys[party.name]), events);
    const last = events.at(-1);
    if (!batch || !last || !arrives(world, { topic: batch.topic, records: asSent(world, batch.records.map(onTheWire), random) }, random))
      continue;
    instance.queues.set(batch.topic, (instance.queues.get(batch.topic) ?? []).slice(events.length));
    const { generation, sequence } = last;
    instance.acknowledged = [...instance.acknowledged, { topic: batch.topic, generation, sequence }];
  }
}

/** A faulty relay forgets to sign now and then: nobody can use its batch, and it has to send again. */
function asSent(world: World, records: World['late'][number]['records'], random: Random | null): World['late'][number]['records'] {
  if (world.flavour !== 'everything' || !random?.chance(0.03)) return records;
  world.count('unsigned batch');
  return records.map(({ headers: { signature: _signature, kid: _kid, ...headers }, ...record }) => ({ ...record, headers }));
}

/** What may become of a produce request: up to a number, whether it is appended, whether it may be appended later, whether it is acknowledged. */
const lost = { how: 'lost', isHere: false, isLate: false };
const fates = [
  { upTo: 0.55, how: 'acknowledged', isHere: true, isLate: false },
  { upTo: 0.7, how: 'answer lost', isHere: true, isLate: false },
  { upTo: 0.82, how: 'comes late', isHere: false, isLate: true },
  { upTo: 0.9, how: 'comes twice', isHere: true, isLate: true },
];

/** @returns whether it is acknowledged */
function arrives(world: World, batch: World['late'][number], random: Random | null): boolean {
  // Where nothing is lost, what is not acknowledged may still be there, but does not come later.
  const drawn = (random?.next() ?? 0) * (world.flavour === 'noticed' ? 0.7 : 1);
  const { how, isHere, isLate } = fates.find(({ upTo }) => drawn < upTo) ?? lost;
  if (isHere) world.append(batch.topic, batch.records);
  if (isLate) world.late.push(batch);
  world.count(`produce: ${how}`);
  world.say(() => `${batch.topic} is sent ${batch.records.map(placeIn).join(', ')}: ${how}`);
  return how === 'acknowledged';
}

const placeIn = ({ headers }: World['late'][number]['records'][number]): string =>
  `${String(headers['generation'])}.${String(headers['sequence'])}`;

export function writeAcknowledged(world: World, party: SimulatedParty, instance: Instance): void {
  for (const { topic, ...place } of instance.acknowledged) {
    sealing.noteAcknowledged(party.db, topic, place);
    const row = party.db.journal.get(journalKey(topic, place.generation, place.sequence));
    if (row && !world.sent.has(sentName(topic, String(row.sequence), row.prev)))
      world.find('P2', `${party.name} notes ${place.generation}.${place.sequence} of ${topic} as acknowledged, which Kafka never got`);
  }
  instance.acknowledged = [];
}
