import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { agencies, founders, type Agency } from '@timpora/contracts';
import { StackProblem } from '@timpora/stack';

/** Where the local stack keeps data, keys and logs; TIMPORA_FOLDER moves it. */
export const folder = process.env['TIMPORA_FOLDER'] ?? join(fileURLToPath(new URL('../..', import.meta.url)), '.timpora');

export interface LaunchOptions {
  readonly oneProcess: boolean;
  readonly docker: boolean;
  readonly sample: boolean;
  /** Told at the first start, and whenever asked for. */
  readonly story: boolean;
  /** Who is started: those who begin, and whoever else was asked for. */
  readonly agencies: readonly Agency[];
  /** Synthetic residents in the sample. */
  readonly residents: number;
  /** Port of the first agency; the others follow. */
  readonly basePort: number;
  /** Port of Kafka; its controller and PostgreSQL follow. */
  readonly stackPort: number;
}

const basePortFile = (of: string): string => join(of, 'base-port');

/** Whoever is admitted later answers beside the others. */
export const noteBasePort = (of: string, basePort: number): void => writeFileSync(basePortFile(of), String(basePort));
export const notedBasePort = (of: string): number => (existsSync(basePortFile(of)) ? Number(readFileSync(basePortFile(of), 'utf8')) : 4101);

/** @throws {StackProblem} naming what cannot be understood */
export function optionsFrom(args: readonly string[]): LaunchOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'one-process': { type: 'boolean', default: false },
        docker: { type: 'boolean', default: false },
        'no-sample': { type: 'boolean', default: false },
        story: { type: 'boolean', default: false },
        with: { type: 'string', multiple: true, default: [] },
        residents: { type: 'string', default: '600' },
        'base-port': { type: 'string', default: '4101' },
        'stack-port': { type: 'string', default: '4190' },
      },
    });
    return {
      oneProcess: values['one-process'],
      docker: values.docker,
      sample: !values['no-sample'],
      story: values.story,
      agencies: agencies.filter((agency) => founders.includes(agency) || named(values.with).includes(agency)),
      residents: countOf(values.residents),
      basePort: portOf('--base-port', values['base-port']),
      stackPort: portOf('--stack-port', values['stack-port']),
    };
  } catch (error) {
    if (error instanceof StackProblem) throw error;
    throw new StackProblem(
      `${error instanceof Error ? error.message.split('.')[0] : 'The options are wrong'}. Options: --one-process, --docker, --no-sample, --story, --residents N, --with AGENCY, --base-port N, --stack-port N.`,
    );
  }
}

function named(names: readonly string[]): readonly Agency[] {
  return names.map((name) => {
    const agency = agencies.find((each) => each === name);
    if (!agency) throw new StackProblem(`--with ${name}: there is no such agency here; there are ${agencies.join(', ')}.`);
    return agency;
  });
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 50 || count > 200_000) throw new StackProblem('--residents must be a number from 50 to 200000.');
  return count;
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1_024 || port > 65_000) throw new StackProblem(`${option} must be a port from 1024 to 65000.`);
  return port;
}
