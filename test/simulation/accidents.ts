import { nextHead, readDocument, sha256, signPosition, writeDocument, type FactDocument, type Position } from '@timpora/exchange/protocol';

import { onTheWire, type Topic } from './broker.js';
import { everyone, hinters, hintTopic, kindOf, ownTopics, topics, type SimulatedMember } from './contracts.js';
import { Instance } from './instance.js';
import { exchangeId, signerOf } from './keys.js';
import { journalKey, type FactRow, type MemoryDatabase } from './memory-database.js';
import type { Random } from './random.js';
import { mayState, sealing } from './sealing-statements.js';
import type { SimulatedParty, World } from './world.js';

export const factIdOf = (member: SimulatedMember, number: number): string =>
  `019afb00-0000-7000-8000-00000000${everyone.indexOf(member)}0f${number}`;

/** One note and two hints are about the same resident. */
const subjectOf = (factId: string): string => `019afb00-0000-7000-8000-00000000aa${factId.slice(-2)}`;

export function documentOf(
  world: World,
  party: SimulatedParty,
  says: Pick<FactDocument, 'type' | 'kind' | 'factId' | 'version'> & { state: string; subjectRef?: string },
): { document: FactDocument; text: string } {
  const now = world.instant(party);
  const { state, ...named } = says;
  const document: FactDocument = {
    ...{
      id: world.newId(),
      issuer: party.name,
      occurredAt: now,
      recordedAt: now,
      subjectRef: null,
      change: 'stated',
      reason: null,
      causationId: null,
    },
    ...named,
    body: { text: `said ${world.ledger.length}`, state },
  };
  return { document, text: writeDocument(document) };
}

/** States a new version of one of three facts, sometimes by a contract that older code does not know. */
export function state(world: World, party: SimulatedParty, random: Random): void {
  const { name, db } = party;
  const topic = random.pick(ownTopics[name]);
  const factId = factIdOf(name, random.below(3));
  const kind = kindOf(name);
  const key = `${name}/${kind}/${factId}`;
  const version = (db.facts.get(key)?.version ?? 0) + 1;
  const isNew = random.chance(0.15);
  const type = isNew && topic === 'note-changed' ? `${topic}.v2` : `${topic}.v1`;
  const subjectRef = subjectOf(factId);
  const { text } = documentOf(world, party, { type, kind, factId, version, state: isNew ? 'PAUSED' : 'OPEN', subjectRef });
  const documentHash = sha256(Buffer.from(text, 'utf8'));
  if (!sealing.stateFact(db, { issuer: name, kind, factId, version, documentHash, text, topic, subjectRef }))
    return world.count('stating refused');
  if (world.strangeToItself.has(name)) world.find('P2', `${name} states before it has read its own past`);
  world.note({ issuer: name, key, version, documentHash });
  world.count('stated');
  world.say(() => `${name} states ${factId.slice(-4)} version ${version} in ${topic}${isNew ? ' (older code cannot read it)' : ''}`);
}

/** A faulty member tells a kind that only another may own, well signed and in order. */
export function stateForeign(world: World, party: SimulatedParty, random: Random): void {
  if (!mayState(party.db) || !hinters.includes(party.name as (typeof hinters)[number])) return;
  // The second one reaches its topic only where the broker's access rights are wrong.
  const topic = random.pick([hintTopic, 'note-taken']);
  const named = { type: `${topic}.v1`, kind: 'note', factId: factIdOf('imigrasi', random.below(3)), version: 1 + random.below(9) };
  const { text } = documentOf(world, party, { ...named, state: 'OPEN' });
  world.rogue.add(sha256(Buffer.from(text, 'utf8')));
  sealing.tellAgain(party.db, { ...named, topic, text });
  world.count('foreign kind stated');
  world.say(() => `${party.name} tells a note, which is not its own`);
}

