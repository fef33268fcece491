import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { members } from '@timpora/contracts';
import { findOrStartStack, freePort, kafkaVersion } from '@timpora/stack';

import { startContainers } from './containers.js';

/** Starts a throwaway stack, says where it is in one line of JSON, and stops when its standard input ends. */
const kept = join(process.cwd(), '.timpora');
const folder = join(kept, `test-${process.pid}`);
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
console.log(JSON.stringify({ source: stack.source, kafka: stack.kafka, postgres: stack.postgres }));
process.stdin.resume();
process.stdin.on('end', () => void stop());
process.on('SIGTERM', () => void stop());

async function stop(): Promise<void> {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
