import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { settingsFrom, type Settings } from '@timpora/config';
import {
  CalendarDate,
  catalogueOf,
  defineEvent,
  defineFact,
  Line,
  members as everyone,
  OneOf,
  Optional,
  SubjectRef,
  type Member,
} from '@timpora/contracts';
import { Clock, Exchange, newId, ownCaller, type Held, type Reaction, type Timer } from '@timpora/exchange';
import { createLogger, createMetrics, Progress } from '@timpora/observing';
import { adminClient, admit, keyFiles, type KeyFiles } from '@timpora/stack';
import kafkajs from 'kafkajs';
import type pg from 'pg';

import { eventually } from '../eventually.js';
import { testStack } from '../stack/test-stack.js';
import { kafkaAsAdmin } from './on-the-broker.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export class NoteBody {
  @Optional(SubjectRef()) subjectRef?: string;
  @Line(80) text!: string;
  @OneOf(['OPEN', 'DONE']) state!: 'OPEN' | 'DONE';
  @Optional(CalendarDate()) dueOn?: string;
}

/** Contracts of a small exchange of its own: its topics have names that no other test uses. */
export function someContracts(mark: string, guests: readonly Member[] = []) {
  const spec = {
    body: NoteBody,
    subject: 'subjectRef',
    makesSubject: true,
    classification: 'internal',
    retention: 'RC-TASK',
    searched: { text: 'contains', state: 'equals', dueOn: 'range' },
  } as const;
  const example = { text: 'a synthetic note', state: 'OPEN' } as const;
  const Note = defineFact({
    ...spec,
    kind: 'note',
    owner: 'imigrasi',
    example,
    knownBy: { polres: 'P4-PUBLIC-SAFETY', disdik: 'P5-EDUCATION' },
  });
  const Hint = defineFact({ ...spec, kind: 'hint', owner: 'every-member', example, knownBy: { imigrasi: 'P1-SUPERVISION' } });
  const NoteTaken = defineEvent({ name: `note-taken-${mark}`, version: 1, fact: Note });
  const NoteChanged = defineEvent({ name: `note-changed-${mark}`, version: 1, fact: Note });
  const HintGiven = defineEvent({ name: `hint-given-${mark}`, version: 1, fact: Hint });
  return {
    Note,
    Hint,
    NoteTaken,
    NoteChanged,
    HintGiven,
    catalogue: catalogueOf([NoteTaken, NoteChanged, HintGiven], [...everyone, ...guests]),
  };
}

export type SomeContracts = ReturnType<typeof someContracts>;

/** One member's service without HTTP: can be started, stopped, and started again on the same database. */
export interface TestMember {
  readonly name: Member;
  readonly settings: Settings;
  /** Read at each start; domain time may be moved meanwhile. */
  clock: Clock;
  exchange: Exchange<Member>;
  /** Log codes so far. */
  readonly log: string[];
  start(): Promise<void>;
  stop(): Promise<void>;
  /** A further instance on the same database. */
  open(): Promise<Exchange<Member>>;
  query<Row>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Facts held, by id: `version text`. */
  view(): Promise<Record<string, string>>;
}

export interface TestExchange {
  readonly contracts: SomeContracts;
  readonly keys: KeyFiles;
  readonly members: Readonly<Record<'imigrasi' | 'polres' | 'disdik', TestMember>>;
  readonly admin: pg.Client;
  /** Where keys, the registry and passwords are. */
  readonly folder: string;
  /** Admits a guest while the others are at work; not started. */
  admit(guest: Member): Promise<TestMember>;
  /** States a note as imigrasi. */
  take(text: string, more?: Partial<NoteBody>): Promise<Held>;
  change(factId: string, change: Partial<NoteBody>): Promise<Held>;
  /** Keeps a copy of a stopped member's database, to be restored later. */
  backUp(name: MemberName): Promise<void>;
  restore(name: MemberName): Promise<void>;
  /** Under a running service a standby, which knows what the backup knows, takes the place of its database. */
  failOver(name: MemberName): Promise<void>;
  /** A further instance on such a standby, while the service goes on with its database. */
  promote(name: MemberName): Promise<TestMember>;
  /** The broker loses everything of a topic. */
  loseTopic(event: { readonly name: string }): Promise<void>;
  /** The broker lets a member neither read nor write a topic any more. */
  shutOut(name: MemberName, event: { readonly name: string }): Promise<void>;
  /** Topics and rights are again as the contracts say. */
  makeRight(): Promise<void>;
  stop(): Promise<void>;
}

