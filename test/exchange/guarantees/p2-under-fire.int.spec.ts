import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { catalogue, StayPermit, type Agency } from '@timpora/contracts';
import { adminClient, admit, findOrStartStack, freePort, kafkaVersion, mintToken, type Environments, type Stack } from '@timpora/stack';

import { eventually } from '../../eventually.js';

const used: readonly Agency[] = ['imigrasi', 'polres'];

/** Enterable by the user under whom PostgreSQL runs. */
function crashFolder(): string {
  const folder = join(process.cwd(), '.timpora', `test-crash-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Two services as processes of their own on servers of their own, all of which may be killed. */
class Crashable {
  private readonly services = new Map<Agency, ChildProcess>();
  private readonly ports = new Map<Agency, number>();
  stack!: Stack;
  private environments!: Environments;
  private token = '';

  private constructor(
    readonly folder: string,
    private readonly serverPorts: { kafka: number; controller: number; postgres: number },
  ) {}

  static async start(): Promise<Crashable> {
    const x = new Crashable(crashFolder(), { kafka: await freePort(), controller: await freePort(), postgres: await freePort() });
    await x.startServers();
    x.environments = await admit(x.stack, {
      ...{ folder: x.folder, catalogue, members: used, exchangeId: 'crashes', basePort: 20_000, withdrawOthers: true },
      passwordOf: () => 'secret',
    });
    for (const agency of used) x.ports.set(agency, await freePort());
    x.token = await mintToken(x.folder, { agency: 'imigrasi', role: 'system' });
    for (const agency of used) x.run(agency);
    for (const agency of used) await x.untilReady(agency);
    return x;
  }

  /** Starts what does not run, on the same data. */
  async startServers(): Promise<void> {
    this.stack = await findOrStartStack({
      folder: this.folder,
      jars: join(process.cwd(), '.timpora', `kafka-libs-${kafkaVersion}`),
      logins: Object.fromEntries(used.map((name) => [name, 'secret'])),
      ports: this.serverPorts,
      onProgress: () => undefined,
    });
  }

  run(agency: Agency): void {
    const loader = new URL('../../../scripts/ts.mjs', import.meta.url).href;
    const args = ['--conditions=timpora-source', '--disable-warning=ExperimentalWarning', '--import', loader, `apps/${agency}/src/main.ts`];
    const settings = {
      TIMPORA_HTTP_PORT: String(this.ports.get(agency)),
      TIMPORA_LOG_LEVEL: 'silent',
      TIMPORA_LEASE_MS: '2000',
      TIMPORA_SESSION_MS: '6000',
    };
    this.services.set(
      agency,
      spawn(process.execPath, args, {
        stdio: 'ignore',
        env: { ...process.env, NODE_OPTIONS: '', ...this.environments[agency], ...settings },
      }),
    );
  }

  kill(agency: Agency): void {
    this.services.get(agency)?.kill('SIGKILL');
  }

  url = (agency: Agency, path: string): string => `http://127.0.0.1:${this.ports.get(agency) ?? 0}${path}`;

  untilReady = (agency: Agency): Promise<void> =>
    eventually(
      () =>
        fetch(this.url(agency, '/health/ready')).then(
          (answer) => answer.status,
          () => 0,
        ),
      200,
      90_000,
    );

  /** Sends a command until it is answered for good, always with the same key. */
  async insist(path: string, key: string, body: object): Promise<{ subjectRef: string; factId: string }> {
    for (;;) {
      const answer = await fetch(this.url('imigrasi', path), {
        method: 'POST',
        headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null);
      if (answer && answer.status < 300) return (await answer.json()) as { subjectRef: string; factId: string };
      if (answer && answer.status < 429) throw new Error(`refused: ${await answer.text()}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async rows(agency: Agency, sql: string): Promise<Record<string, unknown>[]> {
    const client = await adminClient(this.stack, agency).catch(() => null);
    if (!client) return [];
    client.on('error', () => undefined);
    const { rows } = await client.query<Record<string, unknown>>(sql).catch(() => ({ rows: [] }));
    await client.end().catch(() => undefined);
    return rows;
  }

  async stop(): Promise<void> {
    for (const service of this.services.values()) service.kill('SIGKILL');
    await this.stack.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// Each test starts processes anew, on two cores that may be busy.
const patience = 240_000;

describe('P2 and P3 under fire: events', () => {
  let x: Crashable;
  beforeAll(async () => {
    x = await Crashable.start();
  }, 240_000);
  afterAll(() => x?.stop());

  let made = 0;
  /** One resident with a permit, told by a system that never gives up. */
  async function tellOne(): Promise<string> {
    const n = ++made;
    const person = {
      fullName: `Synthetic Person ${'abcdefghij'.charAt(n % 10)}${'klmnopqrst'.charAt(Math.floor(n / 10) % 10)}${'uvwxyzabcd'.charAt(Math.floor(n / 100))}`,
      birthDate: '1980-01-01',
      sex: 'F',
      nationality: 'KOR',
      identityEvidence: 'PASSPORT',
    };
    const { subjectRef } = await x.insist('/api/foreign-nationals', `person-${n}`, person);
    const { state: _state, ...permit } = StayPermit.example;
    const { factId } = await x.insist('/api/stay-permits', `permit-${n}`, { ...permit, subjectRef });
    return factId;
  }

  const tellDuring = async (accident: () => Promise<void>): Promise<void> => {
    const telling = Promise.all(
      Array.from({ length: 4 }, async () => {
        const told: string[] = [];
        for (let n = 0; n < 6; n++) told.push(await tellOne());
        return told;
      }),
    );
    await accident();
    await telling;
    await everythingIsThere();
  };

  /** Every permit once at the owner and once at the other, the same bytes. */
  async function everythingIsThere(): Promise<void> {
    const sums = (agency: Agency) =>
      x.rows(
        agency,
        `select count(*)::int as facts, sum(version)::int as versions, md5(string_agg(encode(document_hash, 'hex'), '' order by fact_id)) as sum from fact where kind = 'stay-permit'`,
      );
    await eventually(async () => (await sums('imigrasi')).map(({ facts, versions }) => [facts, versions]), [[made, made]], 90_000);
    await eventually(() => sums('polres'), await sums('imigrasi'), 90_000);
    await eventually(() => x.rows('imigrasi', 'select 1 from outbox'), []);
    expect(await x.rows('polres', 'select reason from unverified union all select reason from parked')).toEqual([]);
  }

  it(
    'are neither lost nor doubled when the owner is killed again and again',
    () =>
      tellDuring(async () => {
        for (let n = 0; n < 2; n++) {
          await new Promise((resolve) => setTimeout(resolve, 400 + n * 300));
          x.kill('imigrasi');
          x.run('imigrasi');
          await x.untilReady('imigrasi');
        }
      }),
    patience,
  );

  it(
    'are neither lost nor doubled when a member is killed',
    () =>
      tellDuring(async () => {
        await new Promise((resolve) => setTimeout(resolve, 300));
        x.kill('polres');
        x.run('polres');
        await x.untilReady('polres');
      }),
    patience,
  );

  it(
    'are neither lost nor doubled when the relay ends between send and acknowledgement',
    async () => {
      // The note of the acknowledgement fails in the database: for the relay it is as if it had died right before it.
      const owner = await adminClient(x.stack, 'imigrasi');
      await owner.query(`create function die() returns trigger language plpgsql as $$ begin raise exception 'the relay dies here'; end $$`);
      await owner.query(
        `create trigger die before update on stream_head for each row when (new.acked_sequence > old.acked_sequence) execute function die()`,
      );
      await tellDuring(async () => {
        await new Promise((resolve) => setTimeout(resolve, 2_500));
        await owner.query('drop trigger die on stream_head');
      });
      await owner.end();
    },
    patience,
  );

  it(
    'are neither lost nor doubled when the broker is killed',
    () =>
      tellDuring(async () => {
        const pid = Number(readFileSync(join(x.folder, 'kafka.pid'), 'utf8'));
        process.kill(pid, 'SIGKILL');
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await x.startServers();
      }),
    patience,
  );

  it(
    'are neither lost nor doubled when PostgreSQL restarts',
    () =>
      tellDuring(async () => {
        const pid = Number(readFileSync(join(x.folder, 'postgres-data', 'postmaster.pid'), 'utf8').split('\n')[0]);
        process.kill(pid, 'SIGQUIT');
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        await x.startServers();
      }),
    patience,
  );
});
