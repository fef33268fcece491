import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { settingsFrom } from '@timpora/config';
import { catalogue } from '@timpora/contracts';
import { createLogger, createMetrics } from '@timpora/observing';
import { adminClient, provisionDatabase } from '@timpora/stack';
import type { DataSource } from 'typeorm';

import { eventually } from '../../../../test/eventually.js';
import { testStack } from '../../../../test/stack/test-stack.js';
import { Alarms, listAlarms } from '../alarms.js';
import { Clock } from '../clock.js';
import { dataSourceFor, migrate } from '../database/open-database.js';
import { newId } from '../ids.js';
import { clearWhatIsOver } from './conditions.sql.js';
import { Watch } from './watch.js';

describe('alarms of a member', () => {
  const database = `watch_${newId().slice(-12)}`;
  const { postgres } = testStack();
  const matchSecrets = join(mkdtempSync(join(tmpdir(), 'timpora-test-')), 'match-secrets.json');
  writeFileSync(matchSecrets, JSON.stringify({ secrets: [{ keyId: 'dev-1', secret: 'ab'.repeat(32) }] }));
  const settings = settingsFrom(
    {
      TIMPORA_MODE: 'development',
      TIMPORA_DATABASE_HOST: postgres.host,
      TIMPORA_DATABASE_PORT: String(postgres.port),
      TIMPORA_DATABASE_NAME: database,
      TIMPORA_DATABASE_USER: database,
      TIMPORA_DATABASE_PASSWORD: 'secret',
      TIMPORA_KAFKA_BROKERS: 'none:1',
      TIMPORA_KAFKA_PASSWORD: 'none',
      TIMPORA_REGISTRY_FILE: 'none',
      TIMPORA_SIGNING_KEY_ID: 'dev-polres-1',
      TIMPORA_SIGNING_KEY_FILE: 'none',
      TIMPORA_ID_SECRET_FILE: 'none',
      TIMPORA_TOKEN_ISSUER: 'none',
      TIMPORA_TOKEN_JWKS: 'none',
      TIMPORA_MATCH_SECRETS_FILE: matchSecrets,
      TIMPORA_AUDIT_MS: '20',
      TIMPORA_DOUBT_MS: '100',
      TIMPORA_LAG_MS: '100',
    },
    'polres',
  );
  let db: DataSource;
  let log: string[];
  let alarms: Alarms;

  const rows = async (): Promise<string[]> =>
    (await listAlarms(db)).map(({ code, about, times, clearedAt }) => `${code} ${about} ${times}${clearedAt ? ' cleared' : ''}`);
  const over = () => clearWhatIsOver(db, { member: 'polres', once: ['adopted'], patienceMs: 0 });

  beforeAll(async () => {
    const admin = await adminClient(testStack());
    await provisionDatabase(admin, { name: database, password: 'secret' });
    await admin.end();
    db = dataSourceFor(settings);
    await db.initialize();
    await migrate(db, { member: 'polres', catalogue });
  });
  afterAll(async () => {
    await db.destroy();
    const admin = await adminClient(testStack());
    await admin.query(`drop database "${database}" with (force)`);
    await admin.query(`drop role "${database}"`);
    await admin.end();
  });
  beforeEach(async () => {
    await db.query('truncate alarm, parked, member_position, stream_position, member_statement, partition_position');
    log = [];
    const destination = { write: (line: string) => void log.push((JSON.parse(line) as { event: string }).event) };
    alarms = new Alarms(db, createLogger({ member: 'polres', level: 'debug', destination }), createMetrics('polres'));
  });

  it('count what happens again, and begin anew after they were cleared', async () => {
    alarms.raise('unverified', 'a-topic/0');
    await eventually(rows, ['unverified a-topic/0 1']);
    alarms.raise('unverified', 'a-topic/0');
    await eventually(rows, ['unverified a-topic/0 2']);
    alarms.clear('unverified', ['a-topic/0']);
    await eventually(rows, ['unverified a-topic/0 2 cleared']);
    alarms.raise('unverified', 'a-topic/0');
    await eventually(rows, ['unverified a-topic/0 1']);
    expect((await listAlarms(db))[0]).toMatchObject({ severity: 'serious', whatToDo: { id: expect.any(String), en: expect.any(String) } });
  });

  it('about a condition are told once while it stands, and cleared when it is gone', async () => {
    alarms.standing('silence', [{ about: 'disdik' }, { about: 'dinkes' }]);
    await eventually(async () => (await rows()).length, 2);
    alarms.standing('silence', [{ about: 'disdik' }]);
    await eventually(rows, ['silence disdik 2', 'silence dinkes 1 cleared']);
    alarms.standing('silence', []);
    await eventually(async () => (await rows()).filter((row) => row.endsWith('cleared')).length, 2);
    expect(log).toEqual(['alarm.silence', 'alarm.silence', 'alarm.cleared', 'alarm.cleared']);
  });

  it('about what is parked are cleared when nothing of the stream is parked any more', async () => {
    await db.query(
      `insert into parked (issuer, topic, partition, generation, sequence, reason, problem, document, document_hash)
       values ('imigrasi', 't', 0, 1, 1, 'breaks-contract', '', '', '1'), ('imigrasi', 't', 0, 1, 2, 'contradicts', '', '', '2')`,
    );
    for (const code of ['parked', 'contradicts'] as const) alarms.raise(code, 'imigrasi/t/0');
    alarms.raise('contradicts', 'fact');
    await eventually(async () => (await rows()).length, 3);
    await over();
    expect((await rows()).filter((row) => row.endsWith('cleared'))).toEqual([]);
    await db.query(`update parked set closed_at = now() where reason = 'breaks-contract'`);
    await over();
    expect((await rows()).filter((row) => row.endsWith('cleared'))).toEqual(['parked imigrasi/t/0 1 cleared']);
    await db.query(`update parked set closed_at = now()`);
    await over();
    expect((await rows()).filter((row) => !row.endsWith('cleared'))).toEqual([]);
  });

  it('about a contradiction in an own stream, and about what happened once, stand for a week', async () => {
    alarms.raise('contradicts', 'polres/t/0');
    alarms.raise('adopted', 'polres/t/0');
    await eventually(async () => (await rows()).length, 2);
    await over();
    expect((await rows()).filter((row) => row.endsWith('cleared'))).toEqual([]);
    await db.query(`update alarm set seen_at = now() - interval '8 days'`);
    await over();
    expect((await rows()).filter((row) => !row.endsWith('cleared'))).toEqual([]);
  });

  it('about a gap are cleared when the announced head is reached', async () => {
    await db.query(
      `insert into member_position values ('imigrasi', 'imigrasi', 't', 0, 1, 3, '', now(), now());
       insert into stream_position values ('imigrasi', 't', 0, 1, 2, '')`,
    );
    for (const code of ['gap', 'held'] as const) alarms.raise(code, 'imigrasi/t/0');
    await eventually(async () => (await rows()).length, 2);
    await over();
    expect((await rows()).filter((row) => row.endsWith('cleared'))).toEqual([]);
    await db.query(`update stream_position set sequence = 3`);
    await over();
    expect((await rows()).filter((row) => !row.endsWith('cleared'))).toEqual([]);
  });

  it('are raised and cleared by the watch: doubt, lag, a key that ends soon, a broken registry file', async () => {
    let endsAt = new Date(Date.now() + 29 * 24 * 3_600_000).toISOString();
    let problem: string | null = 'no-json';
    await db.query(
      `insert into member_position values ('imigrasi', 'imigrasi', 't', 0, 1, 3, '', now(), now());
       insert into partition_position (topic, partition, next_offset) values ('t', 0, 0)`,
    );
    const logger = createLogger({ member: 'polres', level: 'silent' });
    const watch = new Watch({
      ...{ db, settings, clock: new Clock(), log: logger, alarms },
      ...{ signingKeyEndsAt: () => endsAt, registryProblem: () => problem },
    });
    watch.start();
    const standing = async (): Promise<string[]> =>
      (await listAlarms(db)).flatMap(({ code, about, clearedAt }) => (clearedAt ? [] : [`${code} ${about}`])).sort();
    await eventually(standing, [
      ...['doubt polres', 'key-expiry dev-polres-1', 'lag polres hears imigrasi/t/0'],
      'registry the registry file',
    ]);
    await db.query(`update relay_lease set doubt = false, expires_at = 'infinity', server_started_at = pg_postmaster_start_time()`);
    await db.query(`insert into stream_position values ('imigrasi', 't', 0, 1, 3, '')`);
    endsAt = new Date(Date.now() + 31 * 24 * 3_600_000).toISOString();
    problem = null;
    await eventually(standing, []);
    await watch.stop();
    await db.query(`update relay_lease set doubt = true, expires_at = '-infinity'`);
  });
});
