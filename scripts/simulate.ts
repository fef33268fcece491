import { parseArgs } from 'node:util';

import { campaign, shrink, traceOf } from '../test/simulation/run.js';
import { planOf } from '../test/simulation/steps.js';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    steps: { type: 'string', default: '150' },
    storm: { type: 'boolean', default: false },
  },
});
const options = { steps: Number(values.steps), storm: values.storm };
const startedAt = performance.now();
const { seeds, failures, effects, rounds } = campaign(Number(values.from), Number(values.seeds), options);
console.log(
  `${seeds} seeds x ${options.steps} steps, ${failures.length} failing, ${((performance.now() - startedAt) / 1000).toFixed(1)} s; rest after ${(rounds.sum / seeds).toFixed(1)} rounds (most ${rounds.most})`,
);
for (const [effect, times] of [...effects].sort()) console.log(`${String(times).padStart(9)}  ${effect}`);
const byKind = new Map(failures.map((failure) => [failure.finding.slice(0, 22), failure]));
for (const { seed, finding } of byKind.values()) console.log(`seed ${seed}: ${finding}`);
const [first] = failures;
if (first) {
  for (const line of traceOf(shrink(planOf(first.seed, options.steps, options.storm)))) console.log(`  ${line}`);
  process.exitCode = 1;
}
