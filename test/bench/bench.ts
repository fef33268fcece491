import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { findOrStartStack, freePort, kafkaVersion, stopLeftovers, type Stack } from '@timpora/stack';

import { author, hearers } from './facts.js';
import { calibrate } from './calibration.js';
import { latencyChart } from './charts.js';
import { asMarkdown, type Measured } from './report.js';
import { limit, ours, System, tutorial } from './system.js';
import { assertEqual, untilEqual } from './views.js';
import { backlogOf, latencyAt, sustained, writtenInBulk, type Latency } from './workloads.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, '.timpora', 'bench');
const isFull = process.argv.includes('--full');
const say = (line: string): void => console.log(line);

/** What is tried. The short form tells whether something got worse; figures to publish come from `--full`. */
const size = isFull ? { facts: 20_000, seconds: 20, backlog: 200_000, runs: 3 } : { facts: 10_000, seconds: 8, backlog: 20_000, runs: 1 };
const rates = { latency: [50, 200, 500, 1_000], sustained: [500, 1_000, 1_500, 1_750, 2_000, 2_500] };

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : null;
const systems = [
  { kind: ours, latency: rates.latency, sustained: rates.sustained, backlog: size.backlog },
  { kind: limit(0), latency: rates.latency, sustained: rates.sustained, backlog: size.backlog },
  { kind: limit(50), latency: rates.latency.slice(1, 2), sustained: rates.sustained, backlog: 0 },
  { kind: tutorial, latency: [50], sustained: [75, 100], backlog: isFull ? 3_000 : 1_000 },
].filter(({ kind }) => only === null || kind.name.startsWith(only ?? ''));

async function measure(stack: Stack, plan: (typeof systems)[number], run: string): Promise<Measured> {
  const { kind } = plan;
  say(`\n${kind.name}`);
  const facts = kind === tutorial ? 1_000 : size.facts;
  const load = { facts, seconds: size.seconds, folder };
  const system = await System.prepare(stack, { kind, folder, run });
  try {
    await system.startAuthor();
    await system.loadHearers();
    await system.beginToHear();
    const written = await writtenInBulk(system, load);
    say(`  ${facts} facts written: ${written.factsASecond.toFixed(0)} a second`);
    // A young process is compiled while it runs: not what is measured.
    await system.ask({ ask: 'single', rate: kind === tutorial ? 40 : 200, seconds: 5, from: 0 });
    await untilEqual(system);
    const latencies = await allLatencies(system, plan.latency, load);
    const held = await sustained(system, { ...load, rates: plan.sustained });
    for (const each of held) say(`  ${each.rate}/s ${each.holds ? 'held' : 'not held'}: ${text(each)}`);
    const backlog = plan.backlog > 0 ? await backlogOf(system, { events: plan.backlog, facts, folder }) : null;
    if (backlog) say(`  backlog of ${backlog.events} events into each of 8 views: ${text(backlog)}`);
    await assertEqual(system);
    say('  all views equal their owner');
    return { system: kind.name, written, latencies, sustained: held, backlog };
  } finally {
    await system.stop();
  }
}

/** None above the first rate that cannot be kept up with. */
async function allLatencies(
  system: System,
  asked: readonly number[],
  load: { facts: number; seconds: number; folder: string },
): Promise<readonly Latency[]> {
  const latencies: Latency[] = [];
  for (const rate of asked.filter((each) => each * load.seconds <= load.facts)) {
    const latency = await latencyAt(system, { ...load, rate });
    latencies.push(latency);
    say(`  at ${rate}/s: ${text(latency)}`);
    if (latency.p99 > 5_000) break;
  }
  return latencies;
}

/** Figures with two decimals, those of the processor too. */
const text = (figures: object): string =>
  JSON.stringify(figures, (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value)).replaceAll('"', '');

let stack: Stack | null = null;
const stop = async (): Promise<void> => {
  await stack?.stop();
  rmSync(folder, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop().then(() => process.exit(1)));

try {
  await stopLeftovers(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ports = { kafka: await freePort(), controller: await freePort(), postgres: await freePort() };
  const jars = join(root, '.timpora', `kafka-libs-${kafkaVersion}`);
  const members = Object.fromEntries([author, ...hearers].map((member) => [member, 'bench-secret']));
  stack = await findOrStartStack({ folder, jars, ports, logins: members, docker: false, onProgress: say });
  const calibration = await calibrate(stack, folder);
  say(JSON.stringify(calibration));
  const measured: Measured[] = [];
  for (let run = 1; run <= size.runs; run++)
    for (const [at, plan] of systems.entries()) measured.push(await measure(stack, plan, `bench_${run}_${at}`));
  const day = new Date().toISOString().slice(0, 10);
  const conditions = {
    day,
    machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, ${process.platform}`,
    kafka: kafkaVersion,
    form: isFull ? 'full' : 'short',
  };
  if (process.argv.includes('--report')) {
    const out = join(root, 'docs', 'bench');
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${day}.json`), `${JSON.stringify({ conditions, calibration, measured }, null, 2)}\n`);
    writeFileSync(join(out, `${day}.md`), asMarkdown({ conditions, calibration, measured }));
    writeFileSync(join(out, `${day}-latency.svg`), latencyChart(measured));
    say(`wrote docs/bench/${day}.md`);
  }
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stop();
}
