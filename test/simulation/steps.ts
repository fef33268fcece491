import {
  adoptFromMember,
  backUp,
  copyMessage,
  forge,
  forgeStatement,
  loseEverywhere,
  loseStatements,
  loseTail,
  prune,
  recreate,
  restart,
  restore,
  retain,
  state,
  stateForeign,
} from './accidents.js';
import { audit, listen, tell } from './announcing.js';
import { owners } from './contracts.js';
import { commit, hear, learn, look, readRegistry, readWaitingAgain, upgrade, type CommitEnd } from './hearing.js';
import { Instance } from './instance.js';
import { checkDigest } from './invariants.js';
import { newestKey } from './keys.js';
import { compromise, leave, useStolenKey } from './leaving.js';
import { beginLook, endLook } from './reacting.js';
import { Random } from './random.js';
import { pruneOld, publish, renewLeases, resolveDoubt, review, sealWaiting, takeLease, writeAcknowledged, writeSeal } from './relaying.js';
import type { Flavour, SimulatedParty, World } from './world.js';

interface Actors {
  readonly world: World;
  readonly random: Random;
  readonly anyone: SimulatedParty;
  readonly owner: SimulatedParty;
  /** One of the owner's two instances, mostly the active one. */
  readonly relay: Instance;
  readonly at: 0 | 1;
}

type Doing = readonly [weight: number, doing: (actors: Actors) => void];

const endOf = (random: Random): CommitEnd => {
  const fate = random.next();
  return fate < 0.06 ? 'crash before' : fate < 0.12 ? 'crash after' : fate < 0.15 ? 'answer lost' : 'well';
};

const relayOf = ({ instances }: SimulatedParty, random: Random): Instance => {
  const active = instances.find(({ held, isPaused }) => held !== null && !isPaused);
  return active && random.chance(0.8) ? active : random.pick(instances);
};

/** Every kind of step, and how often it comes. A kind that is listed as an accident comes three times as often in a storm. */
const doings = {
  state: [18, ({ world, owner, random }) => state(world, owner, random)],
  lease: [2, ({ world, owner, relay }) => takeLease(world, owner, relay)],
  settle: [24, ({ world, owner, random }) => standUp(world, owner, random)],
  review: [9, ({ world, owner, relay }) => review(world, owner, relay)],
  seal: [14, (actors) => sealNow(actors)],
  'write seal': [5, ({ world, owner, relay }) => writeSeal(world, owner, relay)],
  publish: [14, (actors) => publishNow(actors)],
  acknowledge: [4, ({ world, owner, relay }) => writeAcknowledged(world, owner, relay)],
  hear: [20, (actors) => hearNow(actors)],
  look: [3, ({ world, anyone, at }) => look(world, anyone, anyone.instances[at])],
  commit: [10, ({ world, anyone, at, random }) => commit(world, anyone, { at, end: endOf(random) })],
  tell: [4, ({ world, anyone, random }) => tell(world, anyone, relayOf(anyone, random))],
  listen: [5, ({ world, anyone }) => listen(world, anyone)],
  audit: [5, ({ world, anyone, random }) => audit(world, anyone, relayOf(anyone, random))],
  digest: [3, ({ world, anyone, owner }) => checkDigest(world, anyone, owner)],
  'stand up': [3, ({ world, anyone, random }) => standUp(world, anyone, random)],
  late: [4, ({ world, random }) => land(world, random)],
  pause: [3, ({ world, relay }) => pause(world, relay)],
  resume: [2, (actors) => resume(actors)],
  'back up': [5, ({ world, anyone }) => backUp(world, anyone)],
  restore: [2.5, ({ world, anyone, random }) => restore(world, anyone, random)],
  'lose everywhere': [4, ({ world, owner, random }) => loseEverywhere(world, owner, random)],
  restart: [1, ({ world, anyone }) => restartAll(world, anyone)],
  crash: [2, ({ world, anyone, at }) => crash(world, anyone, at)],
  'lose tail': [2, ({ world, random }) => loseTail(world, random)],
  retain: [1.5, ({ world, random }) => retain(world, random)],
  recreate: [0.6, ({ world, random }) => recreate(world, random)],
  'lose statements': [1, ({ world, random }) => loseStatements(world, random)],
  forge: [0.7, ({ world, random }) => forge(world, random)],
  'forge statement': [0.4, ({ world, random }) => forgeStatement(world, random)],
  'copy message': [0.7, ({ world, random }) => copyMessage(world, random)],
  foreign: [0.5, ({ world, owner, random }) => stateForeign(world, owner, random)],
  rotate: [0.8, ({ world, owner }) => rotate(world, owner)],
  learn: [
    1.5,
    ({ world, anyone, random }) => learn(world, anyone, random.chance(0.5) ? anyone.instances : [random.pick(anyone.instances)]),
  ],
  upgrade: [0.3, ({ world, anyone }) => upgrade(world, anyone)],
  prune: [2, ({ world, owner, random }) => prune(world, owner, random)],
  'prune old': [2, ({ world, owner, relay }) => pruneOld(world, owner, relay)],
  'begin look': [4, ({ world, anyone, at }) => beginLook(world, anyone, anyone.instances[at])],
  'end look': [4, ({ world, anyone, at }) => endLook(world, anyone, anyone.instances[at])],
  'learn while down': [0.7, ({ world, anyone }) => learnWhileDown(world, anyone)],
  compromise: [0.4, ({ world, owner }) => compromise(world, owner)],
  'use stolen key': [1, ({ world, random }) => useStolenKey(world, random)],
  leave: [2, ({ world, anyone }) => leave(world, anyone)],
  'clock jumps': [0.5, ({ world, anyone, random }) => jump(world, anyone, random)],
  adopt: [2, ({ world, owner, anyone }) => adoptFromMember(world, owner, anyone)],
} satisfies Record<string, Doing>;

