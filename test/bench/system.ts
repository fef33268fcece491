import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { adminClient, admit, deleteTopic, provisionDatabase, type Stack } from '@timpora/stack';
import type pg from 'pg';

import { author, catalogue, CaseStated, hearers, partitions } from './facts.js';
import type { Answer, Ask } from './load.js';
import { createTopic } from './topic.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const loader = new URL('../../scripts/ts.mjs', import.meta.url).href;

/** How a system is run: a script for who states, one for who hears, and what they are told. */
interface Kind {
  readonly name: string;
  readonly scripts: { readonly author: string; readonly hearer: string };
  readonly settings?: Readonly<Record<string, string>>;
}

export const ours: Kind = { name: 'Timpora', scripts: { author: 'member.ts', hearer: 'member.ts' } };
export const limit = (pauseMs: number): Kind => ({
  name: pauseMs > 0 ? `P4 hand-written limit, relay pause ${pauseMs} ms` : 'P4 hand-written limit',
  scripts: { author: 'peers/limit-author.ts', hearer: 'peers/limit-hearer.ts' },
  settings: { BENCH_RELAY_PAUSE_MS: String(pauseMs) },
});
export const tutorial: Kind = {
  name: 'P1 plain Nest',
  scripts: { author: 'peers/tutorial-author.ts', hearer: 'peers/tutorial-hearer.ts' },
};

interface Child {
  readonly process: ChildProcess;
  /** Rejects when it ends before it was told to. */
  readonly ended: Promise<never>;
}

/** One system at work on the shared broker and server: who states, and eight who hear, each a process with a database. */
export class System {
  private author: Child | null = null;
  private hearers: readonly Child[] = [];

  private constructor(
    readonly kind: Kind,
    private readonly place: {
      readonly stack: Stack;
      readonly folder: string;
      readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly owner: pg.Client;
      readonly views: readonly pg.Client[];
      readonly drop: () => Promise<void>;
    },
  ) {}

  /** Databases and topics of its own, empty; nobody runs yet. */
  static async prepare(stack: Stack, { kind, folder, run }: { kind: Kind; folder: string; run: string }): Promise<System> {
    const admin = await adminClient(stack);
    const databases = new Map([author, ...hearers].map((name) => [name, `${run}_${name}`]));
    const topic = kind === ours ? CaseStated.name : `bench-${run}`;
    const environments = kind === ours ? await admitAll(stack, { folder, run }) : await peers(stack, { admin, databases, topic, kind });
    const open = async (name: typeof author | (typeof hearers)[number]): Promise<pg.Client> => {
      const client = await adminClient(stack, databases.get(name));
      // Whoever stops the server ends it, too.
      return client.on('error', () => undefined);
    };
    const [owner, ...views] = [await open(author), ...(await Promise.all(hearers.map(open)))];
    const drop = async (): Promise<void> => {
      await Promise.all([owner, ...views].map((client) => client.end()));
      for (const database of databases.values()) await admin.query(`drop database if exists "${database}" with (force)`);
      await admin.end();
      await deleteTopic(stack, topic);
    };
    return new System(kind, { stack, folder, environments, owner, views, drop });
  }

  get owner(): pg.Client {
    return this.place.owner;
  }

  get views(): readonly pg.Client[] {
    return this.place.views;
  }

  get pids(): { readonly author: number; readonly hearers: readonly number[] } {
    return { author: this.author?.process.pid ?? 0, hearers: this.hearers.map((child) => child.process.pid ?? 0) };
  }

  async startAuthor(): Promise<void> {
    this.author = await this.load(this.kind.scripts.author, author);
    await begin(this.author);
  }

  /** They are compiled and know their databases; nothing is heard yet. */
  async loadHearers(): Promise<void> {
    this.hearers = await Promise.all(hearers.map((name) => this.load(this.kind.scripts.hearer, name)));
  }

  async beginToHear(): Promise<void> {
    await Promise.all(this.hearers.map(begin));
  }

  async stopHearers(): Promise<void> {
    await Promise.all(this.hearers.map(stopChild));
    this.hearers = [];
  }

  async ask(asked: Exclude<Ask, { ask: 'stop' }>): Promise<Answer> {
    if (!this.author) throw new Error('the author does not run');
    return (await told(this.author, asked)) as Answer;
  }

  async stop(): Promise<void> {
    await this.stopHearers();
    if (this.author) await stopChild(this.author);
    await this.place.drop();
  }

  private async load(script: string, member: string): Promise<Child> {
    const log = createWriteStream(join(this.place.folder, `${member}.log`), { flags: 'a' });
    const child = fork(join(here, script), [member], {
      execArgv: ['--conditions=timpora-source', '--disable-warning=ExperimentalWarning', '--max-semi-space-size=8', '--import', loader],
      env: { ...process.env, ...this.place.environments[member] },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout?.pipe(log);
    child.stderr?.pipe(log);
    const ended = once(child, 'exit').then((): never => {
      throw new Error(`${script} of ${member} has ended; its log is beside the data`);
    });
    ended.catch(() => undefined);
    await Promise.race([once(child, 'message'), ended]);
    return { process: child, ended };
  }
}

/** Asks a child, and waits for its answer. */
async function told({ process: child, ended }: Child, message: Ask | { readonly ask: 'begin' }): Promise<unknown> {
  const answered = once(child, 'message');
  child.send(message);
  const [answer] = (await Promise.race([answered, ended])) as [unknown];
  return answer;
}

const begin = (child: Child): Promise<unknown> => told(child, { ask: 'begin' });

async function stopChild({ process: child }: Child): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = once(child, 'exit');
  child.send({ ask: 'stop' });
  await exited;
}

const periods = { TIMPORA_LEASE_MS: '30000', TIMPORA_DATABASE_POOL: '10' };

async function admitAll(stack: Stack, { folder, run }: { folder: string; run: string }) {
  const environments = await admit(stack, {
    ...{ folder, catalogue, members: [author, ...hearers], exchangeId: `bench-${run}`, basePort: 20_000, withdrawOthers: true },
    passwordOf: () => 'bench-secret',
    databaseOf: (member) => `${run}_${member}`,
  });
  return Object.fromEntries(Object.entries(environments).map(([member, environment]) => [member, { ...environment, ...periods }]));
}

async function peers(
  stack: Stack,
  { admin, databases, topic, kind }: { admin: pg.Client; databases: ReadonlyMap<string, string>; topic: string; kind: Kind },
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  await createTopic(stack, topic, partitions);
  const { kafka, postgres } = stack;
  const environments: Record<string, Readonly<Record<string, string>>> = {};
  for (const [name, database] of databases) {
    await provisionDatabase(admin, { name: database, password: 'bench-secret' });
    environments[name] = {
      ...kind.settings,
      BENCH_TOPIC: topic,
      BENCH_KAFKA_BROKERS: kafka.brokers.join(','),
      BENCH_KAFKA_USER: kafka.admin.user,
      BENCH_KAFKA_PASSWORD: kafka.admin.password,
      BENCH_PG_HOST: postgres.host,
      BENCH_PG_PORT: String(postgres.port),
      BENCH_PG_USER: database,
      BENCH_PG_PASSWORD: 'bench-secret',
      BENCH_PG_DATABASE: database,
    };
  }
  return environments;
}
