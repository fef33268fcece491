import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { faults } from '../test/simulation/faults.js';
import { campaign, shrink, traceOf, type Failure } from '../test/simulation/run.js';
import { planOf } from '../test/simulation/steps.js';
import { catchFault, type Caught } from './simulate/catch-faults.js';
import { keep, together } from './simulate/kept.js';
import { reportOf } from './simulate/report.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '300' },
    storm: { type: 'boolean', default: false },
    fault: { type: 'string', multiple: true, default: [] },
    faults: { type: 'boolean', default: false },
    /** Seconds of processor time after which a planted fault counts as missed. */
    patience: { type: 'string', default: '60' },
    /** A file for what was run, as a part of a report; with `kept` the report is made of such parts. */
    keep: { type: 'string' },
    kept: { type: 'string', multiple: true, default: [] },
    report: { type: 'boolean', default: false },
  },
});
const options = { steps: Number(values.steps), storm: values.storm };
const reportFile = 'docs/evidence/simulation.md';

if (values.kept.length > 0) reportKept();
else if (values.fault.length > 0 || values.faults) await plantFaults();
else await simulate();

function reportKept(): void {
  const { ran, caught } = together(values.kept);
  writeFileSync(reportFile, reportOf(ran, caught));
}

async function simulate(): Promise<void> {
  const startedAt = performance.now();
  const ran = campaign(Number(values.from), Number(values.seeds), options);
  const seconds = (performance.now() - startedAt) / 1000;
  const { seeds, failures, effects, rounds } = ran;
  console.log(`${seeds} seeds x ${options.steps} steps, ${failures.length} failing, ${seconds.toFixed(1)} s`);
  console.log(`at rest after ${(rounds.sum / seeds).toFixed(1)} rounds, ${rounds.most} at the most`);
  for (const [effect, times] of [...effects].sort()) console.log(`${String(times).padStart(9)}  ${effect}`);
  if (failures.length > 0) tellFailures(failures);
  const all = { ...ran, ...options, from: Number(values.from), seconds };
  if (values.keep) keep(values.keep, { ran: all });
  if (values.report) writeFileSync(reportFile, reportOf(all, await plantFaults()));
}

function tellFailures(failures: readonly Failure[]): void {
  process.exitCode = 1;
  for (const { seed, finding } of failures.slice(0, 20)) console.log(`seed ${seed}: ${finding.split('\n')[0]}`);
  const [first] = failures;
  if (!first) return;
  console.log(
    `\nThe first of them, as few steps as break it (npm run simulate -- --from ${first.seed} --seeds 1${options.storm ? ' --storm' : ''}):`,
  );
  for (const line of traceOf(shrink(planOf(first.seed, options.steps, options.storm)))) console.log(`  ${line}`);
}

/** Every planted fault must break a promise in some seed. */
async function plantFaults(): Promise<readonly Caught[]> {
  const chosen = values.fault.length > 0 ? faults.filter(({ name }) => values.fault.includes(name)) : faults;
  const all: Caught[] = [];
  for (const fault of chosen) {
    const caught = await catchFault(fault, Number(values.patience) * 1_000);
    all.push(caught);
    const { failure, seconds } = caught;
    console.log(
      `${failure ? 'caught' : 'MISSED'}  ${fault.name} (${seconds.toFixed(1)} s)${failure ? ` by seed ${failure.seed}: ${failure.finding.split('\n')[0]}` : ''}`,
    );
    if (!failure) process.exitCode = 1;
  }
  if (values.keep) keep(values.keep, { caught: all });
  return all;
}
