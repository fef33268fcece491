import type { Position, Stream } from '@timpora/exchange/protocol';

import { expectedLeaves, heldLeaves, sameHolding } from './agreeing-statements.js';
import { hearersOf, kindOf, owners, type SimulatedMember } from './contracts.js';
import type { FactRow } from './memory-database.js';
import type { SimulatedParty, World } from './world.js';

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

/** P4, P5: everything on the chain up to the position is held, and the chain is one that the issuer sealed. */
export function checkComplete(world: World, party: SimulatedParty, streams: readonly (Stream & Position)[]): void {
  for (const place of streams.filter(({ issuer }) => issuer !== party.name)) checkChain(world, party, place);
}

function checkChain(world: World, { name, db }: SimulatedParty, { issuer, topic, generation, sequence, head }: Stream & Position): void {
  const held = new Map(heldLeaves(db, issuer, kindOf(issuer as SimulatedMember)).map(({ factId, version }) => [factId, version]));
  let at = head;
  for (let left = sequence; left > 0; left--) {
    const sealed = world.history.get(at);
    if (sealed?.issuer !== issuer || sealed.sequence !== left) {
      world.find('P5', `${name} is at ${generation}.${left} of ${issuer}/${topic}, on a head that ${issuer} never sealed`);
      return;
    }
    const { fact, prev } = sealed;
    if (fact && (held.get(fact.key.split('/')[2] ?? '') ?? 0) < fact.version) {
      world.find(
        'P4',
        `a silent hole: ${name} says ${generation}.${sequence} of ${issuer}/${topic}, but lacks ${fact.key} version ${fact.version}`,
      );
      return;
    }
    at = prev;
  }
}

/** P9: what a member holds is what the owner expects at its positions, or the owner cannot say. */
export function checkDigest(world: World, member: SimulatedParty, owner: SimulatedParty): void {
  if (world.unsettled.has(owner.name) || !hearersOf(owner.name).includes(member.name)) return;
  const kind = kindOf(owner.name);
  const expected = expectedLeaves(owner.db, kind, { at: member.db, issuer: owner.name, now: world.now });
  if (!expected) return world.count('digest: ask later');
  world.count('digest compared');
  if (!sameHolding(owner.name, kind, expected, heldLeaves(member.db, owner.name, kind)))
    world.find('P9', `${member.name} does not hold what ${owner.name} expects at its positions`);
}

/** At rest: P2, P3, P9 for everyone. */
export function checkAtRest(world: World): void {
  for (const name of owners) {
    const owner = world.party(name);
    checkNothingLost(world, owner);
    for (const hearer of hearersOf(name)) checkSameView(world, owner, world.party(hearer));
  }
  for (const { name, db } of world.parties) {
    if (name !== 'imigrasi' && name !== 'dukcapil' && name !== 'polres' && [...db.facts.values()].some(({ kind }) => kind === 'note'))
      world.find('P8', `${name} holds what it may not know`);
    for (const fact of db.facts.values())
      if (fact.issuer !== name && world.documents.get(fact.documentHash) !== fact.issuer)
        world.find('P5', `${name} holds a forged ${fact.factId}`);
  }
}

function checkNothingLost(world: World, { name, db }: SimulatedParty): void {
  for (const { issuer, key, version, documentHash } of world.ledger) {
    if (issuer !== name) continue;
    const isForgiven = world.forgotten.has(documentHash) && (!world.appended.has(documentHash) || world.lostInKafka.has(documentHash));
    const held = db.facts.get(key);
    if (isForgiven || (held && (held.version > version || (held.version === version && held.documentHash === documentHash)))) continue;
    world.find('P2', `a committed event is lost: ${key} version ${version}; ${name} has ${held ? `version ${held.version}` : 'nothing'}`);
  }
}

function checkSameView(world: World, owner: SimulatedParty, member: SimulatedParty): void {
  const kind = kindOf(owner.name);
  const factsAt = ({ db }: SimulatedParty) =>
    [...db.facts.values()].filter((fact) => fact.issuer === owner.name && fact.kind === kind && !world.rogue.has(fact.documentHash));
  const own = new Map(factsAt(owner).map((fact) => [fact.factId, fact]));
  const held = new Map(factsAt(member).map((fact) => [fact.factId, fact]));
  for (const factId of new Set([...own.keys(), ...held.keys()])) {
    const [one, other] = [own.get(factId), held.get(factId)];
    if (one && other && one.documentHash === other.documentHash) continue;
    const heads = [...owner.db.heads].map(([topic, { generation, sequence }]) => `${topic} ${generation}.${sequence}`);
    const places = [...member.db.streamPositions.values()].filter(({ issuer }) => issuer === owner.name);
    world.find(
      'P2',
      `${owner.name} has ${factId.slice(-4)} version ${one?.version ?? 'none'} (heads ${heads.join(', ')}), ${member.name} version ${other?.version ?? 'none'} (at ${places.map(({ topic, generation, sequence }) => `${topic} ${generation}.${sequence}`).join(', ')})`,
    );
  }
  const told = [...owner.db.sealed].flatMap(([key, sealed]) => {
    const [of = '', factId = ''] = key.split('/');
    return of === kind && !world.rogue.has(sealed.documentHash) ? [{ factId, ...sealed }] : [];
  });
  if (!sameHolding(owner.name, kind, told, heldLeaves(member.db, owner.name, kind)))
    world.find('P9', `at rest ${member.name} and ${owner.name} have different digests`);
}
