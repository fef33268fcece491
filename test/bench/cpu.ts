import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { processes } from '../../scripts/measure/cpu.js';
import type { System } from './system.js';

/** CPU milliseconds since each process started. */
export interface Cpu {
  readonly author: number;
  readonly hearers: number;
  readonly postgres: number;
  readonly kafka: number;
}

const pidIn = (file: string): number => Number(readFileSync(file, 'utf8').split('\n')[0]);

export function cpuOf({ pids }: System, folder: string): Cpu {
  const [kafka, postmaster] = [pidIn(join(folder, 'kafka.pid')), pidIn(join(folder, 'postgres-data/postmaster.pid'))];
  const used = { author: 0, hearers: 0, postgres: 0, kafka: 0 };
  for (const { pid, parent, ms, endedMs } of processes()) {
    if (pid === pids.author) used.author += ms;
    else if (pids.hearers.includes(pid)) used.hearers += ms;
    else if (pid === kafka) used.kafka += ms;
    else if (pid === postmaster) used.postgres += ms + endedMs;
    else if (parent === postmaster) used.postgres += ms;
  }
  return used;
}

/** For one of so many events. */
export const cpuEach = (before: Cpu, after: Cpu, events: number): Cpu => ({
  author: (after.author - before.author) / events,
  hearers: (after.hearers - before.hearers) / events,
  postgres: (after.postgres - before.postgres) / events,
  kafka: (after.kafka - before.kafka) / events,
});
