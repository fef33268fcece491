import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Grant, TopicSpec } from '@timpora/contracts';
import kafkajs from 'kafkajs';
import pg from 'pg';

import { findNamedStack } from './environment.js';
import { findOrStartStack, stopLeftovers } from './find-or-start.js';
import { canRunKafka, kafkaVersion } from './kafka/jars.js';
import { provisionKafka } from './kafka/provision.js';
import { adminClient, provisionDatabase } from './postgres/provision.js';
import { freePort, isOpen } from './processes.js';
import { StackProblem, type Stack, type StackOptions } from './stack.js';

const canRun = await canRunKafka();
const jars = join(fileURLToPath(new URL('../../../.timpora', import.meta.url)), `kafka-libs-${kafkaVersion}`);
const logins = { imigrasi: 'imigrasi-secret', polres: 'polres-secret' };
const settings = { 'cleanup.policy': 'delete', 'retention.ms': '-1' };
const topics: readonly TopicSpec[] = [
  { name: 'permit-issued', partitions: 2, settings },
  { name: 'letter-issued', partitions: 1, settings },
];
const grants: readonly Grant[] = [
  { user: 'imigrasi', reads: [], writes: ['permit-issued'], groupPrefix: 'imigrasi.' },
  { user: 'polres', reads: ['permit-issued'], writes: ['letter-issued'], groupPrefix: 'polres.' },
];

async function someOptions(): Promise<StackOptions> {
  const folder = mkdtempSync(join(tmpdir(), 'timpora-stack-'));
  // PostgreSQL may run as another user than the one who made the folder.
  chmodSync(folder, 0o755);
  const ports = { kafka: await freePort(), controller: await freePort(), postgres: await freePort() };
  return { folder, jars, logins, ports, throwaway: true, onProgress: () => undefined };
}

const pidOf = (...path: string[]): number => Number(readFileSync(join(...path), 'utf8').split('\n')[0]);
const pidsOf = (folder: string): readonly number[] => [pidOf(folder, 'kafka.pid'), pidOf(folder, 'postgres-data', 'postmaster.pid')];

function clientOf(stack: Stack, username: string, password: string): kafkajs.Kafka {
  return new kafkajs.Kafka({
    brokers: [...stack.kafka.brokers],
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 8, initialRetryTime: 100 },
  });
}

async function write(stack: Stack, user: keyof typeof logins, topic: string): Promise<void> {
  const producer = clientOf(stack, user, logins[user]).producer();
  await producer.connect();
  try {
    await producer.send({ topic, acks: -1, messages: [{ key: 'k', value: 'a synthetic record' }] });
  } finally {
    await producer.disconnect();
  }
}

