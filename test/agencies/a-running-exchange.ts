import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Type } from '@nestjs/common';
import { runAgency, type RunningAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { agencies, catalogue, type Agency } from '@timpora/contracts';
import { newId } from '@timpora/exchange';
import { adminClient, admit } from '@timpora/stack';
import type pg from 'pg';

import { eventually } from '../eventually.js';
import { testStack } from '../stack/test-stack.js';
import { AgencyClient } from './agency-client.js';
import { aTraceReceiver, type TraceReceiver } from './trace-receiver.js';

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
  TIMPORA_POLL_MAX_MS: '400',
  TIMPORA_HEARTBEAT_MS: '1000',
};

/** Agencies in this process, with the real contracts, on real Kafka and databases of their own. */
export interface RunningExchange {
  readonly client: AgencyClient;
  /** What kesbangpol and imigrasi, alone, tell of their commands. */
  readonly traces: TraceReceiver;
  /** For a process of its own on the database of an agency. */
  readonly environments: Readonly<Record<Agency, Readonly<Record<string, string>>>>;
  /** Admits agencies to the exchange while it runs, and starts them. */
  join(...joining: readonly Agency[]): Promise<void>;
  /** Rows of an agency's own database. */
  query<Row extends object>(agency: Agency, sql: string, values?: unknown[]): Promise<Row[]>;
  /** A use case of an agency that no route reaches: what its timers will call. */
  does<UseCase>(agency: Agency, useCase: new (...parts: never[]) => UseCase): UseCase;
  stop(): Promise<void>;
}

interface Joined {
  readonly environment: Readonly<Record<string, string>>;
  readonly service: RunningAgency;
  readonly database: pg.Client;
}

async function start(agency: Agency, environment: Readonly<Record<string, string>>): Promise<RunningAgency> {
  const [module] = Object.values((await import(`@timpora/${agency}`)) as Record<string, Type>);
  if (!module) throw new Error(`${agency} exports no module`);
  const service = await runAgency(module, settingsFrom(environment, agency));
  // An agency states nothing before it has made sure of its own past.
  await eventually(() => fetch(`${service.url}/health/ready`).then(({ status }) => status), 200, 60_000);
  return service;
}

/** All agencies unless said otherwise. @param waits periods that differ from those of the other tests, by their variables */
export async function aRunningExchange(
  first: readonly Agency[] = agencies,
  waits: Readonly<Record<string, string>> = {},
): Promise<RunningExchange> {
  const mark = newId().slice(-12);
  const stack = testStack();
  const folder = mkdtempSync(join(tmpdir(), 'timpora-agencies-'));
  const admin = await adminClient(stack);
  const traces = await aTraceReceiver();
  const databaseOf = (agency: string): string => `${agency}_${mark}`;
  const joined = new Map<Agency, Joined>();
  const of = (agency: Agency): Joined => {
    const found = joined.get(agency);
    if (!found) throw new Error(`${agency} has not joined`);
    return found;
  };
  const exchange: RunningExchange = {
    client: new AgencyClient(folder, (agency) => of(agency).service.url),
    traces,
    get environments() {
      return Object.fromEntries([...joined].map(([agency, { environment }]) => [agency, environment])) as RunningExchange['environments'];
    },
    join: async (...joining) => {
      const environments = await admit(stack, {
        ...{ folder, exchangeId: `exchange-${mark}`, catalogue, members: joining, basePort: 20_000, databaseOf, withdrawOthers: false },
        passwordOf: (member, server) => (server === 'kafka' ? `${member}-secret` : 'secret'),
      });
      await Promise.all(
        joining.map(async (agency) => {
          const traced = ['kesbangpol', 'imigrasi'].includes(agency) && { OTEL_EXPORTER_OTLP_ENDPOINT: traces.url };
          const environment = { ...environments[agency], ...always, ...waits, ...traced };
          const service = await start(agency, environment);
          joined.set(agency, { environment, service, database: await adminClient(stack, databaseOf(agency)) });
        }),
      );
    },
    query: async <Row extends object>(agency: Agency, sql: string, values: unknown[] = []) =>
      (await of(agency).database.query<Row>(sql, values)).rows,
    does: (agency, useCase) => of(agency).service.app.get(useCase),
    stop: async () => {
      await Promise.all([...joined.values()].map(({ service }) => service.stop()));
      await traces.stop();
      await Promise.all([...joined.values()].map(({ database }) => database.end()));
      for (const agency of joined.keys()) await admin.query(`drop database if exists "${databaseOf(agency)}" with (force)`);
      for (const agency of joined.keys()) await admin.query(`drop role if exists "${databaseOf(agency)}"`);
      await admin.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await exchange.join(...first);
  return exchange;
}
