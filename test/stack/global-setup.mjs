// One throwaway Kafka and PostgreSQL for the whole run; TIMPORA_TEST_NO_STACK=1 leaves it out for the tests that need neither.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export default async function startStack() {
  if (process.env.TIMPORA_TEST_NO_STACK === '1' || process.env.TIMPORA_TEST_STACK) return;
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/run.mjs', 'test/stack/serve.ts'], { stdio: ['pipe', 'pipe', 'inherit'], env });
  globalThis.timporaTestStack = child;
  process.env.TIMPORA_TEST_STACK = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('the test stack did not start; the lines above tell why')));
  });
  console.error(`Tests run on ${JSON.parse(process.env.TIMPORA_TEST_STACK).source}`);
}
