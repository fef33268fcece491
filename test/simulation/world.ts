import { sha256, streamKey, type LastPlaces, type Position, type Sealed, type Stream, type WireRecord } from '@timpora/exchange/protocol';

import { Topic } from './broker.js';
import { everyone, topics, type Release, type SimulatedMember } from './contracts.js';
import { Instance } from './instance.js';
import { MemoryDatabase } from './memory-database.js';

export interface SimulatedParty {
  readonly name: SimulatedMember;
  db: MemoryDatabase;
  backups: MemoryDatabase[];
  instances: [Instance, Instance];
  release: Release;
  /** The newest key of each member that its registry names. */
  keys: Record<SimulatedMember, number>;
  /** Where its registry says that keys end. */
  ends: ReadonlyMap<string, LastPlaces>;
  /** Its system clock differs from the broker's, ms. */
  skewMs: number;
  /** Its domain clock is ahead of the system clock, ms. */
  domainMs: number;
}

/** Something that was sealed somewhere, at any time, by any past that an owner had. */
export interface SealedOnce {
  readonly issuer: string;
  readonly prev: string;
  readonly sequence: number;
  readonly fact: { readonly key: string; readonly version: number } | null;
}

export interface LateBatch {
  readonly topic: string;
  readonly records: readonly Omit<WireRecord, 'offset'>[];
}

/** What was promised when: for the check at the end. */
interface Stated {
  readonly issuer: SimulatedMember;
  readonly key: string;
  readonly version: number;
  readonly documentHash: string;
}

/** `calm`: nothing is lost or restored. `noticed`: owners are restored and see it; Kafka loses nothing. Stricter promises hold then. */
export type Flavour = 'calm' | 'noticed' | 'everything';

/** Unix ms at which every run begins. */
const startMs = 1_764_000_000_000;

/** Everything that one seed runs: members with their processes and databases, the broker, time, and the truth that invariants are checked against. */
export class World {
  now = 1_000_000;
  readonly topics = new Map<string, Topic>();
  readonly parties: readonly SimulatedParty[];
  /** Sent, given up by the sender, and not yet where it goes. */
  late: LateBatch[] = [];
  /** The newest key that each member signs with. */
  readonly signingKeys: Record<SimulatedMember, number> = keyNumbers();
  /** Where keys end that were stolen, or whose owner left: what the newest registry says. */
  readonly ends = new Map<string, LastPlaces>();
  /** The furthest place of each stream that was ever sealed. */
  readonly furthest = new Map<string, Stream & Position>();
  /** Members that left. */
  readonly gone = new Set<SimulatedMember>();
  readonly history = new Map<string, SealedOnce>();
  readonly ledger: Stated[] = [];
  readonly documents = new Map<string, string>();
  /** Documents that their issuer may not state, or not there. */
  readonly rogue = new Set<string>();
  readonly appended = new Set<string>();
  /** Places that the broker was given at some time. */
  readonly sent = new Set<string>();
  /** Messages that somebody sent again, by topic and offset, and where what they are copies of stands. */
  readonly copies = new Map<string, number>();
  readonly lostInKafka = new Set<string>();
  readonly forgotten = new Set<string>();
  /** Owners that were restored or began a generation: what others hold is for a while not what they would expect. */
  readonly unsettled = new Set<SimulatedMember>();
  /** Whose database came back from a backup under a new server, and has not read its own past since. */
  readonly strangeToItself = new Set<SimulatedMember>();
  readonly effects = new Map<string, number>();
  readonly findings: string[] = [];
  trace: string[] | null = null;
  /** Rounds since everything goes well. */
  round = 0;
  private ids = 0;

  constructor(readonly flavour: Flavour = 'everything') {
    for (const name of [...topics, 'member-positions', 'resend-requested']) this.topics.set(name, new Topic());
    this.parties = everyone.map((name, at) => ({
      ...{
        name,
        db: new MemoryDatabase(this),
        backups: [],
        release: 1,
        keys: keyNumbers(),
        ends: new Map<string, LastPlaces>(),
        skewMs: at * 700,
        domainMs: 0,
      },
      instances: [new Instance(`${name}/1`), new Instance(`${name}/2`)],
    }));
  }

  topic(name: string): Topic {
    const topic = this.topics.get(name);
    if (!topic) throw new Error(`no topic ${name}`);
    return topic;
  }

  /** Who still takes part. */
  get present(): readonly SimulatedParty[] {
    return this.parties.filter(({ name }) => !this.gone.has(name));
  }

  party(name: SimulatedMember): SimulatedParty {
    const party = this.parties.find((each) => each.name === name);
    if (!party) throw new Error(`no member ${name}`);
    return party;
  }

  newId(): string {
    return `019afb00-0000-7000-8000-${(++this.ids).toString(16).padStart(12, '0')}`;
  }

  /** Domain time, as a member has it. */
  instant({ domainMs }: SimulatedParty): string {
    return new Date(startMs + this.now + domainMs).toISOString();
  }

  systemMs({ skewMs }: SimulatedParty): number {
    return startMs + this.now + skewMs;
  }

  say(line: () => string): void {
    this.trace?.push(line());
  }

  count(effect: string, times = 1): void {
    this.effects.set(effect, (this.effects.get(effect) ?? 0) + times);
  }

  find(promise: string, what: string): void {
    this.findings.push(`${promise} ${what}`);
  }

  /** A version that its owner committed. */
  note(stated: Stated): void {
    this.ledger.push(stated);
    this.documents.set(stated.documentHash, stated.issuer);
  }

  noteSealed(issuer: string, sealed: readonly Sealed[]): void {
    for (const { head, prev, generation, sequence, kind, factId, version, documentHash, topic } of sealed) {
      const stream = { issuer, topic, partition: 0 };
      const { generation: g, sequence: s } = this.furthest.get(streamKey(stream)) ?? { generation: 0, sequence: 0 };
      if (generation > g || (generation === g && sequence > s))
        this.furthest.set(streamKey(stream), { ...stream, generation, sequence, head });
      const isFact = kind !== 'stream' && !this.rogue.has(documentHash);
      this.history.set(head, { issuer, prev, sequence, fact: isFact ? { key: `${issuer}/${kind}/${factId}`, version } : null });
    }
  }

  append(topic: string, records: readonly Omit<WireRecord, 'offset'>[]): void {
    for (const { headers } of records)
      this.sent.add(sentName(topic, String(headers['sequence']), Buffer.from(headers['prev'] as Buffer).toString('hex')));
    this.topic(topic).append(records, this.now);
    if (records.at(-1)?.headers['signature']) for (const { value } of records) this.appended.add(hashOf(value));
  }

  lose(records: readonly WireRecord[]): void {
    for (const { value } of records) this.lostInKafka.add(hashOf(value));
  }
}

export const sentName = (topic: string, sequence: string, prev: string): string => `${topic}/${sequence}/${prev}`;

const keyNumbers = (): Record<SimulatedMember, number> => ({ imigrasi: 1, dukcapil: 1, polres: 1, disnaker: 1 });

const hashOf = (value: Buffer | null): string => (value ? sha256(value) : '');
