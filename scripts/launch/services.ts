import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { portOf } from '@timpora/config';
import type { Agency } from '@timpora/contracts';
import { end, isRunning, StackProblem, type Environments } from '@timpora/stack';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The services' processes: one for each agency, or one for all. */
export interface Services {
  /** By the agency's name, or `agencies` for all in one. */
  readonly pids: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

interface Started {
  readonly name: string;
  readonly log: string;
  readonly child: ChildProcess;
}

/** A service that ends is noticed at once; a busy machine is waited for. */
const startWithinMs = 180_000;
const stopWithinMs = 25_000;

/** Ends services that a launcher left behind when it was killed. */
async function endLeftovers(folder: string): Promise<void> {
  const pids = join(folder, 'pids');
  mkdirSync(pids, { recursive: true });
  for (const name of readdirSync(pids)) {
    const pid = Number(readFileSync(join(pids, name), 'utf8'));
    if (pid && isRunning(pid)) await end(pid);
    rmSync(join(pids, name));
  }
}

/** Starts the services and waits until all answer. @throws {StackProblem} with the log of the one that does not */
export async function startServices(
  environments: Environments,
  { folder, oneProcess, agencies, basePort }: { folder: string; oneProcess: boolean; agencies: readonly Agency[]; basePort: number },
): Promise<Services> {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  await endLeftovers(folder);
  const processes = oneProcess
    ? [start('agencies', folder, { script: 'scripts/one-process.mjs', environment: { TIMPORA_AGENCIES: JSON.stringify(environments) } })]
    : agencies.map((agency) => start(agency, folder, { script: `dist/${agency}.js`, environment: environments[agency] ?? {} }));
  let isStopping = false;
  for (const { name, log, child } of processes)
    child.on('exit', () => isStopping || console.error(`\n${name} ended unexpectedly; its log is ${log}`));
  const stop = async (): Promise<void> => {
    isStopping = true;
    await Promise.all(processes.map(stopProcess));
  };
  try {
    await Promise.all(agencies.map((agency, at) => untilStarted(processes[oneProcess ? 0 : at], portOf(agency, basePort), agency)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { pids: new Map(processes.map(({ name, child }) => [name, child.pid ?? 0])), stop };
}

function start(
  name: string,
  folder: string,
  { script, environment }: { script: string; environment: Readonly<Record<string, string>> },
): Started {
  const log = join(folder, 'logs', `${name}.log`);
  const out = openSync(log, 'a');
  // A group of its own: Ctrl-C reaches the launcher alone, which stops in order.
  const child = spawn(process.execPath, ['--max-semi-space-size=8', join(root, script)], {
    detached: true,
    cwd: root,
    stdio: ['ignore', out, out],
    env: { ...process.env, ...environment },
  });
  writeFileSync(join(folder, 'pids', name), String(child.pid ?? ''));
  child.once('exit', () => rmSync(join(folder, 'pids', name), { force: true }));
  return { name, log, child };
}

async function untilStarted(started: Started | undefined, port: number, agency: string): Promise<void> {
  const until = Date.now() + startWithinMs;
  while (started && Date.now() < until) {
    if (started.child.exitCode !== null) throw new StackProblem(`The service of ${agency} did not start; its log is ${started.log}.`);
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new StackProblem(
    `The service of ${agency} did not answer on port ${port} within ${startWithinMs / 1_000} seconds; its log is ${started?.log ?? 'missing'}.`,
  );
}

async function stopProcess({ child }: Started): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
  await ended;
  clearTimeout(timer);
}
