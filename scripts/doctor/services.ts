import type { Settings } from '@timpora/config';

import { ok, warning, wrong, type Finding } from './finding.js';

/** Does each service answer, and is it ready? A service that does not run is no fault of the stack. */
export async function checkServices(agencies: readonly Settings[]): Promise<readonly Finding[]> {
  const answers = await Promise.all(agencies.map(async ({ member, http }) => ({ member, status: await statusOf(http.port) })));
  const [silent, unready] = [answers.filter(({ status }) => status === 0), answers.filter(({ status }) => status !== 0 && status !== 200)];
  const names = (list: typeof answers): string => list.map(({ member }) => member).join(', ');
  return [
    ...(silent.length > 0 ? [warning(`not running here: ${names(silent)}; \`npm start\` starts all`)] : []),
    ...(unready.length > 0 ? [wrong(`not ready: ${names(unready)}; the log tells why (.timpora/logs on the local stack)`)] : []),
    ...(silent.length + unready.length === 0
      ? [ok(`${answers.length === 1 ? 'the service is' : `${answers.length} services are`} ready`)]
      : []),
  ];
}

const statusOf = (port: number): Promise<number> =>
  fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ status }) => status,
    () => 0,
  );
