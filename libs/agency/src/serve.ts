import type { Type } from '@nestjs/common';
import { SettingsError, type Settings } from '@timpora/config';
import { ContractsProblem } from '@timpora/contracts';
import { RegistryProblem } from '@timpora/exchange';

import { runAgency, type RunningAgency } from './run-agency.js';

export interface ServedAgency {
  readonly module: Type;
  readonly settings: () => Settings;
}

/** The main of a service: runs agencies until the process is asked to end, and ends it with one sentence when they cannot start. */
export async function serve(...agencies: readonly ServedAgency[]): Promise<void> {
  const running: RunningAgency[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((agency) => agency.stop()));
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  try {
    running.push(...(await Promise.all(agencies.map(({ module, settings }) => runAgency(module, settings())))));
  } catch (error) {
    process.stderr.write(`${sentenceFor(error)}\n`);
    await Promise.all(running.map((agency) => agency.stop()));
    process.exit(1);
  }
}

function sentenceFor(error: unknown): string {
  if ([SettingsError, RegistryProblem, ContractsProblem].some((Foreseen) => error instanceof Foreseen)) return (error as Error).message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return foreseeable[code] ?? (error instanceof Error && error.stack ? error.stack : String(error));
}

const foreseeable: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken; stop the program that uses it, or set TIMPORA_HTTP_PORT.',
  ECONNREFUSED: 'The database does not answer; check TIMPORA_DATABASE_HOST and TIMPORA_DATABASE_PORT.',
  ENOTFOUND: 'There is no such database server; check TIMPORA_DATABASE_HOST.',
  '28P01': 'The database refuses the login; check TIMPORA_DATABASE_USER and its password.',
  '3D000': 'There is no such database; check TIMPORA_DATABASE_NAME.',
};