/** Somebody who may write into a topic of many writes in the name of another. */
export function forge(world: World, random: Random): void {
  const victim = world.party(random.pick(hinters));
  const stream = { issuer: victim.name, topic: hintTopic, partition: 0 };
  const at: Position = victim.db.heads.get(hintTopic) ?? { generation: 1, sequence: 0, head: '00'.repeat(32) };
  const sequence = Math.max(1, at.sequence + random.pick([0, 1, 1, 2]));
  const named = { type: `${hintTopic}.v1`, kind: 'hint', factId: factIdOf(victim.name, random.below(3)), version: 99 };
  const { text } = documentOf(world, victim, { ...named, state: 'OPEN' });
  const head = nextHead(at.head, at.generation, sequence, sha256(Buffer.from(text, 'utf8')));
  const { key, keyId } = signerOf(victim.name, 1, random.pick(['stranger', 'imigrasi'] as const));
  const signature = signPosition(exchangeId, stream, { position: { generation: at.generation, sequence, head }, key });
  const place = { generation: String(at.generation), sequence: String(sequence), prev: Buffer.from(at.head, 'hex') };
  const isSigned = random.chance(0.6);
  const headers = { ...place, ...(isSigned && { signature, kid: keyId }) };
  world.topic(hintTopic).append([onTheWire({ key: named.factId, value: random.chance(0.1) ? 'junk' : text, headers })], world.now);
  world.count('forged');
  world.say(() => `somebody writes ${at.generation}.${sequence} into ${hintTopic} in the name of ${victim.name}`);
}

const messageTopics = ['member-positions', 'resend-requested'] as const;

/** Somebody says in the name of another where it stands, far ahead. */
export function forgeStatement(world: World, random: Random): void {
  const [victim, other] = [random.pick(hinters), random.pick(hinters)];
  const place = { issuer: other, topic: hintTopic, partition: 0, generation: 40, sequence: 9, head: 'ab'.repeat(32) };
  const clock = world.instant(world.party(victim));
  const statement = {
    member: victim,
    readTo: 2 ** 50,
    clock,
    heard: [place],
    own: [place],
    counts: { parked: 0, unverified: 0, held: 0 },
  };
  const { keyId } = signerOf(victim, 1);
  const headers = { kid: keyId, signature: Buffer.alloc(64, 7) };
  world.topic('member-positions').append([onTheWire({ key: victim, value: JSON.stringify(statement), headers })], world.now);
  world.count('statement forged');
}

/** Somebody who may write there sends again what a member said. */
export function copyMessage(world: World, random: Random): void {
  const name = random.pick(messageTopics);
  const topic = world.topic(name);
  if (topic.records.length === 0) return;
  const { offset, appendedMs: _, ...record } = random.pick(topic.records);
  world.copies.set(`${name}/${topic.end}`, world.copies.get(`${name}/${offset}`) ?? offset);
  topic.append([record], world.now);
  world.count('message copied');
}

export function backUp(world: World, party: SimulatedParty): void {
  party.backups.push(party.db.copy());
  world.say(() => `${party.name} is backed up`);
}

const noticed = ['its processes restart', 'its sessions break'];

/** The database becomes what it was. Its processes restart, or only lose their sessions, or notice nothing. */
export function restore(world: World, party: SimulatedParty, random: Random): void {
  const newest = party.backups.at(-1);
  if (!newest) return;
  const { known, server } = party.db;
  const backup = random.chance(0.5) ? newest : random.pick(party.backups);
  goBack(world, party, backup);
  for (const hash of known) if (!party.db.known.has(hash)) world.forgotten.add(hash);
  world.unsettled.add(party.name);
  const how = random.pick(world.flavour === 'noticed' ? noticed : [...noticed, 'nothing notices']);
  party.db.server = how === 'nothing notices' ? server : server + 1;
  if (how !== 'nothing notices') world.strangeToItself.add(party.name);
  breakAway(party, how);
  world.count(`restore: ${how}`);
  world.say(() => `${party.name} is RESTORED from a backup; ${how}`);
}

function goBack(world: World, party: SimulatedParty, backup: MemoryDatabase): void {
  party.db = backup.copy();
  // Whoever then takes a later backup, of a past that it has given up, has two contents under one version, rightly.
  if (world.flavour === 'noticed') party.backups = party.backups.slice(0, party.backups.indexOf(backup) + 1);
}

function breakAway(party: SimulatedParty, how: string): void {
  if (how === 'its processes restart') restart(party);
  if (how === 'its sessions break') for (const instance of party.instances) instance.dropLease();
}

