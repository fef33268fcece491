import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { catalogue, grantsOf, mayKnow, members, topicSpecs } from '@timpora/contracts';
import {
  adminClient,
  admit,
  deleteTopic,
  findOrStartStack,
  freePort,
  isRunning,
  kafkaVersion,
  provisionKafka,
  stopLeftovers,
  type Ports,
  type Stack,
  type StackOptions,
} from '@timpora/stack';
import type pg from 'pg';

import { eventually } from '../launch/eventually.js';
import { Member } from './member.js';
import { periods, players, settingsOf, type Player } from './settings.js';

const kept = fileURLToPath(new URL('../../.timpora', import.meta.url));
const passwordOf = (member: string): string => `${member}-secret`;

/** A throwaway Kafka and PostgreSQL, and agencies on it that can be broken. */
export class BreakableExchange {
  readonly environments = new Map<Player, Readonly<Record<string, string>>>();
  readonly members = new Map<Player, Member>();
  private client: pg.Client | null = null;

  private constructor(
    readonly folder: string,
    private readonly options: StackOptions,
    private stack: Stack,
  ) {}

  static async start(say: (line: string) => void): Promise<BreakableExchange> {
    await sweep();
    const folder = join(kept, `break-${process.pid}`);
    mkdirSync(folder, { recursive: true });
    const options = {
      folder,
      jars: join(kept, `kafka-libs-${kafkaVersion}`),
      ports: await freePorts(),
      logins: Object.fromEntries(members.map((member) => [member, passwordOf(member)])),
      throwaway: true,
      onProgress: say,
    };
    const exchange = new BreakableExchange(folder, options, await findOrStartStack(options));
    try {
      await exchange.prepare();
    } catch (error) {
      await exchange.stop();
      throw error;
    }
    return exchange;
  }

  /** A connection of an administrator to a member's database; the caller ends it. */
  readonly admin = (database: Player): Promise<pg.Client> => adminClient(this.stack, database);

  get kafka(): Pick<Stack, 'kafka'> {
    return this.stack;
  }

  /** Where the broker's process id is. */
  get brokerPidFile(): string {
    return join(this.folder, 'kafka.pid');
  }

  member(name: Player): Member {
    const member = this.members.get(name);
    if (!member) throw new Error(`there is no ${name}`);
    return member;
  }

  /** Starts whatever of Kafka and PostgreSQL does not run, on the data that is there. */
  async startServers(): Promise<void> {
    this.stack = await findOrStartStack(this.options);
  }

  /** The broker loses everything that a topic had. */
  async loseTopic(topic: string): Promise<void> {
    await deleteTopic(this.stack, topic);
    // The broker deletes in the background: until then it refuses to make the same again.
    await eventually(
      () =>
        this.provideTopics().then(
          () => true,
          () => null,
        ),
      30_000,
    );
  }

  /** Kinds whose digests differ between an owner and a member that may know them; none when all agree. */
  async differing(): Promise<readonly string[]> {
    const held = await this.held();
    return held.flatMap(({ owner, kind, digest, facts, copies }) =>
      copies.filter((copy) => copy.digest !== digest || copy.facts !== facts).map(({ member }) => `${owner} ${kind} at ${member}`),
    );
  }

  /** What each owner stated of each kind, and what everybody entitled holds of it. */
  async held(): Promise<readonly HeldKind[]> {
    const digests = new Map(await Promise.all([...this.members.values()].map(async (each) => [each.name, await each.digests()] as const)));
    return players.flatMap((owner) =>
      (digests.get(owner) ?? [])
        .filter(({ issuer }) => issuer === owner)
        .map(({ kind, digest, facts }) => {
          const fact = catalogue.factByKind.get(kind);
          const readers = players.filter((player) => player !== owner && fact && mayKnow(player, fact));
          const copyAt = (member: Player) => (digests.get(member) ?? []).find((each) => each.issuer === owner && each.kind === kind);
          return {
            owner,
            kind,
            digest,
            facts,
            copies: readers.map((member) => ({ member, digest: copyAt(member)?.digest ?? 'nothing', facts: copyAt(member)?.facts ?? 0 })),
          };
        }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.members.values()].map((member) => member.stop().catch(() => undefined)));
    await this.client?.end().catch(() => undefined);
    await this.stack.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async prepare(): Promise<void> {
    const environments = await admit(this.stack, {
      ...{ folder: this.folder, catalogue, members: players, exchangeId: 'timpora-demonstration', basePort: 20_000 },
      withdrawOthers: true,
      passwordOf: (member, server) => (server === 'kafka' ? passwordOf(member) : 'secret'),
    });
    const admin = await adminClient(this.stack);
    this.client = admin;
    for (const name of players) {
      const environment = { ...environments[name], ...periods };
      this.environments.set(name, environment);
      this.members.set(name, new Member(name, settingsOf(environment, name), admin));
    }
    await Promise.all([...this.members.values()].map((member) => member.start()));
  }

  private provideTopics(): Promise<void> {
    return provisionKafka(this.stack, { topics: topicSpecs(catalogue), grants: grantsOf(catalogue), withdrawOthers: true });
  }
}

export interface HeldKind {
  readonly owner: Player;
  readonly kind: string;
  readonly digest: string;
  readonly facts: number;
  readonly copies: readonly { readonly member: Player; readonly digest: string; readonly facts: number }[];
}

/** Ends and forgets the servers of demonstrations that were killed. */
async function sweep(): Promise<void> {
  for (const name of existsSync(kept) ? readdirSync(kept) : []) {
    const [, pid] = /^break-(\d+)$/.exec(name) ?? [];
    if (!pid || isRunning(Number(pid))) continue;
    await stopLeftovers(join(kept, name));
    rmSync(join(kept, name), { recursive: true, force: true });
  }
}

async function freePorts(): Promise<Ports> {
  return { kafka: await freePort(), controller: await freePort(), postgres: await freePort() };
}
