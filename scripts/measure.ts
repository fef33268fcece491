import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

import { founders as agencies } from '@timpora/contracts';
import { StackProblem } from '@timpora/stack';

import { measureBacklog } from './measure/backlog.js';
import { measureBulk } from './measure/bulk.js';
import { MeasuredExchange } from './measure/exchange.js';
import { issuePermits } from './measure/permits.js';
import { measureRate } from './measure/rate.js';
import { measureRules } from './measure/rules.js';
import { measureSearches } from './measure/searches.js';
import { build } from './prepare.mjs';

const lines: string[] = [];
const say = (line: string): void => {
  console.log(line);
  lines.push(line);
};
const rates = [1, 50, 100, 200];
const secondsARate = 10;
const backlog = 3_000;
/** People, with documents and permits, by the line: `--bulk N` measures these alone; with `--agencies imigrasi,dukcapil` only these run. */
const bulkAlone = countAfter('--bulk');
const bulk = bulkAlone || 50_000;
/** Residents whom rules look at: `--rules N` measures these alone. */
const rulesAlone = countAfter('--rules');
const looked = rulesAlone || 5_000;
const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
const permitsFor = (rate: number): number => Math.max(rate * secondsARate, 15);

function countAfter(option: string): number {
  return Number(process.argv[process.argv.indexOf(option) + 1]) || 0;
}

const ofAll = [
  'figures.md',
  'Figures of a running exchange',
  `Every command goes over HTTP with token, checks and access log. Load is open-loop: a command is sent at its time, whether or not earlier ones are
answered. Latency is the difference of \`pg_xact_commit_timestamp\` in one PostgreSQL server: one clock.`,
] as const;
const ofLines = [
  'lines.md',
  'Figures of commands by the line, and of finding residents',
  `Every line has all its duties: checks, invariants, idempotency key, ids that follow from it, access log, outbox, seal, journal, signature, Kafka.
CPU is that of processes (\`/proc\`), in milliseconds for one line.`,
] as const;
const ofRules = [
  'rules.md',
  'What rules cost',
  'A look loads what its agency holds of a resident, judges by all rules of the agency, and writes what follows.',
] as const;

let exchange: MeasuredExchange | null = null;
let stopping: Promise<void> | null = null;
const stop = (): Promise<void> => (stopping ??= exchange?.stop() ?? Promise.resolve());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(1)));

try {
  await build();
  await (bulkAlone > 0 ? measureBulkAlone() : rulesAlone > 0 ? measureRulesAlone() : measure());
  await stop();
  if (process.argv.includes('--report')) writeReport();
} catch (error) {
  if (!stopping) console.error(`\n${error instanceof StackProblem ? error.message : error instanceof Error ? error.stack : String(error)}`);
  await stop();
  process.exitCode = 1;
}

async function measureBulkAlone(): Promise<void> {
  const [, named] = process.argv.slice(process.argv.indexOf('--agencies'));
  const started = process.argv.includes('--agencies') ? agencies.filter((agency) => named?.split(',').includes(agency)) : agencies;
  exchange = await MeasuredExchange.start((line) => console.log(line), started);
  say(`Running: ${started.join(', ')}.`);
  await measureBulk(exchange, bulk, say);
  await measureSearches(exchange, bulk, say);
}

async function measureRulesAlone(): Promise<void> {
  exchange = await MeasuredExchange.start((line) => console.log(line));
  await measureRules(exchange, looked, say);
}

async function measure(): Promise<void> {
  exchange = await MeasuredExchange.start((line) => console.log(line));
  tellMemory('after the start');
  const needed = rates.reduce((sum, rate) => sum + permitsFor(rate), 0);
  const permits = await issuePermits(exchange, needed + backlog, say);
  tellMemory('after these commands');
  say(
    `\nPermits extended over HTTP, milliseconds from the commit at imigrasi to the commit in the slowest of the four views that may know them:`,
  );
  for (const rate of rates) say(await measureRate(exchange, { rate, permits: permits.splice(0, permitsFor(rate)) }));
  say(await measureBacklog(exchange, permits));
  await measureBulk(exchange, bulk, say);
  await measureSearches(exchange, bulk, say);
  await measureRules(exchange, looked, say);
  tellMemory('at the end');
  const restartedInMs = await exchange.restart();
  say(`\nAll services stopped and started on this data: ready after ${seconds(restartedInMs)} s.`);
}

function tellMemory(when: string): void {
  const memory = exchange?.memory() ?? new Map<string, number>();
  say(`Memory ${when}, MB resident: ${agencies.map((agency) => `${agency} ${memory.get(agency) ?? '?'}`).join(', ')}.`);
}

function writeReport(): void {
  const machine = `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`;
  const asked = process.argv.slice(2).join(' ');
  const [file, title, about] = bulkAlone > 0 ? ofLines : rulesAlone > 0 ? ofRules : ofAll;
  const text = `# ${title}

Output of \`npm run measure -- ${asked}\` on ${new Date().toISOString().slice(0, 10)} (${machine}). Kafka, PostgreSQL (fsync on), eight services and the load all share
this machine. ${about}

\`\`\`text
${lines.join('\n')}
\`\`\`
`;
  writeFileSync(fileURLToPath(new URL(`../docs/evidence/${file}`, import.meta.url)), text);
  console.log(`wrote docs/evidence/${file}`);
}
