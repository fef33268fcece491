import { spawn, type SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { StackProblem } from './stack.js';

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a command to its end. @returns its exit code (null when it could not be started) and what it printed */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Finished> {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, [...args], { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => resolve({ code: null, output }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

export const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000);
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });

/** Waits until a port answers. @throws {StackProblem} when the process ended or time is over */
export async function untilOpen(
  port: number,
  { what, log, isAlive, withinMs = 60_000 }: { what: string; log: string; isAlive: () => boolean; withinMs?: number },
): Promise<void> {
  const until = Date.now() + withinMs;
  while (!(await isOpen(port))) {
    if (!isAlive()) throw new StackProblem(`${what} ended while it started; its log is ${log}.`);
    if (Date.now() > until)
      throw new StackProblem(`${what} did not answer on port ${port} within ${withinMs / 1_000} seconds; its log is ${log}.`);
    await sleep(50);
  }
}

/** Some port that nobody uses now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** How a process was started; empty when it has ended. Small systems have no `ps`, others have no /proc. */
export async function commandLineOf(pid: number): Promise<string> {
  if (!existsSync('/proc/self/cmdline')) return (await run('ps', ['-p', String(pid), '-o', 'args='])).output;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** Asks a process to end, and ends it when it does not. */
export async function end(pid: number, withinMs = 15_000): Promise<void> {
  for (const [signal, patienceMs] of [['SIGTERM', withinMs] as const, ['SIGKILL', 5_000] as const]) {
    if (!isRunning(pid)) return;
    process.kill(pid, signal);
    const until = Date.now() + patienceMs;
    while (isRunning(pid) && Date.now() < until) await sleep(50);
  }
}

export const diskFull = 'The disk is full; free some space and start again.';
