import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

import { StackProblem } from '@timpora/stack';

import { damages } from './break/damages.js';
import { BreakableExchange } from './break/exchange.js';
import { issuePermits, recordAddresses } from './break/statements.js';
import { show, showDigests } from './break/telling.js';
import { eventually } from './launch/eventually.js';

const lines: string[] = [];
const say = (line: string): void => {
  console.log(line);
  lines.push(line);
};
const startedAt = performance.now();
const isReported = process.argv.includes('--report');

let exchange: BreakableExchange | null = null;
let stopping: Promise<void> | null = null;
const stop = (): Promise<void> => (stopping ??= exchange?.stop() ?? Promise.resolve());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(1)));

try {
  const isWhole = await demonstrate();
  await stop();
  if (isReported && isWhole) writeReport();
  process.exit(isWhole ? 0 : 1);
} catch (error) {
  if (!stopping)
    console.error(`\n${error instanceof StackProblem ? error.message : error instanceof Error ? (error.stack ?? '') : String(error)}`);
  await stop();
  process.exit(1);
}

async function demonstrate(): Promise<boolean> {
  exchange = await BreakableExchange.start((line) => console.log(line));
  say('Four agencies on a Kafka and PostgreSQL of their own, with shorter patience than in earnest. All people are invented.');
  const dukcapil = exchange.member('dukcapil');
  await issuePermits(exchange.member('imigrasi').open, 40);
  // Addresses are of people who are known already.
  await eventually(async () => ((await dukcapil.count('foreign-national')) === 40 ? true : null));
  await recordAddresses(dukcapil.open, 20);
  const results: boolean[] = [];
  results.push(await show(exchange, { title: '0. Nothing is broken', inflict: () => Promise.resolve('100 facts have arrived') }, say));
  for (const [at, damage] of damages.entries()) results.push(await show(exchange, { ...damage, title: `${at + 1}. ${damage.title}` }, say));
  const areEqual = await showDigests(exchange, say);
  const healed = results.filter(Boolean).length - 1;
  say(
    `${healed} of ${damages.length} damages healed without a human, in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s altogether.`,
  );
  return areEqual && results.every(Boolean);
}

function writeReport(): void {
  const file = fileURLToPath(new URL('../docs/evidence/break.md', import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;
  writeFileSync(
    file,
    `# Broken on purpose

Output of \`npm run break -- --report\` on ${new Date().toISOString().slice(0, 10)} (${machine}). What each code means: [runbooks](../runbooks/README.md).

\`\`\`text
${lines.join('\n')}
\`\`\`
`,
  );
  console.log('wrote docs/evidence/break.md');
}