export type StepKind = keyof typeof doings;
export const stepKinds = Object.keys(doings) as readonly StepKind[];

const stormy: readonly StepKind[] = [
  'restore',
  'lose tail',
  'retain',
  'recreate',
  'late',
  'restart',
  'back up',
  'pause',
  'lose statements',
];

const soon = 0.7;

/** Mostly both halves at once; else others come between them. */
function sealNow({ world, owner, relay, random }: Actors): void {
  sealWaiting(owner, relay, 1 + random.below(5));
  if (random.chance(soon)) writeSeal(world, owner, relay);
}

function publishNow({ world, owner, relay, random }: Actors): void {
  publish(world, owner, { instance: relay, random });
  if (random.chance(soon)) writeAcknowledged(world, owner, relay);
}

function hearNow({ world, anyone, at, random }: Actors): void {
  hear(world, anyone, { instance: anyone.instances[at], random });
  if (random.chance(soon)) commit(world, anyone, { at, end: endOf(random) });
}

/** A step with its own seed: it does the same whatever steps before it are taken away. */
export interface Step {
  readonly kind: StepKind;
  readonly seed: number;
}

const kafkaLoses: readonly StepKind[] = ['lose tail', 'retain', 'recreate', 'lose statements', 'lose everywhere', 'late', 'prune'];
const leftOut: Readonly<Record<Flavour, readonly StepKind[]>> = {
  calm: [...kafkaLoses, 'restore'],
  noticed: [...kafkaLoses, 'pause', 'adopt'],
  // What Kafka loses of who left nobody can send again.
  everything: ['leave'],
};

export interface Plan {
  readonly flavour: Flavour;
  readonly steps: readonly Step[];
}

