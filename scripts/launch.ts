import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { portOf } from '@timpora/config';
import type { Agency } from '@timpora/contracts';
import { findOrStartStack, isOpen, isRunning, StackProblem, type Stack } from '@timpora/stack';

import { AgencyApi } from './launch/agency-api.js';
import { compareDigests } from './launch/digests.js';
import { folder, noteBasePort, optionsFrom, type LaunchOptions } from './launch/options.js';
import { logins, provision } from './launch/provision.js';
import { loadSample } from './launch/sample.js';
import { startServices, type Services } from './launch/services.js';
import { tellLive } from './launch/live.js';
import { tellStory } from './launch/story.js';
import { welcome } from './launch/welcome.js';
import { build } from './prepare.mjs';

const say = (line: string): void => console.log(line);

let stack: Promise<Stack> | null = null;
let services: Services | null = null;
let ending: Promise<void> | null = null;

async function end(code: number): Promise<void> {
  ending ??= (async () => {
    if (services || stack) say('\nStopping the agencies, then Kafka and PostgreSQL');
    await services?.stop();
    await (await stack?.catch(() => null))?.stop();
    rmSync(join(folder, 'launcher.pid'), { force: true });
  })();
  await ending;
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

try {
  await launch(optionsFrom(process.argv.slice(2)));
} catch (error) {
  if (!ending) console.error(`\n${sentenceFor(error)}`);
  await end(1);
}

async function launch(options: LaunchOptions): Promise<void> {
  const { agencies, basePort, oneProcess } = options;
  takeFolder(basePort);
  await assertFree(agencies, basePort);
  say('Building the services');
  stack = findOrStartStack({
    folder,
    logins: logins(folder, agencies),
    ports: { kafka: options.stackPort, controller: options.stackPort + 1, postgres: options.stackPort + 2 },
    docker: options.docker,
    onProgress: say,
  });
  const [place] = await Promise.all([stack, built()]);
  say(`Kafka and PostgreSQL: ${place.source}`);
  say('Making topics, access rights, databases and keys');
  const environments = await provision(place, { folder, basePort, agencies });
  say(`Starting ${agencies.length} agencies${oneProcess ? ' in one process' : ''}`);
  services = await startServices(environments, { folder, oneProcess, agencies, basePort });
  const api = new AgencyApi(folder, { agencies, basePort });
  if (options.sample) {
    const isNew = await loadSample(api, { folder, size: options.residents, say });
    await (isNew || options.story ? tellStory(api, say) : tellLive(api, say));
  }
  await compareDigests(api, say);
  welcome(api, place, say);
}

/** The services compile while Kafka and PostgreSQL start. */
async function built(): Promise<void> {
  try {
    await build();
  } catch (error) {
    throw new StackProblem((error as Error).message);
  }
}

/** One launcher at a time for a folder. */
function takeFolder(basePort: number): void {
  const file = join(folder, 'launcher.pid');
  mkdirSync(folder, { recursive: true });
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (other && other !== process.pid && isRunning(other))
    throw new StackProblem('The exchange is running already; stop it with Ctrl-C in its own terminal first.');
  writeFileSync(file, String(process.pid));
  noteBasePort(folder, basePort);
}

async function assertFree(agencies: readonly Agency[], basePort: number): Promise<void> {
  for (const agency of agencies) {
    const port = portOf(agency, basePort);
    if (await isOpen(port))
      throw new StackProblem(
        `Port ${port} of ${agency} is taken by another program (or by \`npm run agency\`); stop it, or move the agencies with: npm start -- --base-port ${basePort + 1000}`,
      );
  }
}

function sentenceFor(error: unknown): string {
  if (error instanceof StackProblem) return error.message;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOSPC') return 'The disk is full; free some space and start again.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
