import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { run } from './processes.js';
import { StackProblem, type Admin } from './stack.js';
import { toolSettings } from './kafka/broker-settings.js';

const composeFile = fileURLToPath(new URL('../../../docker-compose.yml', import.meta.url));

/** What `docker compose` needs to know of a folder's stack. */
export const environmentFile = (folder: string): string => join(folder, 'compose.env');

/** Runs `docker compose` on a folder's stack. */
export const composeWith =
  (folder: string) =>
  (...args: readonly string[]): ReturnType<typeof run> =>
    run('docker', ['compose', '-f', composeFile, '--env-file', environmentFile(folder), '-p', 'timpora', ...args]);

/** Changes a login with the tools inside Kafka's container. Not tried yet on a machine with a Docker engine. @throws {StackProblem} */
export async function changeLoginInContainer(
  folder: string,
  admin: Admin,
  { user, change }: { user: string; change: string },
): Promise<void> {
  const script = [
    `cat > /tmp/admin.properties <<'END'\n${toolSettings(admin)}END`,
    `/opt/kafka/bin/kafka-configs.sh --bootstrap-server localhost:9092 --command-config /tmp/admin.properties --alter --entity-type users --entity-name ${user} ${change}`,
  ].join('\n');
  const { code } = await composeWith(folder)('exec', '-T', 'kafka', 'bash', '-c', script);
  if (code !== 0)
    throw new StackProblem(`Kafka did not accept a change of the login of ${user}; \`docker compose -p timpora logs kafka\` tells why.`);
}
