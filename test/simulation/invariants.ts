import { streamKey, type Heard, type Leaf, type Position, type Said, type Stream } from '@timpora/exchange/protocol';

import { agreeing, sameHolding } from './agreeing-statements.js';
import { hearersOf, kindOf, listener, owners, type SimulatedMember } from './contracts.js';
import type { Instance } from './instance.js';
import type { FactRow } from './memory-database.js';
import { holdsPair } from './reacting.js';
import type { SealedOnce, SimulatedParty, World } from './world.js';

/** P3, P5, P8 on the way: versions only grow, and nothing is held that its issuer did not state. */
export function checkApplied(
  world: World,
  { name, db }: SimulatedParty,
  { before, changed }: { before: ReadonlyMap<string, FactRow>; changed: readonly string[] },
): void {
  for (const key of changed) {
    const fact = db.facts.get(key);
    if (!fact) continue;
    if ((before.get(key)?.version ?? 0) >= fact.version) world.find('P3', `${name}: ${key} went back to version ${fact.version}`);
    if (world.documents.get(fact.documentHash) !== fact.issuer)
      world.find('P5', `${name} holds of ${key} what ${fact.issuer} never stated`);
    if (world.rogue.has(fact.documentHash)) world.find('P8', `${name} holds ${key}, which ${fact.issuer} may not state there`);
  }
}

/** P4: what was once said to be held is never taken back, and goes on only with what its owner sealed behind it. */
export function checkForward(world: World, { name, db }: SimulatedParty, before: ReadonlyMap<string, Stream & Position>): void {
  for (const [key, was] of before) {
    if (was.issuer === name) continue;
    const fault = faultOf(world, was, db.streamPositions.get(key));
    if (fault) world.find('P4', `${name} goes ${fault} ${was.generation}.${was.sequence} in ${key}`);
  }
}

function faultOf(world: World, was: Position, is: Position | undefined): string | null {
  if (!is || is.generation < was.generation || (is.generation === was.generation && is.sequence < was.sequence)) return 'back from';
  const isElsewhere = is.generation === was.generation && headAt(world, is, was.sequence) !== was.head;
  return isElsewhere ? 'on with what was never sealed behind' : null;
}

/** P4: a process that may go on stands, in its memory, where its database stood. */
export function checkMemory(
  world: World,
  { name, states }: Instance,
  { topic, stood }: { readonly topic: string; readonly stood: ReadonlyMap<string, Position> },
): void {
  for (const [key, place] of states.get(topic)?.streams ?? [])
    if (stood.get(key)?.head !== place.head)
      world.find('P4', `${name} goes on from ${place.sequence} in ${key}, its database from elsewhere`);
}

/** The head on the way to a place. */
function headAt(world: World, place: Position, sequence: number): string | undefined {
  let head: string | undefined = place.head;
  for (let at = place.sequence; head !== undefined && at > sequence; at--) head = world.history.get(head)?.prev;
  return head;
}

/** P4, P5: everything on the chain up to the position is held, and the chain is one that the issuer sealed. */
export function checkComplete(world: World, party: SimulatedParty, streams: readonly (Stream & Position)[]): void {
  for (const place of streams.filter(({ issuer }) => issuer !== party.name)) checkChain(world, party, place);
}

function checkChain(world: World, { name, db }: SimulatedParty, place: Stream & Position): void {
  const { issuer, topic, generation, sequence } = place;
  const where = `${generation}.${sequence} of ${issuer}/${topic}`;
  const held = new Map(agreeing.heldLeaves(db, issuer, kindOf(issuer as SimulatedMember)).map(({ factId, version }) => [factId, version]));
  let { head } = place;
  for (let left = sequence; left > 0; left--) {
    const sealed = world.history.get(head);
    if (sealed?.issuer !== issuer || sealed.sequence !== left)
      return world.find('P5', `${name} is at ${where}, which ${issuer} never sealed`);
    if (!isHeld(held, sealed))
      return world.find('P4', `a silent hole: ${name} says ${where}, but lacks ${sealed.fact?.key} version ${sealed.fact?.version}`);
    head = sealed.prev;
  }
}

const isHeld = (held: ReadonlyMap<string, number>, { fact }: SealedOnce): boolean =>
  !fact || (held.get(fact.key.split('/')[2] ?? '') ?? 0) >= fact.version;

/** P9: what a member holds is what the owner expects at its positions, or the owner cannot say. */
export function checkDigest(world: World, member: SimulatedParty, owner: SimulatedParty): void {
  if (world.unsettled.has(owner.name) || !hearersOf(owner.name).includes(member.name)) return;
  const kind = kindOf(owner.name);
  const streams = [...member.db.streamPositions.values()].filter(({ issuer }) => issuer === owner.name);
  const expected = agreeing.expectedLeaves(owner.db, kind, { streams, issuer: owner.name });
  if (!expected) return world.count('digest: ask later');
  world.count('digest compared');
  if (!sameHolding(owner.name, kind, expected, agreeing.heldLeaves(member.db, owner.name, kind)))
    world.find('P9', `${member.name} does not hold what ${owner.name} expects at its positions`);
}

