import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { members } from '@timpora/contracts';
import { findOrStartStack, freePort, isRunning, kafkaVersion, stopLeftovers } from '@timpora/stack';

import { startContainers } from './containers.js';

/** Starts a throwaway stack, says where it is in one line of JSON, and stops when its standard input ends. */
const kept = join(process.cwd(), '.timpora');
const folder = join(kept, `test-${process.pid}`);
await sweep();
const ports = { kafka: await freePort(), controller: await freePort(), postgres: await freePort() };
const logins = Object.fromEntries(members.map((member) => [member, `${member}-secret`]));
const stack = await findOrStartStack({
  folder,
  jars: join(kept, `kafka-libs-${kafkaVersion}`),
  logins,
  ports,
  throwaway: true,
  startContainers,
  onProgress: (line) => console.error(line),
});
console.log(JSON.stringify(stack));
process.stdin.resume();
process.stdin.on('end', () => void stop());
// Ctrl-C reaches this process too.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());

let stopping: Promise<void> | null = null;

async function stop(): Promise<void> {
  stopping ??= stack.stop();
  await stopping;
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}

/** Ends and forgets the stacks of test runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of existsSync(kept) ? readdirSync(kept) : []) {
    const [, pid] = /^test-(\d+)$/.exec(name) ?? [];
    if (!pid || isRunning(Number(pid))) continue;
    await stopLeftovers(join(kept, name));
    rmSync(join(kept, name), { recursive: true, force: true });
  }
}
