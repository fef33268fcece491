import { fieldsOf, type Pii } from './body.js';
import type { AnyEvent, AnyFact } from './facts.js';
import type { FactReference } from './fields.js';
import { members, sectorPurpose, type Member, type Purpose } from './members.js';

/** All that a set of contracts says, indexed once. The exchange works on any catalogue; `catalogue` in `all-events.ts` is Timpora's. */
export interface Catalogue {
  readonly members: readonly Member[];
  readonly events: readonly AnyEvent[];
  readonly facts: readonly AnyFact[];
  readonly eventByType: ReadonlyMap<string, AnyEvent>;
  readonly factByKind: ReadonlyMap<string, AnyFact>;
}

export function catalogueOf(events: readonly AnyEvent[], everyone: readonly Member[] = members): Catalogue {
  const eventByType = new Map(events.map((event) => [event.type, event]));
  if (eventByType.size !== events.length) throw new Error('two events have the same name and version');
  const facts = [...new Set(events.map(({ fact }) => fact))];
  const factByKind = new Map(facts.map((fact) => [fact.kind, fact]));
  if (factByKind.size !== facts.length) throw new Error('two facts have the same kind');
  return Object.freeze({ members: everyone, events, facts, eventByType, factByKind });
}

/** What a member whose service is elsewhere brings: its name, and the events of the facts that it states. */
export interface Contracts {
  readonly members: readonly Member[];
  readonly events: readonly AnyEvent[];
}

/** @throws when a further contract takes a name that is there already, or states what is somebody else's */
export function catalogueWith(base: Catalogue, further: readonly Contracts[]): Catalogue {
  for (const { members: own, events } of further) {
    const foreign = events.find(
      ({ fact: { owner } }) => !own.some((member) => member === owner) || base.members.some((member) => member === owner),
    );
    if (foreign) throw new Error(`${foreign.name} is an event of a fact that ${own.join(', ')} does not own`);
  }
  const everyone = [...base.members, ...further.flatMap(({ members: own }) => own)];
  if (new Set(everyone).size !== everyone.length) throw new Error('two members have the same name');
  return catalogueOf([...base.events, ...further.flatMap(({ events }) => events)], everyone);
}

/** Who may state instances of this kind. */
export const statersOf = (catalogue: Catalogue, fact: AnyFact): readonly Member[] =>
  fact.owner !== 'every-member' ? [fact.owner] : fact.statedBy === 'all' ? catalogue.members : fact.statedBy;

export const mayState = (catalogue: Catalogue, member: Member, fact: AnyFact): boolean => statersOf(catalogue, fact).includes(member);

/** Who may be heard stating it: also a member that joined after this service was given its contracts. That it is one, its key in the registry proves. */
export const mayBeHeardFrom = (catalogue: Catalogue, member: Member, fact: AnyFact): boolean =>
  mayState(catalogue, member, fact) || (fact.owner === 'every-member' && fact.statedBy === 'all' && !catalogue.members.includes(member));

/** Whose fact a reference points to, and of which kind. Nothing for a kind that is not in the catalogue, and without the owner among several. */
export function pointedTo(
  catalogue: Catalogue,
  { kind, factId, owner }: FactReference,
): { readonly fact: AnyFact; readonly issuer: string; readonly factId: string } | null {
  const fact = catalogue.factByKind.get(kind);
  if (!fact) return null;
  const issuer = statersOf(catalogue, fact).find((member) => (owner === undefined ? member === fact.owner : member === owner));
  return issuer === undefined ? null : { fact, issuer, factId };
}

/** What all members of these contracts may know, a further member may know, too: else its coming would move the topics of all others. */
const isForAll = ({ knownBy }: AnyFact): boolean => members.every((member) => knownBy[member] !== undefined);

export const mayKnow = (member: Member, fact: AnyFact): boolean => fact.knownBy[member] !== undefined || isForAll(fact);

/** Facts of this kind that a member holds: its own, and those that it may know. */
export const mayHold = (catalogue: Catalogue, member: Member, fact: AnyFact): boolean =>
  mayState(catalogue, member, fact) || mayKnow(member, fact);

/** An ACL cannot split a topic: a kind that several state and not all know has one topic per event and stating member. */
const isSplit = (catalogue: Catalogue, fact: AnyFact): boolean =>
  fact.owner === 'every-member' && !catalogue.members.every((member) => mayKnow(member, fact));

/** The topic in which `issuer` publishes this event. */
export const topicOf = (catalogue: Catalogue, event: AnyEvent, issuer: Member): string =>
  isSplit(catalogue, event.fact) ? `${event.name}.${issuer}` : event.name;