/** P4: what a member said counts once, however often somebody sends it again. */
export function checkCopies(
  world: World,
  { name, db }: SimulatedParty,
  { topic, counted }: { readonly topic: string; readonly counted: readonly Heard<Said>[] },
): void {
  const last = new Map(agreeing.lastSaid(db, topic));
  for (const { said, offset } of counted) {
    const original = world.copies.get(`${topic}/${offset}`);
    const before = last.get(said.member) ?? -1;
    if (original !== undefined && said.readTo <= original && original <= before && before < offset)
      world.find('P4', `${name} takes a copy of what ${said.member} said at ${original} of ${topic} for something new`);
    last.set(said.member, offset);
  }
}

/** P4 at rest: every owner knows where each hearer stands. */
function checkHeard(world: World, owner: SimulatedParty, { name, db }: SimulatedParty): void {
  for (const place of [...db.streamPositions.values()].filter(({ issuer }) => issuer === owner.name)) {
    const said = owner.db.memberPositions.get(`${name}/${streamKey(place)}`);
    if (said?.head !== place.head) world.find('P4', `at rest ${owner.name} does not know where ${name} stands in ${streamKey(place)}`);
  }
}

/** At rest: P2, P3, P4, P9 for everyone. */
export function checkAtRest(world: World): void {
  for (const name of owners) {
    const owner = world.party(name);
    checkNothingLost(world, owner);
    for (const hearer of hearersOf(name).filter((each) => !world.gone.has(each))) {
      checkSameView(world, owner, world.party(hearer));
      if (!world.gone.has(name)) checkHeard(world, owner, world.party(hearer));
    }
  }
  for (const party of world.present) {
    checkRightful(world, party);
    if (world.flavour === 'calm') checkNothingWaits(world, party);
    checkReactions(world, party);
  }
}

/** P4: where nothing is lost, everything that was rightly signed is used, as soon as its key is known. */
function checkNothingWaits(world: World, { name, db }: SimulatedParty): void {
  for (const { documentHash, topic, offset } of db.unverified.values())
    if (world.appended.has(documentHash) && !world.rogue.has(documentHash))
      world.find('P4', `${name} goes on taking ${offset} of ${topic} for junk`);
}

/** P3: whoever holds both facts about a resident has reacted to them. */
function checkReactions(world: World, party: SimulatedParty): void {
  const residents = new Set([...party.db.facts.values()].flatMap(({ subjectRef }) => (subjectRef === null ? [] : [subjectRef])));
  for (const subjectRef of residents)
    if (holdsPair(party, subjectRef) && !party.db.alerts.has(subjectRef))
      world.find('P3', `${party.name} holds both facts about ${subjectRef.slice(-4)} and never saw them together`);
}

function checkRightful(world: World, { name, db }: SimulatedParty): void {
  for (const fact of db.facts.values()) {
    if (fact.issuer === name) continue;
    if (world.documents.get(fact.documentHash) !== fact.issuer) world.find('P5', `${name} holds a forged ${fact.factId}`);
    if (name === listener && fact.kind === 'note') world.find('P8', `${name} holds what it may not know`);
  }
}

/** Its owner lost it before anybody could know, or Kafka lost it, too. */
const isForgiven = (world: World, documentHash: string): boolean =>
  world.forgotten.has(documentHash) && (!world.appended.has(documentHash) || world.lostInKafka.has(documentHash));

function checkNothingLost(world: World, { name, db }: SimulatedParty): void {
  for (const { key, version, documentHash } of world.ledger.filter(({ issuer }) => issuer === name)) {
    const held = db.facts.get(key);
    const isThere = held && (held.version > version || held.documentHash === documentHash);
    if (isThere || isForgiven(world, documentHash)) continue;
    world.find('P2', `a committed event is lost: ${key} version ${version}; ${name} has version ${held?.version ?? 'none'}`);
  }
}

function checkSameView(world: World, owner: SimulatedParty, member: SimulatedParty): void {
  const kind = kindOf(owner.name);
  const factsAt = ({ db }: SimulatedParty) =>
    new Map([...db.facts.values()].filter((fact) => fact.issuer === owner.name && fact.kind === kind).map((fact) => [fact.factId, fact]));
  const [own, held] = [factsAt(owner), factsAt(member)];
  for (const factId of new Set([...own.keys(), ...held.keys()])) {
    const [one, other] = [own.get(factId), held.get(factId)];
    if (one?.documentHash === other?.documentHash) continue;
    const heads = [...owner.db.heads].map(([topic, place]) => at(topic, place));
    const places = [...member.db.streamPositions.values()]
      .filter(({ issuer }) => issuer === owner.name)
      .map((place) => at(place.topic, place));
    world.find(
      'P2',
      `${owner.name} has ${factId.slice(-4)} ${one?.version} at ${heads.join(', ')}; ${member.name} ${other?.version} at ${places.join(', ')}`,
    );
  }
  if (!sameHolding(owner.name, kind, toldLeaves(owner, kind), agreeing.heldLeaves(member.db, owner.name, kind)))
    world.find('P9', `at rest ${member.name} and ${owner.name} have different digests`);
}

const at = (topic: string, { generation, sequence }: Position): string => `${topic} ${generation}.${sequence}`;

const toldLeaves = ({ db }: SimulatedParty, kind: string): readonly Leaf[] =>
  [...db.sealed].flatMap(([key, sealed]) => (key.startsWith(`${kind}/`) ? [{ factId: key.slice(kind.length + 1), ...sealed }] : []));
