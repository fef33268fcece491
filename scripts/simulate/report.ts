import type { Campaign, RunOptions } from '../../test/simulation/run.js';
import type { Caught } from './catch-faults.js';

/** A campaign, and how it was run. */
export type Ran = Campaign & RunOptions & { readonly from: number; readonly seconds: number };

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** docs/evidence/simulation.md: what was run, what it met, and which planted faults it found. */
export function reportOf({ seeds, from, steps, storm, seconds, failures, effects, rounds }: Ran, caught: readonly Caught[]): string {
  const found = caught.filter(({ failure }) => failure).length;
  return `# Simulation

Written by \`npm run simulate -- --report\`; not to be edited by hand.

Four members with two processes each, their databases, the broker and time run in one process from one seed, with the real protocol code
(\`@timpora/exchange/protocol\`) and real hashes and signatures. \`test/simulation/*-statements.ts\` do to tables in memory what the SQL statements do;
\`libs/exchange/src/simulated\` asks PostgreSQL the same, call by call, and compares answers and tables. After its
steps a run lets everything go well, must come to rest, and is then checked: nothing committed is lost (P2), every view is the owner's (P3), nothing is
skipped in silence (P4), forged (P5) or held without right (P8), digests are equal (P9); P3, P4, P5, P8 and P9 also at every commit on the way.

${table(
  ['', ''],
  [
    ['seeds', `${from} to ${from + seeds - 1}${storm ? ', in a storm' : ''}`],
    ['steps each', String(steps)],
    ['findings', String(failures.length)],
    ['time', `${seconds.toFixed(0)} s of one core`],
    ['at rest after', `${(rounds.sum / seeds).toFixed(1)} rounds, ${rounds.most} at the most`],
    ['planted faults found', `${found} of ${caught.length}`],
  ],
)}
${failures.map(({ seed, finding }) => `\n- seed ${seed}: ${finding}`).join('')}
## What happened in these seeds

${table(
  ['effect', 'times'],
  [...effects].sort().map(([effect, times]) => [effect, String(times)]),
)}

## Planted faults

A seed counts only when the right core passes it. Some rules are not in the list because another one heals what they leave, only later: the tail that
doubt sends again is otherwise asked for, who lacks a single event is otherwise served unasked when it stands still, what is read again too late for a new key
is otherwise asked for, and an event that left the journal before Kafka had it makes its owner open a new generation.

Each is an exact replacement of text in the named file; \`npm run simulate -- --fault NAME\` plants it. A file of \`test/simulation\` stands for the SQL statement that it copies.

${plantedTable(caught)}
`;
}

const plantedTable = (caught: readonly Caught[]): string =>
  table(
    ['fault', 'what is wrong then', 'file', 'found by seed', 'as'],
    caught.map(({ fault: { name, breaks, file }, failure }) => [
      name,
      breaks,
      `\`${file}\``,
      failure ? String(failure.seed) : 'not found',
      failure ? (failure.finding.split('\n')[0] ?? '').replaceAll('|', '/').slice(0, 160) : '',
    ]),
  );
