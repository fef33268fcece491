import {
  nextHead,
  positionsTopic,
  sha256,
  signMessage,
  signPosition,
  streamKey,
  type LastPlaces,
  type Statement,
  type Stream,
} from '@timpora/exchange/protocol';

import { documentOf, factIdOf } from './accidents.js';
import { onTheWire } from './broker.js';
import { everyone, hinters, kindOf, ownTopics, type SimulatedMember } from './contracts.js';
import { learn } from './hearing.js';
import { exchangeId, keyName, newestKey, signerOf } from './keys.js';
import type { Random } from './random.js';
import type { SimulatedParty, World } from './world.js';

const streamsOf = (issuer: SimulatedMember): readonly Stream[] => ownTopics[issuer].map((topic) => ({ issuer, topic, partition: 0 }));

/** Everything that was ever sealed in its streams, and nothing after it. */
function placesUpToNow(world: World, issuer: SimulatedMember): LastPlaces {
  const places = streamsOf(issuer).flatMap((stream) => world.furthest.get(streamKey(stream)) ?? []);
  return Object.fromEntries(places.map(({ topic, generation, sequence }) => [`${topic}/0`, { generation, sequence }]));
}

/** The key of an owner is stolen: it signs with the next one, and the registry says up to where the old one counts. */
export function compromise(world: World, owner: SimulatedParty): void {
  const { name } = owner;
  const number = world.signingKeys[name];
  if (newestKey(number + 1) === number) return;
  silence(world, owner);
  world.ends.set(keyName(name, `k${number}`), placesUpToNow(world, name));
  world.signingKeys[name] = number + 1;
  owner.keys = { ...owner.keys, [name]: number + 1 };
  owner.ends = new Map([...owner.ends, ...[...world.ends].filter(([key]) => key.startsWith(`${name}/`))]);
  world.count('key compromised');
  world.say(() => `key ${number} of ${name} is stolen; it counts up to ${JSON.stringify(world.ends.get(keyName(name, `k${number}`)))}`);
}

/** As long as nobody knows of the theft, a thief says nothing in the owner's name, and claims to have read whatever comes. */
function silence(world: World, { name }: SimulatedParty): void {
  const statement: Statement = { member: name, readTo: 2 ** 50, clock: new Date(0).toISOString(), heard: [], own: [], counts };
  const value = Buffer.from(JSON.stringify(statement), 'utf8');
  const { key, keyId } = signerOf(name, world.signingKeys[name]);
  const signature = signMessage(exchangeId, positionsTopic, { value, key });
  world.topic(positionsTopic).append([onTheWire({ key: name, value, headers: { kid: keyId, signature } })], world.now);
  world.count('stolen key speaks');
}

const counts = { parked: 0, unverified: 0, held: 0 };

/** Whoever has a stolen key goes on where its owner was, after the registry of everybody says that it has ended. */
export function useStolenKey(world: World, random: Random): void {
  if (world.ends.size === 0) return;
  for (const party of world.present) learn(world, party);
  const [issuer, keyId] = random.pick([...world.ends.keys()]).split('/') as [SimulatedMember, string];
  const stream = random.pick(streamsOf(issuer));
  const at = world.furthest.get(streamKey(stream));
  if (!at) return;
  const named = { type: `${stream.topic}.v1`, kind: kindOf(issuer), factId: factIdOf(issuer, random.below(3)), version: 99 };
  const { text } = documentOf(world, world.party(issuer), { ...named, state: 'OPEN' });
  const [generation, sequence] = [at.generation, at.sequence + 1];
  const head = nextHead(at.head, generation, sequence, sha256(Buffer.from(text, 'utf8')));
  const { key } = signerOf(issuer, Number(keyId.slice(1)));
  const signature = signPosition(exchangeId, stream, { position: { generation, sequence, head }, key });
  const headers = { generation: String(generation), sequence: String(sequence), prev: Buffer.from(at.head, 'hex'), signature, kid: keyId };
  world.topic(stream.topic).append([onTheWire({ key: named.factId, value: text, headers })], world.now);
  world.count('stolen key used');
  world.say(() => `a thief writes ${generation}.${sequence} into ${stream.topic} with ${keyId} of ${issuer}`);
}

/** A member leaves: it has told everything, its keys end there, and its processes end. */
export function leave(world: World, party: SimulatedParty): void {
  const { name, db, instances } = party;
  const isHinter = (hinters as readonly SimulatedMember[]).includes(name);
  const isTold = db.outbox.length === 0 && [...db.heads.values()].every(({ acked, sequence }) => acked === sequence);
  if (!isHinter || !isTold || world.gone.size > 0 || !instances.some(({ mayTell }) => mayTell)) return;
  const keys = Array.from({ length: world.signingKeys[name] }, (_, at) => keyName(name, `k${at + 1}`));
  // A key that was stolen has ended before, and stays so.
  for (const key of keys) if (!world.ends.has(key)) world.ends.set(key, placesUpToNow(world, name));
  world.gone.add(name);
  world.count('member left');
  world.say(() => `${name} leaves; ${everyone.length - 1} go on`);
}
