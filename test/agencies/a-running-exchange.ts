import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runAgency, type RunningAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { agencies, catalogue, grantsOf, members, topicSpecs, type Agency } from '@timpora/contracts';
import { DinkesModule } from '@timpora/dinkes';
import { DisdikModule } from '@timpora/disdik';
import { DisnakerModule } from '@timpora/disnaker';
import { DukcapilModule } from '@timpora/dukcapil';
import { newId } from '@timpora/exchange';
import { ImigrasiModule } from '@timpora/imigrasi';
import { KemenagModule } from '@timpora/kemenag';
import { KesbangpolModule } from '@timpora/kesbangpol';
import { PolresModule } from '@timpora/polres';
import { adminClient, agencyEnvironment, prepareKeys, provisionDatabase, provisionKafka } from '@timpora/stack';

import { eventually } from '../eventually.js';
import { testStack } from '../stack/test-stack.js';
import { AgencyClient } from './agency-client.js';
import { aTraceReceiver, type TraceReceiver } from './trace-receiver.js';

const modules = {
  imigrasi: ImigrasiModule,
  dukcapil: DukcapilModule,
  disnaker: DisnakerModule,
  polres: PolresModule,
  kesbangpol: KesbangpolModule,
  disdik: DisdikModule,
  dinkes: DinkesModule,
  kemenag: KemenagModule,
};

/** The legal day on which these tests happen: rules with a boundary then give the same answer in every year. */
export const today = '2026-06-15';

const noonInJakarta = Date.parse(`${today}T05:00:00Z`);

const always = {
  TIMPORA_DATABASE_POOL_SIZE: '5',
  TIMPORA_DOMAIN_CLOCK_SHIFT_MS: String(noonInJakarta - Date.now()),
  TIMPORA_HTTP_PORT: '0',
  TIMPORA_LOG_LEVEL: 'silent',
  TIMPORA_REQUESTS_PER_MINUTE: '1000000',
  TIMPORA_LOOK_UPS_PER_MINUTE: '1000000',
  TIMPORA_POLL_MAX_MS: '100',
  TIMPORA_HEARTBEAT_MS: '1000',
};

/** Eight agencies in this process, with the real contracts, on real Kafka and databases of their own. */
export interface RunningExchange {
  readonly client: AgencyClient;
  /** What kesbangpol and imigrasi, alone, tell of their commands. */
  readonly traces: TraceReceiver;
  /** For a process of its own on the database of an agency. */
  readonly environments: Readonly<Record<Agency, Readonly<Record<string, string>>>>;
  /** Rows of an agency's own database. */
  query<Row extends object>(agency: Agency, sql: string, values?: unknown[]): Promise<Row[]>;
  /** A use case of an agency that no route reaches: what its timers will call. */
  does<UseCase>(agency: Agency, useCase: new (...parts: never[]) => UseCase): UseCase;
  stop(): Promise<void>;
}

const each = async <T>(make: (agency: Agency) => Promise<T>): Promise<Record<Agency, T>> =>
  Object.fromEntries(await Promise.all(agencies.map(async (agency) => [agency, await make(agency)] as const))) as Record<Agency, T>;

export async function aRunningExchange(): Promise<RunningExchange> {
  const mark = newId().slice(-12);
  const stack = testStack();
  const folder = mkdtempSync(join(tmpdir(), 'timpora-agencies-'));
  const keys = await prepareKeys(folder, `exchange-${mark}`, members);
  await provisionKafka(stack, { topics: topicSpecs(catalogue), grants: grantsOf(catalogue), withdrawOthers: false });
  const admin = await adminClient(stack);
  const database = (agency: Agency): string => `${agency}_${mark}`;
  for (const agency of agencies) await provisionDatabase(admin, { name: database(agency), password: 'secret' });
  const traces = await aTraceReceiver();
  const environments = await each(async (member) => ({
    ...agencyEnvironment({ member, stack, keys, basePort: 20_000, databasePassword: 'secret', kafkaPassword: `${member}-secret` }),
    TIMPORA_DATABASE_NAME: database(member),
    TIMPORA_DATABASE_USER: database(member),
    ...always,
    ...(['kesbangpol', 'imigrasi'].includes(member) && { OTEL_EXPORTER_OTLP_ENDPOINT: traces.url }),
  }));
  const running = await each<RunningAgency>((agency) => runAgency(modules[agency], settingsFrom(environments[agency], agency)));
  // An agency states nothing before it has made sure of its own past.
  await each((agency) => eventually(() => fetch(`${running[agency].url}/health/ready`).then(({ status }) => status), 200, 60_000));
  const databases = await each((agency) => adminClient(stack, database(agency)));
  return {
    client: new AgencyClient(folder, (agency) => running[agency].url),
    traces,
    environments,
    query: async <Row extends object>(agency: Agency, sql: string, values: unknown[] = []) =>
      (await databases[agency].query<Row>(sql, values)).rows,
    does: (agency, useCase) => running[agency].app.get(useCase),
    stop: async () => {
      await each((agency) => running[agency].stop());
      await traces.stop();
      await each((agency) => databases[agency].end());
      for (const agency of agencies) await admin.query(`drop database if exists "${database(agency)}" with (force)`);
      for (const agency of agencies) await admin.query(`drop role if exists "${database(agency)}"`);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