type MemberName = 'imigrasi' | 'polres' | 'disdik';

const periods = {
  // Who is stopped gives its lease back: longer costs nothing, and a shorter one is lost on a busy machine.
  TIMPORA_LEASE_MS: '10000',
  TIMPORA_POLL_MAX_MS: '100',
  TIMPORA_GATHER_MS: '2',
  TIMPORA_SESSION_MS: '10000',
  TIMPORA_STATEMENT_MS: '100',
  TIMPORA_AUDIT_MS: '200',
  TIMPORA_GAP_PATIENCE_MS: '500',
  TIMPORA_RESEND_EVERY_MS: '1000',
};

export interface Circumstances {
  readonly reactions?: readonly Reaction[];
  readonly timers?: (contracts: SomeContracts, member: () => TestMember) => readonly Timer[];
  /** Periods that differ from those of the other tests, by their variables. */
  readonly waits?: Readonly<Record<string, string>>;
  /** Members who are named in the contracts, and admitted later if at all. */
  readonly guests?: readonly Member[];
}

/** Three members on the test stack, each with a database of its own; not started. */
export async function anExchange({
  reactions = [],
  timers = () => [],
  waits = {},
  guests = [],
}: Circumstances = {}): Promise<TestExchange> {
  const mark = newId().slice(-12);
  const contracts = someContracts(mark, guests);
  const stack = testStack();
  const folder = mkdtempSync(join(tmpdir(), 'timpora-test-'));
  const names: readonly MemberName[] = ['imigrasi', 'polres', 'disdik'];
  const databaseOf = (name: Member): string => `${name}_${mark.replace(/-/g, '')}`;
  const admitted = new Map<Member, Readonly<Record<string, string>>>();
  const joined: TestMember[] = [];
  // Refused while another exchange is made on the same broker, and while it still deletes a topic.
  const admitAll = (...more: readonly Member[]): Promise<void> =>
    eventually(
      () =>
        admit(stack, {
          ...{ folder, exchangeId: `exchange-${mark}`, catalogue: contracts.catalogue, members: more, basePort: 20_000, databaseOf },
          passwordOf: (name, server) => (server === 'kafka' ? `${name}-secret` : 'secret'),
          withdrawOthers: false,
        }).then(
          (environments) => Boolean(more.map((name) => admitted.set(name, environments[name] ?? {}))),
          () => false,
        ),
      true,
    );
  const makeRight = (): Promise<void> => admitAll(...names);
  await makeRight();
  const admin = await adminClient(stack);
  const build = async (name: Member): Promise<TestMember> => {
    const member = await aMember(settingsFrom({ ...admitted.get(name), ...periods, ...waits }, name), contracts, { reactions, timers });
    joined.push(member);
    return member;
  };
  const members = { imigrasi: await build('imigrasi'), polres: await build('polres'), disdik: await build('disdik') };
  const unitOfWork = () => members.imigrasi.exchange.unitOfWork;
  const makeStandby = async (name: MemberName): Promise<string> => {
    const { name: database, user } = members[name].settings.database;
    await admin.query(`create database "${database}_standby" template "${database}_backup" owner "${user}"`);
    return `${database}_standby`;
  };
  return {
    contracts,
    keys: keyFiles(folder),
    members,
    admin,
    folder,
    admit: async (guest) => {
      await admitAll(guest);
      return build(guest);
    },
    take: (text, more = {}) => unitOfWork().run(ownCaller('test'), (tx) => tx.state(contracts.NoteTaken, { text, state: 'OPEN', ...more })),
    change: (factId, change) =>
      unitOfWork().run(ownCaller('test'), async (tx) => tx.revise(contracts.NoteChanged, await tx.get(contracts.Note, factId), change)),
    backUp: async (name) => {
      const { name: database } = members[name].settings.database;
      await admin.query(`drop database if exists "${database}_backup" with (force)`);
      await admin.query(`create database "${database}_backup" template "${database}"`);
    },
    restore: async (name) => {
      const { name: database, user } = members[name].settings.database;
      await admin.query(`drop database "${database}" with (force)`);
      await admin.query(`create database "${database}" template "${database}_backup" owner "${user}"`);
    },
    failOver: async (name) => {
      const { name: database } = members[name].settings.database;
      await makeStandby(name);
      await admin.query(`alter database "${database}" with allow_connections false`);
      await admin.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1`, [database]);
      await admin.query(`alter database "${database}" rename to "${database}_old"`);
      await admin.query(`alter database "${database}_standby" rename to "${database}"`);
    },
    promote: async (name) => {
      const { settings } = members[name];
      const database = { ...settings.database, name: await makeStandby(name) };
      return aMember({ ...settings, database }, contracts, { reactions, timers });
    },
    loseTopic: async ({ name }) => {
      const kafka = kafkaAsAdmin().admin();
      await kafka.connect();
      await kafka.deleteTopics({ topics: [name] });
      await kafka.disconnect();
      await makeRight();
    },
    shutOut: async (user, { name }) => {
      const kafka = kafkaAsAdmin().admin();
      await kafka.connect();
      const right = {
        ...{ resourceType: AclResourceTypes.TOPIC, resourceName: name, resourcePatternType: ResourcePatternTypes.LITERAL },
        ...{ principal: `User:${user}`, host: '*', operation: AclOperationTypes.ANY, permissionType: AclPermissionTypes.ALLOW },
      };
      await kafka.deleteAcls({ filters: [right] });
      await kafka.disconnect();
    },
    makeRight,
    stop: async () => {
      await Promise.all(joined.map((member) => member.stop()));
      for (const { settings } of joined) {
        const { name, user } = settings.database;
        for (const copy of ['', '_backup', '_standby', '_old']) await admin.query(`drop database if exists "${name}${copy}" with (force)`);
        await admin.query(`drop role if exists "${user}"`);
      }
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** An exchange for one test alone. */
export async function withAnExchange(circumstances: Circumstances, use: (x: TestExchange) => Promise<void>): Promise<void> {
  const x = await anExchange(circumstances);
  try {
    await use(x);
  } finally {
    await x.stop();
  }
}

/** Opens the member's database at once; hears and publishes after `start`. */
async function aMember(
  settings: Settings,
  contracts: SomeContracts,
  { reactions, timers }: Required<Pick<Circumstances, 'reactions' | 'timers'>>,
): Promise<TestMember> {
  const log: string[] = [];
  const logger = createLogger({
    member: settings.member,
    level: 'debug',
    destination: { write: (line) => void log.push((JSON.parse(line) as { event: string }).event) },
  });
  const open = (clock: Clock): Promise<Exchange<Member>> =>
    Exchange.open({
      settings,
      member: settings.member as Member,
      catalogue: contracts.catalogue,
      reactions,
      timers: settings.member === 'imigrasi' ? timers(contracts, () => member) : [],
      clock,
      log: logger,
      metrics: createMetrics(settings.member),
      progress: new Progress({ loops: ['relay', 'consumer'], stuckAfterMs: 60_000 }),
    });
  const clock = new Clock();
  const member: TestMember = {
    name: settings.member as Member,
    settings,
    log,
    clock,
    exchange: await open(clock),
    open: () => open(member.clock),
    start: async () => {
      if (!member.exchange.db.isInitialized) member.exchange = await member.open();
      member.exchange.start();
      await eventually(() => member.exchange.mayState(), true);
    },
    stop: async () => {
      await member.exchange.stop();
      await member.exchange.close();
    },
    query: (sql, values) => member.exchange.db.query(sql, values),
    view: async () => {
      const rows = await member.query<{ fact_id: string; version: string; text: string | null }>(
        `select fact_id, version, body->>'text' as text from fact where kind = 'note'`,
      );
      return Object.fromEntries(rows.map(({ fact_id, version, text }) => [fact_id, `${version} ${text ?? '-'}`]));
    },
  };
  return member;
}
