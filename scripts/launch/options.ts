import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { StackProblem } from '@timpora/stack';

/** Where the local stack keeps data, keys and logs; TIMPORA_FOLDER moves it. */
export const folder = process.env['TIMPORA_FOLDER'] ?? join(fileURLToPath(new URL('../..', import.meta.url)), '.timpora');

export interface LaunchOptions {
  readonly oneProcess: boolean;
  readonly docker: boolean;
  readonly sample: boolean;
  /** Port of the first agency; the others follow. */
  readonly basePort: number;
  /** Port of Kafka; its controller and PostgreSQL follow. */
  readonly stackPort: number;
}

/** @throws {StackProblem} naming what cannot be understood */
export function optionsFrom(args: readonly string[]): LaunchOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'one-process': { type: 'boolean', default: false },
        docker: { type: 'boolean', default: false },
        'no-sample': { type: 'boolean', default: false },
        'base-port': { type: 'string', default: '4101' },
        'stack-port': { type: 'string', default: '4190' },
      },
    });
    return {
      oneProcess: values['one-process'],
      docker: values.docker,
      sample: !values['no-sample'],
      basePort: portOf('--base-port', values['base-port']),
      stackPort: portOf('--stack-port', values['stack-port']),
    };
  } catch (error) {
    if (error instanceof StackProblem) throw error;
    throw new StackProblem(
      `${error instanceof Error ? error.message.split('.')[0] : 'The options are wrong'}. Options: --one-process, --docker, --no-sample, --base-port N, --stack-port N.`,
    );
  }
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1_024 || port > 65_000) throw new StackProblem(`${option} must be a port from 1024 to 65000.`);
  return port;
}