/** The first record of a topic as a member of a group. */
async function read(stack: Stack, user: keyof typeof logins, { topic, group }: { topic: string; group: string }): Promise<string> {
  const consumer = clientOf(stack, user, logins[user]).consumer({ groupId: group });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    return await new Promise<string>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
      consumer.run({ eachMessage: ({ message }) => Promise.resolve(resolve(String(message.value))) }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function query<Row extends pg.QueryResultRow>(
  stack: Stack,
  [user, database]: readonly [string, string],
  sql: string,
): Promise<Row[]> {
  const { host, port } = stack.postgres;
  const client = new pg.Client({ host, port, user, password: 'secret', database });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function rights(stack: Stack): Promise<readonly string[]> {
  const admin = clientOf(stack, stack.kafka.admin.user, stack.kafka.admin.password).admin();
  await admin.connect();
  const { resources } = await admin.describeAcls({ resourceType: 1, resourcePatternType: 1, operation: 1, permissionType: 1 });
  await admin.disconnect();
  return resources
    .flatMap(({ resourceName, acls }) => acls.map(({ principal, operation }) => `${principal} ${operation} ${resourceName}`))
    .sort();
}

(canRun ? describe : describe.skip)('the local stack', () => {
  let options: StackOptions;
  let stack: Stack;

  beforeAll(async () => {
    options = await someOptions();
    stack = await findOrStartStack(options);
    await provisionKafka(stack, { topics, grants, withdrawOthers: true });
    const admin = await adminClient(stack);
    for (const name of ['imigrasi', 'polres']) await provisionDatabase(admin, { name, password: 'secret' });
    await admin.end();
  }, 120_000);

  afterAll(async () => {
    await stack.stop();
    rmSync(options.folder, { recursive: true, force: true });
  }, 40_000);

  it('lets a login write and read what is granted', async () => {
    await write(stack, 'imigrasi', 'permit-issued');
    await expect(read(stack, 'polres', { topic: 'permit-issued', group: 'polres.view' })).resolves.toBe('a synthetic record');
  }, 30_000);

  it('denies every other topic, group and password', async () => {
    await expect(write(stack, 'polres', 'permit-issued')).rejects.toMatchObject({ type: 'TOPIC_AUTHORIZATION_FAILED' });
    await expect(read(stack, 'imigrasi', { topic: 'letter-issued', group: 'imigrasi.view' })).rejects.toThrow(/not authorized/i);
    // kafkajs keeps the reason of a group's refusal to itself; the test before has found the coordinator.
    await expect(read(stack, 'polres', { topic: 'permit-issued', group: 'imigrasi.view' })).rejects.toThrow(
      /not authorized|group coordinator/i,
    );
    await expect(clientOf(stack, 'polres', 'wrong').admin().connect()).rejects.toThrow(/SASL SCRAM SHA512 authentication failed/);
  }, 30_000);

  it('gives nothing twice', async () => {
    const before = await rights(stack);
    await provisionKafka(stack, { topics, grants, withdrawOthers: true });
    expect(await rights(stack)).toEqual(before);
    expect(before).toHaveLength(7);
  });

  it('withdraws what is no longer granted, and what anybody else may do with these topics', async () => {
    const stranger: Grant = { user: 'dpmptsp', reads: ['permit-issued'], writes: [], groupPrefix: 'dpmptsp.' };
    const wide = grants.map((grant) => ({ ...grant, reads: [...grant.reads, 'letter-issued'] }));
    await provisionKafka(stack, { topics, grants: [...wide, stranger], withdrawOthers: true });
    await provisionKafka(stack, { topics, grants, withdrawOthers: true });
    const left = (await rights(stack)).filter((right) => /letter-issued|dpmptsp/.test(right));
    expect(left).toEqual(['User:dpmptsp 3 dpmptsp.', 'User:dpmptsp 6 dpmptsp.', 'User:polres 4 letter-issued']);
  });

  it('corrects the settings of a topic, and refuses another number of partitions', async () => {
    const other = topics.map((topic) => ({ ...topic, settings: { ...settings, 'retention.ms': '86400000' } }));
    await provisionKafka(stack, { topics: other, grants, withdrawOthers: true });
    const admin = clientOf(stack, stack.kafka.admin.user, stack.kafka.admin.password).admin();
    await admin.connect();
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: 'permit-issued', configNames: ['retention.ms'] }],
    });
    await admin.disconnect();
    expect(resources[0]?.configEntries[0]?.configValue).toBe('86400000');
    const more = topics.map((topic) => ({ ...topic, partitions: 3 }));
    await expect(provisionKafka(stack, { topics: more, grants, withdrawOthers: true })).rejects.toThrow(StackProblem);
  });

  it('keeps a role out of every database but its own', async () => {
    await expect(query(stack, ['polres', 'polres'], 'select 1')).resolves.toHaveLength(1);
    await expect(query(stack, ['polres', 'imigrasi'], 'select 1')).rejects.toThrow(/permission denied for database/);
  });

  it('finds names in Chinese, Korean, Arabic and accented Latin letters', async () => {
    await query(stack, ['imigrasi', 'imigrasi'], 'create extension if not exists pg_trgm');
    for (const name of ['王小明', '김철수', 'محمد', 'Nguyễn']) {
      const [row] = await query<{ trigrams: number; found: boolean }>(
        stack,
        ['imigrasi', 'imigrasi'],
        `select cardinality(show_trgm('${name}')) as trigrams, 'x ${name} y' ilike '%${name}%' as found`,
      );
      expect(row).toEqual({ trigrams: expect.any(Number), found: true });
      expect(row?.trigrams).toBeGreaterThan(3);
    }
  });

  it('refuses a database that would lose those letters', async () => {
    const admin = await adminClient(stack);
    await admin.query(`create database plain template template0 encoding 'UTF8' locale 'C'`);
    await expect(provisionDatabase(admin, { name: 'plain', password: 'secret' })).rejects.toThrow(/plain C locale/);
    await admin.end();
  });

  it('keeps passwords and keys in files that only their owner can read', () => {
    for (const file of ['kafka.properties', 'secrets/kafka-admin', 'secrets/postgres-admin'])
      expect((statSync(join(options.folder, file)).mode & 0o777).toString(8)).toBe('600');
  });

  it('goes on with servers that an ended launcher left running', async () => {
    const before = pidsOf(options.folder);
    stack = await findOrStartStack(options);
    expect(pidsOf(options.folder)).toEqual(before);
  }, 30_000);

  it('keeps its data when both are killed, and learns a login that is new', async () => {
    await query(stack, ['imigrasi', 'imigrasi'], 'create table kept as select 7 as number');
    for (const pid of pidsOf(options.folder)) process.kill(pid, 'SIGKILL');
    const more = { ...options, logins: { ...logins, disdik: 'disdik-secret' } };
    stack = await findOrStartStack(more);
    await expect(query(stack, ['imigrasi', 'imigrasi'], 'select number from kept')).resolves.toEqual([{ number: 7 }]);
    await expect(read(stack, 'polres', { topic: 'permit-issued', group: 'polres.again' })).resolves.toBe('a synthetic record');
    await clientOf(stack, 'disdik', 'disdik-secret').admin().connect();
  }, 60_000);

  it('moves to other ports when it is asked to', async () => {
    const old = options.ports;
    options = { ...options, ports: { kafka: await freePort(), controller: await freePort(), postgres: await freePort() } };
    stack = await findOrStartStack(options);
    await expect(query(stack, ['imigrasi', 'imigrasi'], 'select number from kept')).resolves.toHaveLength(1);
    expect([await isOpen(old.kafka), await isOpen(old.postgres)]).toEqual([false, false]);
  }, 60_000);

  it('names a taken port, and leaves nothing running', async () => {
    const other = await someOptions();
    const taken = createServer().listen(other.ports.kafka, '127.0.0.1');
    await expect(findOrStartStack(other)).rejects.toThrow(
      new StackProblem(`Port ${other.ports.kafka} is taken by another program; stop it, or move ours with --stack-port.`),
    );
    expect(await isOpen(other.ports.postgres)).toBe(false);
    await new Promise((resolve) => taken.close(resolve));
    rmSync(other.folder, { recursive: true, force: true });
  }, 60_000);

  describe('named by the environment', () => {
    const named = (): Record<string, string> => ({
      TIMPORA_STACK_KAFKA_BROKERS: stack.kafka.brokers.join(','),
      TIMPORA_STACK_KAFKA_ADMIN_USER: stack.kafka.admin.user,
      TIMPORA_STACK_KAFKA_ADMIN_PASSWORD: stack.kafka.admin.password,
      TIMPORA_STACK_POSTGRES_HOST: stack.postgres.host,
      TIMPORA_STACK_POSTGRES_PORT: String(stack.postgres.port),
      TIMPORA_STACK_POSTGRES_ADMIN_USER: stack.postgres.admin.user,
      TIMPORA_STACK_POSTGRES_ADMIN_PASSWORD: stack.postgres.admin.password,
    });

    it('is used as it is', async () => {
      await expect(findNamedStack(named(), options)).resolves.toMatchObject({ source: 'environment', kafka: stack.kafka });
      await expect(findNamedStack({}, options)).resolves.toBeNull();
    });

    it('is refused in one sentence when a variable, a server or a password is wrong', async () => {
      const { TIMPORA_STACK_KAFKA_ADMIN_USER: _user, ...incomplete } = named();
      await expect(findNamedStack(incomplete, options)).rejects.toThrow(/^TIMPORA_STACK_KAFKA_ADMIN_USER is missing/);
      const port = String(await freePort());
      await expect(findNamedStack({ ...named(), TIMPORA_STACK_POSTGRES_PORT: port }, options)).rejects.toThrow(/ECONNREFUSED/);
      await expect(findNamedStack({ ...named(), TIMPORA_STACK_KAFKA_BROKERS: `127.0.0.1:${port}` }, options)).rejects.toThrow(
        /Kafka does not answer/,
      );
      await expect(findNamedStack({ ...named(), TIMPORA_STACK_KAFKA_ADMIN_PASSWORD: 'wrong' }, options)).rejects.toThrow(
        /refuses the login/,
      );
    }, 30_000);

    it('tells which logins to make, in a file for its administrator', async () => {
      const more = { ...options, logins: { ...logins, dinkes: 'dinkes-secret' } };
      await expect(findNamedStack(named(), more)).rejects.toThrow(/^Kafka does not know dinkes /);
      const script = join(options.folder, 'make-kafka-logins.sh');
      expect(readFileSync(script, 'utf8')).toMatch(/--entity-name 'dinkes' --add-config 'SCRAM-SHA-512=\[password=dinkes-secret\]'\n$/);
      expect(statSync(script).mode & 0o777).toBe(0o600);
    });
  });

  it('ends what was left running on a folder', async () => {
    await stopLeftovers(options.folder);
    expect([await isOpen(options.ports.kafka), await isOpen(options.ports.postgres)]).toEqual([false, false]);
  }, 40_000);
});
