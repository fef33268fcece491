import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { settingsFrom } from '@timpora/config';
import { catalogue } from '@timpora/contracts';
import { adminClient, provisionDatabase } from '@timpora/stack';
import type { DataSource } from 'typeorm';

import { run } from '../../../../test/simulation/run.js';
import { planOf } from '../../../../test/simulation/steps.js';
import { testStack } from '../../../../test/stack/test-stack.js';
import { dataSourceFor, migrate } from '../database/open-database.js';
import { newId } from '../ids.js';
import { effectNames, effectsOf } from './effects.kit.js';
import { record, type Recorded } from './recording.kit.js';
import { ask, statementNames, type StatementName } from './replay.kit.js';
import { loadTables, readTables, tablesIn } from './tables.kit.js';

/** The database's clock and the start of its server are those of the simulation: its search path finds these functions first. */
const simulatedTime = `
  create schema simulated;
  create table simulated.time (now_ms float8 not null, server float8 not null);
  insert into simulated.time values (0, 0);
  create function simulated.clock_timestamp() returns timestamptz language sql as 'select to_timestamp(now_ms / 1000) from simulated.time';
  create function simulated.pg_postmaster_start_time() returns timestamptz language sql as 'select to_timestamp(server) from simulated.time';`;

const steps = 300;
/** By then every effect has come about. */
const mostSeeds = 400;

describe('the statements of PostgreSQL, and those of the simulation', () => {
  const name = `simulated_${newId().slice(-12)}`;
  const effects = new Map<string, number>();
  let db: DataSource;

  beforeAll(async () => {
    const admin = await adminClient(testStack());
    await provisionDatabase(admin, { name, password: 'secret' });
    await admin.query(`alter database "${name}" set search_path = simulated, pg_catalog, public`);
    await admin.query(`alter database "${name}" set timezone = 'UTC'`);
    await admin.end();
    db = dataSourceFor(settingsOf(name));
    await db.initialize();
    await db.query(simulatedTime);
    await migrate(db, { member: 'imigrasi', catalogue });
    await db.query(`insert into reacted_kind values ('note'), ('hint')`);
  });
  afterAll(async () => {
    await db.destroy();
    const admin = await adminClient(testStack());
    await admin.query(`drop database "${name}" with (force)`);
    await admin.query(`drop role "${name}"`);
    await admin.end();
  });

  async function compare(recorded: readonly Recorded[]): Promise<void> {
    const replay = { pg: db, outboxIds: new Map<string, string>(), markIds: new Map<number, string>() };
    for (const [at, call] of recorded.entries()) {
      const statement = call.name as StatementName;
      if (call.before) {
        await loadTables(db, call.before);
        replay.outboxIds.clear();
        replay.markIds.clear();
      }
      await db.query('update simulated.time set now_ms = $1, server = $2', [call.now, call.server]);
      const both = await ask(replay, statement, call);
      const where = `call ${at}, ${statement}`;
      expect({ where, isFenced: both === null }).toEqual({ where, isFenced: call.isFenced });
      expect({ where, answer: both?.[0] }).toEqual({ where, answer: both?.[1] });
      expect({ where, tables: await readTables(db) }).toEqual({ where, tables: tablesIn(call.after) });
      for (const effect of effectsOf(call)) effects.set(effect, (effects.get(effect) ?? 0) + 1);
    }
  }

  /** Runs of the whole simulation; of each member whose database met something new, everything that it was asked is asked of PostgreSQL. */
  it('give the same answers and leave the same tables', async () => {
    const wanted = [...statementNames, ...effectNames];
    for (let seed = 1; seed <= mostSeeds && wanted.some((effect) => !effects.has(effect)); seed++) {
      let recordings: (readonly Recorded[])[] = [];
      run(planOf(seed, steps, seed % 2 === 0), null, (world) => (recordings = world.parties.map((party) => record(world, party))));
      for (const recorded of recordings)
        if (recorded.some((call) => effectsOf(call).some((effect) => !effects.has(effect)))) await compare(recorded);
    }
  }, 600_000);

  it.each(statementNames)('were asked "%s"', (statement) => {
    expect(effects.get(statement) ?? 0).toBeGreaterThan(0);
  });

  it.each(effectNames)('were met by: %s', (effect) => {
    expect(effects.get(effect) ?? 0).toBeGreaterThan(0);
  });
});

const settingsOf = (database: string) => {
  const { postgres } = testStack();
  const none = Object.fromEntries(
    ['KAFKA_PASSWORD', 'REGISTRY_FILE', 'SIGNING_KEY_ID', 'SIGNING_KEY_FILE', 'ID_SECRET_FILE', 'TOKEN_ISSUER', 'TOKEN_JWKS'].map(
      (each) => [`TIMPORA_${each}`, 'none'],
    ),
  );
  const matchSecrets = join(mkdtempSync(join(tmpdir(), 'timpora-test-')), 'match-secrets.json');
  writeFileSync(matchSecrets, JSON.stringify({ secrets: [{ keyId: 'dev-1', secret: 'ab'.repeat(32) }] }));
  return settingsFrom(
    {
      ...none,
      TIMPORA_MATCH_SECRETS_FILE: matchSecrets,
      TIMPORA_MODE: 'development',
      TIMPORA_DATABASE_HOST: postgres.host,
      TIMPORA_DATABASE_PORT: String(postgres.port),
      TIMPORA_DATABASE_NAME: database,
      TIMPORA_DATABASE_USER: database,
      TIMPORA_DATABASE_PASSWORD: 'secret',
      TIMPORA_KAFKA_BROKERS: 'none:1',
    },
    'imigrasi',
  );
};
