import type { Calibration } from './calibration.js';
import type { Cpu } from './cpu.js';
import { percentile } from './views.js';
import type { Backlog, Latency, Sustained, Written } from './workloads.js';

/** What one run of one system gave; every run whose views were not equal to their owner is void and not here. */
export interface Measured {
  readonly system: string;
  readonly written: Written;
  readonly latencies: readonly Latency[];
  readonly sustained: readonly Sustained[];
  readonly backlog: Backlog | null;
}

export interface Report {
  readonly conditions: { readonly day: string; readonly machine: string; readonly kafka: string; readonly form: string };
  readonly calibration: Calibration;
  readonly measured: readonly Measured[];
}

export function asMarkdown({ conditions, calibration, measured }: Report): string {
  const systems = [...new Set(measured.map(({ system }) => system))];
  const runsOf = (system: string): readonly Measured[] => measured.filter((each) => each.system === system);
  return `# The bench on ${conditions.day}

Output of \`npm run bench -- --report${conditions.form === 'full' ? ' --full' : ''}\` (${conditions.machine}, Kafka ${conditions.kafka}, fsync on). One author states, eight members hear: nine processes,
nine databases on one server, one broker, all on this machine. ${runsOf(systems[0] ?? '').length === 1 ? 'One run each.' : `Median of ${runsOf(systems[0] ?? '').length} runs, their range in brackets.`} After each run every
view was compared with its owner, fact by fact; figures of a run that differs are void. Raw figures: [${conditions.day}.json](${conditions.day}.json); how it is measured: [README.md](README.md).

Calibration (medians of 200): fdatasync of 8 KB ${calibration.fdatasyncMs.toFixed(2)} ms, commit of one row ${calibration.singleRowCommitMs.toFixed(2)} ms, 500 rows by unnest ${calibration.unnest500Ms.toFixed(1)} ms.

## From the commit at the owner to the commit in the slowest of eight views (W2)

Open loop, each event a transaction of its own. Latency begins at the owner's commit: where the author cannot keep up with the rate itself, it says nothing about waiting before that. Milliseconds; CPU in milliseconds an event: eight hearers / author with relay / PostgreSQL / Kafka.

![latency](${conditions.day}-latency.svg)

| system | events/s | p50 | p95 | p99 | max | CPU |
|---|---|---|---|---|---|---|
${systems.flatMap((system) => latencyRows(system, runsOf(system))).join('\n')}

## The whole chain (W3)

What came due while one transaction ran is the next; a rate holds when neither the load nor the slowest view is a second behind at its end. A backlog was stated while nobody heard.

| system | highest rate that held, events/s | first that did not | CPU at the highest | backlog into 8 views, events/s | CPU from a backlog |
|---|---|---|---|---|---|
${systems.map((system) => chainRow(system, runsOf(system))).join('\n')}

## Stating in bulk (W1)

500 new facts a transaction, relay and eight views at work beside it.

| system | facts/s | CPU |
|---|---|---|
${systems.map((system) => `| ${system} | ${spread(runsOf(system).map(({ written }) => written.factsASecond))} | ${cpuText(runsOf(system)[0]?.written.cpu)} |`).join('\n')}
`;
}

function latencyRows(system: string, runs: readonly Measured[]): readonly string[] {
  const rates = [...new Set(runs.flatMap(({ latencies }) => latencies.map(({ rate }) => rate)))];
  return rates.map((rate) => {
    const at = runs.flatMap(({ latencies }) => latencies.filter((each) => each.rate === rate));
    const of = (field: 'p50' | 'p95' | 'p99' | 'max'): string => spread(at.map((each) => each[field]));
    return `| ${system} | ${rate} | ${of('p50')} | ${of('p95')} | ${of('p99')} | ${of('max')} | ${cpuText(at[0]?.cpu)} |`;
  });
}

function chainRow(system: string, runs: readonly Measured[]): string {
  const held = runs.map(({ sustained }) => sustained.filter(({ holds }) => holds).at(-1));
  const not = runs.flatMap(({ sustained }) => sustained.filter(({ holds }) => !holds).map(({ rate }) => rate));
  const backlogs = runs.flatMap(({ backlog }) => backlog ?? []);
  return `| ${system} | ${spread(held.map((each) => each?.rate ?? 0))} | ${not.length > 0 ? spread(not) : '-'} | ${cpuText(held[0]?.cpu)} | ${
    backlogs.length > 0 ? spread(backlogs.map(({ eventsASecond }) => eventsASecond)) : '-'
  } | ${cpuText(backlogs[0]?.cpu)} |`;
}

/** The median, and the range where there are several. */
function spread(values: readonly number[]): string {
  const sorted = [...values].sort((one, other) => one - other);
  const text = (value: number | undefined): string =>
    (value ?? NaN).toLocaleString('en', { maximumFractionDigits: value !== undefined && value < 100 ? 1 : 0 });
  const range = sorted.length > 1 ? ` (${text(sorted[0])} to ${text(sorted.at(-1))})` : '';
  return text(percentile(sorted, 0.5)) + range;
}

const cpuText = (cpu: Cpu | undefined): string =>
  cpu ? [cpu.hearers, cpu.author, cpu.postgres, cpu.kafka].map((ms) => ms.toFixed(2)).join(' / ') : '-';
