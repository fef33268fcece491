import {
  countingOf,
  isReadToEnd,
  isSignedMessage,
  missing,
  positionsTopic,
  readRequest,
  readStatement,
  requestsTopic,
  signMessage,
  streamKey,
  type Heard,
  type Position,
  type ResendRequest,
  type Said,
  type Statement,
  type Stream,
  type Trust,
  type WireRecord,
} from '@timpora/exchange/protocol';

import { agreeing } from './agreeing-statements.js';
import { onTheWire } from './broker.js';
import { readTopics } from './contracts.js';
import type { Instance } from './instance.js';
import { checkCopies } from './invariants.js';
import { exchangeId, signerOf, trustOf } from './keys.js';
import { fullStatementMs, gapPatienceMs, resendEveryMs, standStillMs } from './periods.js';
import type { SimulatedParty, World } from './world.js';

/** Says what changed since the last time; everything once in a while (`Announcer.tell`). */
export function tell(world: World, party: SimulatedParty, instance: Instance): void {
  if (!instance.mayTell) return;
  const standing = agreeing.ownStanding(party.db, party.name);
  const isFull = world.now - instance.fullAt > fullStatementMs;
  const isUntold = (place: Stream & Position): boolean =>
    isFull || instance.told.get(streamKey(place)) !== `${place.generation}/${place.head}`;
  const [heard, own] = [standing.heard.filter(isUntold), standing.own.filter(isUntold)];
  if (!isFull && heard.length + own.length === 0) return;
  const readTo = agreeing.readTo(party.db, positionsTopic);
  // It would not count before the last one has come back. Where that one was lost, the next full one says it all.
  if (!isFull && readTo <= instance.saidAt) return;
  const clock = new Date(world.systemMs(party)).toISOString();
  const statement: Statement = { member: party.name, readTo, clock, heard, own, counts: standing.counts };
  instance.saidAt = say(world, party, positionsTopic, statement);
  for (const place of [...heard, ...own]) instance.told.set(streamKey(place), `${place.generation}/${place.head}`);
  if (isFull) instance.fullAt = world.now;
  world.count('statement');
}

/** Rounds after which everything is sent where nothing is lost. */
const soonSent = 4;

/** @returns the offset at which it stands */
function say(world: World, { name }: SimulatedParty, topic: string, message: Said): number {
  const value = Buffer.from(JSON.stringify(message), 'utf8');
  const { key, keyId } = signerOf(name, world.signingKeys[name]);
  const signature = signMessage(exchangeId, topic, { value, key });
  world.topic(topic).append([onTheWire({ key: name, value, headers: { kid: keyId, signature } })], world.now);
  return world.topic(topic).end - 1;
}

/** Asks to hear again what its owner announced and Kafka does not have (`Announcer.askForMissing`). */
export function audit(world: World, party: SimulatedParty, instance: Instance): void {
  const { db, name } = party;
  if (!instance.mayTell) return;
  const announced = agreeing.announcedBeyond(db, { member: name, hears: readTopics[name] }, gapPatienceMs);
  const isAllRead = ({ topic }: Stream): boolean => isReadToEnd(db.partitions.get(topic)?.next ?? 0, world.topic(topic));
  const due = missing(db.streamPositions, announced, isAllRead).filter((stream) => mayAsk(world, instance, stream));
  if (due.length > 0) {
    const nothing = { generation: 1, sequence: 0, head: '0'.repeat(64) };
    const streams = due.map((stream) => {
      const { generation, sequence, head } = db.streamPositions.get(streamKey(stream)) ?? nothing;
      return { issuer: stream.issuer, topic: stream.topic, partition: stream.partition, generation, sequence, head };
    });
    const request: ResendRequest = { member: name, readTo: agreeing.readTo(db, requestsTopic), streams };
    say(world, party, requestsTopic, request);
    world.count('gap asked for', due.length);
    if (world.flavour === 'calm' && world.round > soonSent) world.find('P2', `${name} has to ask for what nobody lost`);
    world.say(
      () => `${name} asks for ${streams.map((place) => `${streamKey(place)} after ${place.generation}.${place.sequence}`).join(', ')}`,
    );
  }
  world.count('sent again unasked', agreeing.resendToThoseWhoStandStill(db, name, standStillMs));
}

function mayAsk(world: World, instance: Instance, stream: Stream): boolean {
  const key = streamKey(stream);
  if (world.now - (instance.askedAt.get(key) ?? -Infinity) < resendEveryMs) return false;
  instance.askedAt.set(key, world.now);
  return true;
}

/** Hears what members say about where they stand, and what they ask (`StatementListener`). */
export function listen(world: World, party: SimulatedParty): void {
  for (const topic of [positionsTopic, requestsTopic]) {
    const offset = party.db.partitions.get(topic)?.next ?? 0;
    const records = world.topic(topic).fetch(offset, Infinity);
    const last = records.at(-1);
    if (!last) continue;
    const statements = topic === positionsTopic ? counting(party, topic, { records, read: readStatement }) : [];
    const requests = topic === requestsTopic ? counting(party, topic, { records, read: readRequest }) : [];
    checkCopies(world, party, { topic, counted: [...statements, ...requests] });
    agreeing.keepMessages(party.db, party.name, { topic, offset, nextOffset: last.offset + 1, statements, requests });
    world.count('messages kept', statements.length + requests.length);
    world.count('messages passed over', records.length - statements.length - requests.length);
  }
}

/** `StatementListener.countingIn`. */
function counting<T extends Said>(
  party: SimulatedParty,
  topic: string,
  { records, read }: { records: readonly WireRecord[]; read: (value: Buffer) => T | null },
): readonly Heard<T>[] {
  const heard = records.flatMap((record) => {
    const said = record.value && read(record.value);
    const { offset, appendedMs = 0 } = record;
    return said && isSignedBy(trustOf(party), { member: said.member, topic, record }) ? [{ said, offset, appendedMs }] : [];
  });
  return countingOf(heard, agreeing.lastSaid(party.db, topic));
}

interface Claim {
  readonly member: string;
  readonly topic: string;
  readonly record: WireRecord;
}

/** `StatementListener.isSignedBy`. */
function isSignedBy(trust: Trust, { member, topic, record: { value, headers, offset } }: Claim): boolean {
  const { kid, signature } = headers;
  const key = Buffer.isBuffer(kid) ? trust.key(member, kid.toString('utf8')) : null;
  if (!key || !value || !Buffer.isBuffer(signature)) return false;
  const place = { issuer: member, topic, partition: 0, generation: 1, sequence: offset };
  if (trust.mayVouch?.(String(kid), place) === false) return false;
  return isSignedMessage(exchangeId, topic, { value, key, signature });
}
