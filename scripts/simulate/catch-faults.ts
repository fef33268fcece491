import { register } from 'node:module';

import { faults, type Fault } from '../../test/simulation/faults.js';
import { campaign, type Failure } from '../../test/simulation/run.js';

/** Whether the simulation noticed a fault, and by which seed. */
export interface Caught {
  readonly fault: Fault;
  readonly failure: Failure | null;
  readonly seconds: number;
}

const steps = 300;

let isReady = false;

/**
 * Runs seeds with the faulty core until a promise is broken that the right core keeps. A storm finds more in less time; half of the seeds have none.
 * @param patienceMs of processor time, so that a busy machine tries as many seeds
 */
export async function catchFault(fault: Fault, patienceMs: number): Promise<Caught> {
  if (!isReady) register('../fault-loader.mjs', import.meta.url, { data: faults });
  isReady = true;
  const startedAt = process.cpuUsage();
  const spentMs = (): number => {
    const { user, system } = process.cpuUsage(startedAt);
    return (user + system) / 1000;
  };
  const module = new URL(`../../test/simulation/run.ts?fault=${fault.name}`, import.meta.url).href;
  const faulty = (await import(module)) as { readonly campaign: typeof campaign };
  const isLate = (): boolean => spentMs() > patienceMs;
  let failure: Failure | null = null;
  for (let from = fault.firstSeed; !failure && !isLate(); from += 5) {
    const options = { steps, storm: from % 2 === 0, untilFailure: true };
    const [found] = faulty.campaign(from, 5, { ...options, until: isLate }).failures;
    // An error would be noticed, but is not what the fault is about.
    if (found && !found.finding.startsWith('P0') && campaign(found.seed, 1, options).failures.length === 0) failure = found;
  }
  return { fault, failure, seconds: spentMs() / 1000 };
}
