import type { Type } from '@nestjs/common';
import { SettingsError, type Settings } from '@timpora/config';
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
  if (error instanceof SettingsError || error instanceof RegistryProblem) return error.message;
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port ?? ''} is taken; stop the program that uses it, or set TIMPORA_HTTP_PORT.`;
  if (code === 'ECONNREFUSED') return 'The database does not answer; check TIMPORA_DATABASE_HOST and TIMPORA_DATABASE_PORT.';
  if (code === '28P01') return 'The database refuses the login; check TIMPORA_DATABASE_USER and its password.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