/** An owner comes back from its backup, and the broker lost what it had told last. */
export function loseEverywhere(world: World, party: SimulatedParty, random: Random): void {
  if (party.backups.length === 0) return;
  restore(world, party, random);
  for (const topic of ownTopics[party.name]) lose(world, topic, (of) => of.loseTail(1 + random.below(3)), 'tail lost');
}

export function restart(party: SimulatedParty): void {
  party.instances = [new Instance(`${party.name}/1`), new Instance(`${party.name}/2`)];
}

export function loseTail(world: World, random: Random): void {
  const topic = random.pick(topics);
  lose(world, topic, (of) => of.loseTail(1 + random.below(2)), 'tail lost');
}

export function retain(world: World, random: Random): void {
  lose(world, random.pick(topics), (of) => of.retain(random.next()), 'retention');
}

export function recreate(world: World, random: Random): void {
  lose(world, random.pick(topics), (of) => of.recreate(), 'topic made anew');
}

export function loseStatements(world: World, random: Random): void {
  const name = random.pick(messageTopics);
  const topic = world.topic(name);
  const how = random.pick(['tail', 'tail', 'start', 'start', 'all'] as const);
  if (how === 'tail') topic.loseTail(1 + random.below(3));
  if (how === 'start') topic.retain(random.next());
  if (how === 'all') topic.recreate();
  for (const key of world.copies.keys()) if (key.startsWith(`${name}/`) && how !== 'start') world.copies.delete(key);
  world.count(`statements lost: ${how}`);
}

function lose(world: World, topic: string, how: (topic: Topic) => ReturnType<Topic['recreate']>, effect: string): void {
  const gone = how(world.topic(topic));
  if (gone.length === 0) return;
  world.lose(gone);
  world.count(effect);
  world.say(() => `${effect}: ${gone.length} records of ${topic}`);
}

/** The journal forgets what was acknowledged long ago. */
export function prune(world: World, party: SimulatedParty, random: Random): void {
  const { name } = party;
  const db = (party.db = party.db.copy());
  if (ownTopics[name].length === 0) return;
  const topic = random.pick(ownTopics[name]);
  const row = db.heads.get(topic);
  if (!row || row.acked <= row.prunedUpTo) return;
  const prunedUpTo = row.prunedUpTo + 1 + random.below(row.acked - row.prunedUpTo);
  for (let at = row.prunedUpTo + 1; at <= prunedUpTo; at++) db.journal.delete(journalKey(topic, row.generation, at));
  for (const [key, { generation }] of db.journal) if (key.startsWith(`${topic}/`) && generation < row.generation) db.journal.delete(key);
  db.heads.set(topic, { ...row, prunedUpTo });
  world.count('journal pruned');
  world.say(() => `${name} prunes its journal of ${topic} up to ${row.generation}.${prunedUpTo}`);
}

/** An operator of the owner adopts what only a member still knows. What Kafka still has the owner must find by itself. */
export function adoptFromMember(world: World, owner: SimulatedParty, member: SimulatedParty): void {
  if (owner.name === member.name || !mayState(owner.db)) return;
  for (const fact of member.db.facts.values()) {
    const reading = readDocument(Buffer.from(fact.text, 'utf8'));
    if (!isUnknownTo(owner, fact) || !world.lostInKafka.has(fact.documentHash) || !('document' in reading)) continue;
    const { text, documentHash, topic, factId, version } = fact;
    owner.db = owner.db.copy();
    // A place that no chain can have: the document counts, not where it was.
    const place = { generation: 0, sequence: 0, head: documentHash, prev: '', offset: 0 };
    owner.db.evidence.set(`${topic}/${documentHash}`, { ...place, topic, document: reading.document, text, documentHash });
    world.count('only a member knew');
    world.say(() => `${owner.name} is given ${factId.slice(-4)} version ${version}, as ${member.name} holds it`);
  }
}

function isUnknownTo({ name, db }: SimulatedParty, { issuer, kind, factId, version, documentHash }: FactRow): boolean {
  const own = db.facts.get(`${issuer}/${kind}/${factId}`);
  return issuer === name && (!own || (own.version <= version && own.documentHash !== documentHash));
}