export interface Topic {
  readonly name: string;
  readonly event: AnyEvent;
  readonly writers: readonly Member[];
  readonly readers: readonly Member[];
}

/** Every topic of the catalogue with its writers and its readers; a writer may read back what it wrote. */
export function topicsOf(catalogue: Catalogue): readonly Topic[] {
  return catalogue.events.flatMap((event): Topic[] => {
    const staters = statersOf(catalogue, event.fact);
    const knowers = catalogue.members.filter((member) => mayKnow(member, event.fact));
    const topics = new Set(staters.map((issuer) => topicOf(catalogue, event, issuer)));
    return [...topics].map((name) => {
      const writers = staters.filter((issuer) => topicOf(catalogue, event, issuer) === name);
      return { name, event, writers, readers: [...new Set([...knowers, ...writers])] };
    });
  });
}

/** Topics from which a member hears others. */
export const topicsHeardBy = (catalogue: Catalogue, member: Member): readonly Topic[] =>
  topicsOf(catalogue).filter(({ event, writers }) => mayKnow(member, event.fact) && writers.some((writer) => writer !== member));

export const topicsStatedBy = (catalogue: Catalogue, member: Member): readonly Topic[] =>
  topicsOf(catalogue).filter(({ writers }) => writers.includes(member));

/** What a broker must be told about a topic. */
export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * Settings that the protocol relies on. Uncompressed: a small compressed batch may unpack to more than a client survives.
 * Append time: a client's clock can neither move a record past retention nor be refused by the broker.
 */
const topicSettings = (insyncReplicas: number): Readonly<Record<string, string>> => ({
  'cleanup.policy': 'delete',
  'retention.ms': String(5 * 365 * 24 * 3600 * 1000),
  'compression.type': 'uncompressed',
  'max.message.bytes': '524288',
  'message.timestamp.type': 'LogAppendTime',
  'min.insync.replicas': String(insyncReplicas),
  'unclean.leader.election.enable': 'false',
});

export const topicSpecs = (catalogue: Catalogue, insyncReplicas = 1): readonly TopicSpec[] => [
  ...topicsOf(catalogue).map(({ name, event }) => ({ name, partitions: event.partitions, settings: topicSettings(insyncReplicas) })),
  ...[...protocolTopics, ...catalogue.members.map(documentsTopicOf)].map((name) => ({
    name,
    partitions: 1,
    settings: { ...topicSettings(insyncReplicas), 'retention.ms': String(7 * 24 * 3600 * 1000) },
  })),
];

/** Topics of the protocol itself, outside the catalogue: written and read by every member, kept for a week. */
export const protocolTopics = ['member-positions', 'resend-requested', 'agreement-sought'] as const;

/** Where others hand an owner documents of its own that it lost: it alone may read them, because nobody else need be entitled. Kept for a week, too. */
export const documentsTopicOf = (owner: Member): string => `documents-for.${owner}`;

/** What one login may do on the broker; everything else is denied. */
export interface Grant {
  readonly user: Member;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly groupPrefix: string;
}

const hears = (catalogue: Catalogue, member: Member, owner: Member): boolean =>
  catalogue.facts.some((fact) => mayKnow(member, fact) && mayState(catalogue, owner, fact));

export const grantsOf = (catalogue: Catalogue): readonly Grant[] =>
  catalogue.members.map((user) => ({
    user,
    reads: [
      ...topicsOf(catalogue)
        .filter(({ readers }) => readers.includes(user))
        .map(({ name }) => name),
      ...protocolTopics,
      documentsTopicOf(user),
    ],
    writes: [
      ...topicsStatedBy(catalogue, user).map(({ name }) => name),
      ...protocolTopics,
      ...catalogue.members.filter((owner) => owner !== user && hears(catalogue, user, owner)).map(documentsTopicOf),
    ],
    groupPrefix: `${user}.`,
  }));

/** Purposes for which an officer of a member may read: those of its column, its sector's for its own facts, data duties and service for all. */
export function purposesOf(catalogue: Catalogue, member: Member): readonly Purpose[] {
  const column = catalogue.facts.flatMap(({ knownBy }) => knownBy[member] ?? []);
  const sector = (sectorPurpose as Readonly<Partial<Record<Member, Purpose>>>)[member];
  return [...new Set<Purpose>([...column, ...(sector ? [sector] : []), 'P0-DATA-DUTIES', 'P8-INVEST-SERVICE'])].sort();
}

/** Sensitivity of each field of a kind. */
export const piiOf = (fact: AnyFact): Readonly<Record<string, Pii>> =>
  Object.fromEntries([...fieldsOf(fact.body)].map(([name, { pii }]) => [name, pii]));