export function planOf(seed: number, count: number, storm: boolean): Plan {
  const random = new Random(seed * 7919 + 13);
  const flavour = (['everything', 'everything', 'everything', 'everything', 'calm', 'noticed'] as const)[seed % 6] ?? 'everything';
  const weightOf = (kind: StepKind): number => doings[kind][0] * (storm && stormy.includes(kind) ? 2 : 1);
  const weights = stepKinds.map((kind) => (leftOut[flavour].includes(kind) ? 0 : weightOf(kind)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const steps = Array.from({ length: count }, () => {
    let left = random.next() * total;
    const kind = stepKinds.find((_, at) => (left -= weights[at] ?? 0) < 0) ?? 'state';
    return { kind, seed: random.below(2 ** 31) };
  });
  return { flavour, steps };
}

export function take(world: World, { kind, seed }: Step): void {
  const random = new Random(seed);
  const anyone = random.pick(world.present);
  const owner = world.party(random.pick(owners.filter((name) => !world.gone.has(name))));
  const at = random.below(2) as 0 | 1;
  world.now += random.below(500);
  for (const party of world.present) renewLeases(party);
  const doing: (actors: Actors) => void = doings[kind][1];
  const relay = relayOf(owner, random);
  if (!relay.isPaused || kind === 'resume') doing({ world, random, anyone, owner, relay, at });
}

/** Whoever holds the lease reads on, mostly, until its past can be settled. A member without streams of its own has a relay, too. */
function standUp(world: World, party: SimulatedParty, random: Random): void {
  const instance = nextRelay(party, random);
  if (instance.held === null && random.chance(0.5)) return takeLease(world, party, instance);
  takeLease(world, party, instance);
  const at = party.instances[0] === instance ? 0 : 1;
  if (instance.active === null && random.chance(0.7)) {
    listen(world, party);
    for (let times = 0; times < 3; times++) {
      hear(world, party, { instance, random: null });
      commit(world, party, { at, end: 'well' });
    }
  }
  resolveDoubt(world, party, instance);
}

function nextRelay({ instances }: SimulatedParty, random: Random): Instance {
  const awake = instances.filter(({ isPaused }) => !isPaused);
  return awake.find(({ held }) => held !== null) ?? random.pick(awake.length > 0 ? awake : instances);
}

/** Everyone is up before anything happens. */
export function begin(world: World): void {
  for (const party of world.parties) {
    takeLease(world, party, party.instances[0]);
    resolveDoubt(world, party, party.instances[0]);
  }
}

function land(world: World, random: Random): void {
  const [batch] = world.late.splice(random.below(world.late.length), 1);
  if (!batch) return;
  world.append(batch.topic, batch.records);
  world.count('late batch lands');
  world.say(() => `what was given up lands in ${batch.topic}`);
}

function pause(world: World, relay: Instance): void {
  if (relay.held === null || relay.isPaused) return;
  relay.isPaused = true;
  world.count('relay paused');
  world.say(() => `${relay.name} stands still`);
}

/** Goes on with what it was about to do, before it looks whether the lease is still its own. */
function resume({ world, random, owner }: Actors): void {
  for (const instance of owner.instances.filter(({ isPaused }) => isPaused)) {
    instance.isPaused = false;
    world.count('relay resumed');
    writeSeal(world, owner, instance);
    sealWaiting(owner, instance, 5);
    writeSeal(world, owner, instance);
    publish(world, owner, { instance, random });
    writeAcknowledged(world, owner, instance);
  }
}

function restartAll(world: World, party: SimulatedParty): void {
  restart(party);
  readWaitingAgain(world, party);
  world.say(() => `${party.name} restarts`);
}

/** The registry changes while no process of the member is there to see it. */
function learnWhileDown(world: World, party: SimulatedParty): void {
  readRegistry(world, party);
  restartAll(world, party);
}

/** Its system clock and its domain clock are set anew, each as it likes. */
function jump(world: World, party: SimulatedParty, random: Random): void {
  party.skewMs = random.below(7_200_000) - 3_600_000;
  party.domainMs = random.below(60) * 86_400_000;
  world.count('clock jumped');
  world.say(() => `the clocks of ${party.name} jump`);
}

function crash(world: World, party: SimulatedParty, at: 0 | 1): void {
  const { name } = party.instances[at];
  party.instances[at] = new Instance(name);
  readWaitingAgain(world, party);
  world.say(() => `${name} is killed`);
}

function rotate(world: World, { name }: SimulatedParty): void {
  const number = newestKey(world.signingKeys[name] + 1);
  world.signingKeys[name] = number;
  world.party(name).keys[name] = number;
  world.say(() => `${name} signs with key ${number}`);
}
