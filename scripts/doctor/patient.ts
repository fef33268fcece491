import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { settingsFrom, type Settings } from '@timpora/config';
import { agencies, type Agency } from '@timpora/contracts';
import { agencyEnvironment, keyFiles, membership, StackProblem, type Stack } from '@timpora/stack';

import { folder } from '../launch/options.js';

type Servers = Pick<Stack, 'kafka' | 'postgres'>;

/** What is looked at: the agencies that were asked for, and their servers as an administrator sees them, where that is known. */
export interface Patient {
  readonly agencies: readonly Settings[];
  readonly servers: Servers | null;
  /** Where data are kept, when that is this machine. */
  readonly folder: string | null;
}

export interface Wish {
  /** All when absent. */
  readonly agency: Agency | null;
  readonly basePort: number;
  readonly stackPort: number;
}

/**
 * One agency as its own service sees it, when the environment says so; else the servers that TIMPORA_STACK_* names, else the local stack.
 * @throws {StackProblem} when there is nothing to look at
 */
export function patientOf(wish: Wish): Patient {
  if (process.env['TIMPORA_DATABASE_HOST']) {
    if (!wish.agency) throw new StackProblem('Say whose environment this is: npm run doctor -- --agency imigrasi');
    return { agencies: [settingsFrom(process.env, wish.agency)], servers: null, folder: null };
  }
  if (!existsSync(join(folder, 'keys', 'registry.json')))
    throw new StackProblem('There is nothing to look at yet; run `npm start` once, or set the TIMPORA_* variables of an agency.');
  const servers = serversOf(wish);
  const { admitted } = membership(folder);
  const asked = agencies.filter((agency) => admitted.includes(agency) && (wish.agency === null || agency === wish.agency));
  const isLocal = !process.env['TIMPORA_STACK_KAFKA_BROKERS'];
  return { agencies: asked.map((agency) => localSettings(agency, servers, wish)), servers, folder: isLocal ? folder : null };
}

const secret = (name: string): string => {
  const file = join(folder, 'secrets', name);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new StackProblem(`${file} is missing; run \`npm start\` once.`);
};

function serversOf({ stackPort }: Wish): Servers {
  const read = (name: string): string | null => process.env[`TIMPORA_STACK_${name}`] ?? null;
  return {
    kafka: {
      brokers: (read('KAFKA_BROKERS') ?? `127.0.0.1:${stackPort}`).split(','),
      admin: { user: read('KAFKA_ADMIN_USER') ?? 'admin', password: read('KAFKA_ADMIN_PASSWORD') ?? secret('kafka-admin') },
    },
    postgres: {
      host: read('POSTGRES_HOST') ?? '127.0.0.1',
      port: Number(read('POSTGRES_PORT') ?? stackPort + 2),
      admin: {
        user: read('POSTGRES_ADMIN_USER') ?? 'timpora_admin',
        password: read('POSTGRES_ADMIN_PASSWORD') ?? secret('postgres-admin'),
      },
    },
  };
}

const localSettings = (member: Agency, stack: Servers, { basePort }: Wish): Settings =>
  settingsFrom(
    agencyEnvironment({
      member,
      stack,
      keys: keyFiles(folder),
      basePort,
      kafkaPassword: secret(`kafka-${member}`),
      databasePassword: secret(`database-${member}`),
    }),
    member,
  );
