import { aliasesOf, viewsOf, type Catalogue, type Member } from '@timpora/contracts';
import type { Settings } from '@timpora/config';
import { DataSource, type EntityManager, type MigrationInterface } from 'typeorm';

import { CreateExchange1764000000001 } from './create-exchange.migration.js';
import { CreateLooks1764000000003 } from './create-looks.migration.js';
import { IndexOrganisations1764000000006 } from './index-organisations.migration.js';
import { IndexSubjectsByKind1764000000043 } from './index-subjects-by-kind.migration.js';
import { OrderChanges1764000000040 } from './order-changes.migration.js';
import { PreparingClient } from './preparing-client.js';
import { TraceOutbox1764000000042 } from './trace-outbox.migration.js';

/** Any number, the same in all instances of all members: serializes migrations of one database. */
const migrationLock = 7_401_160_001;

export interface DatabaseContents {
  readonly member: Member;
  readonly catalogue: Catalogue;
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

/** A pool for one member's database; nothing is connected yet. */
export const dataSourceFor = ({ database, member }: Settings, migrations: DatabaseContents['migrations'] = []): DataSource =>
  new DataSource({
    type: 'postgres',
    host: database.host,
    port: database.port,
    database: database.name,
    username: database.user,
    password: database.password,
    ssl: database.tls ? { rejectUnauthorized: true } : false,
    entities: [],
    migrations: [
      CreateExchange1764000000001,
      CreateLooks1764000000003,
      OrderChanges1764000000040,
      IndexOrganisations1764000000006,
      TraceOutbox1764000000042,
      IndexSubjectsByKind1764000000043,
      ...migrations,
    ],
    poolSize: database.poolSize,
    applicationName: `timpora-${member}`,
    // A lost idle connection must not end the process; the next query gets a new one or its error.
    poolErrorHandler: () => undefined,
    extra: {
      Client: PreparingClient,
      connectionTimeoutMillis: 5_000,
      statement_timeout: 30_000,
      lock_timeout: 10_000,
      idle_in_transaction_session_timeout: 15_000,
    },
  });

/** Migrates under a lock, so that of several instances starting at once one migrates and the others wait. */
export async function migrate(dataSource: DataSource, { member, catalogue }: DatabaseContents): Promise<void> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('set statement_timeout = 0; set lock_timeout = 0');
    await runner.query('select pg_advisory_lock($1)', [migrationLock]);
    await dataSource.runMigrations({ transaction: 'each' });
    await dataSource.transaction((db) => refreshViews(db, catalogue, member));
  } finally {
    await runner.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    await runner.query('reset statement_timeout; reset lock_timeout').catch(() => undefined);
    await runner.release();
  }
}

/** Brings the typed SQL views to what the contracts say now. Only what changed is made anew. */
async function refreshViews(db: EntityManager, catalogue: Catalogue, member: Member): Promise<void> {
  const known = new Map(
    (await db.query<{ name: string; definition: string }[]>('select name, definition from view_definition')).map((row) => [
      row.name,
      row.definition,
    ]),
  );
  const wanted = viewsOf(catalogue, member);
  for (const { name, create } of aliasesOf(catalogue, member).filter((each) => known.get(each.name) !== each.create)) {
    await db.query(create);
    await remember(db, name, create);
  }
  const indexes = wanted.flatMap((view) => view.indexes);
  for (const { name, create } of indexes.filter((index) => known.get(index.name) !== index.create)) {
    await db.query(`drop index if exists ${name}`);
    await db.query(create);
    await remember(db, name, create);
  }
  for (const { name, create } of wanted.filter((view) => known.get(view.name) !== view.create)) {
    await db.query(`drop view if exists ${name}`);
    await db.query(create);
    await remember(db, name, create);
  }
}

const remember = (db: EntityManager, name: string, definition: string): Promise<unknown> =>
  db.query('insert into view_definition values ($1, $2) on conflict (name) do update set definition = excluded.definition', [
    name,
    definition,
  ]);
