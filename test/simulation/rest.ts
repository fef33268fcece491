import { adoptFromMember } from './accidents.js';
import { audit, listen, tell } from './announcing.js';
import { owners } from './contracts.js';
import { commit, hear, learn, look, retryParked, upgrade } from './hearing.js';
import { checkComplete } from './invariants.js';
import { beginLook, endLook } from './reacting.js';
import { publish, renewLeases, resolveDoubt, review, sealWaiting, takeLease, writeAcknowledged, writeSeal } from './relaying.js';
import type { SimulatedParty, World } from './world.js';

const mostRounds = 120;
/** Longer than every period: what is still to come would have come. */
const quietRounds = 8;
const roundMs = 3_000;

/** Lets everything go well until nothing moves any more. @returns after how many rounds */
export function comeToRest(world: World): number {
  landAll(world);
  let [quiet, last] = [0, ''];
  for (let round = 1; round <= mostRounds; round++) {
    world.round = round;
    everyTurn(world);
    const now = summaryOf(world);
    quiet = now === last ? quiet + 1 : 0;
    last = now;
    if (quiet === quietRounds || world.findings.length > 0) return round;
  }
  world.find('P2', `does not come to rest within ${mostRounds} rounds`);
  return mostRounds;
}

function landAll(world: World): void {
  for (const batch of world.late.splice(0)) world.append(batch.topic, batch.records);
}

function everyTurn(world: World): void {
  for (const party of world.present) turn(world, party);
  for (const owner of owners.filter((name) => !world.gone.has(name)))
    for (const member of world.parties) adoptFromMember(world, world.party(owner), member);
}

function turn(world: World, party: SimulatedParty): void {
  world.now += roundMs / world.parties.length;
  learn(world, party);
  for (const instance of party.instances) instance.isPaused = false;
  for (const each of world.present) renewLeases(each);
  upgrade(world, party);
  retryParked(world, party);
  listen(world, party);
  for (const at of [0, 1] as const) {
    look(world, party, party.instances[at]);
    for (let times = 0; times < 3; times++) {
      hear(world, party, { instance: party.instances[at], random: null });
      commit(world, party, { at, end: 'well' });
    }
  }
  for (const instance of party.instances) relay(world, party, instance);
  for (const instance of party.instances)
    for (let left = party.db.due.length; left >= 0; left--) {
      endLook(world, party, instance);
      beginLook(world, party, instance);
    }
  checkComplete(world, party, [...party.db.streamPositions.values()]);
}

function relay(world: World, party: SimulatedParty, instance: SimulatedParty['instances'][0]): void {
  writeSeal(world, party, instance);
  writeAcknowledged(world, party, instance);
  takeLease(world, party, instance);
  resolveDoubt(world, party, instance);
  review(world, party, instance);
  sealWaiting(party, instance, 500);
  writeSeal(world, party, instance);
  publish(world, party, { instance, random: null });
  writeAcknowledged(world, party, instance);
  tell(world, party, instance);
  audit(world, party, instance);
}

const summaryOf = ({ parties }: World): string =>
  JSON.stringify(
    parties.map(({ db }) => [
      [...db.facts.values()].map(({ documentHash }) => documentHash),
      [...db.streamPositions.values()].map(({ head }) => head),
      [...db.partitions].filter(([topic]) => !topic.includes('-positions') && !topic.includes('requested')),
      [...db.heads.values()].map(({ head, acked }) => [head, acked]),
      [db.outbox.length, db.evidence.size, db.parked.size, db.due.length],
    ]),
  );
