import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { together } from '../../scripts/simulate/kept.js';
import { faults } from './faults.js';
import { campaign, run, type Campaign } from './run.js';
import { planOf } from './steps.js';

const steps = 250;

/** `npm run simulate`; under Jest the same would take twice as long. */
async function simulate(...args: readonly string[]): Promise<string> {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const running = promisify(execFile)(process.execPath, ['scripts/run.mjs', 'scripts/simulate.ts', ...args], { env });
  return (await running.catch((failed: { stdout: string }) => failed)).stdout;
}

async function apart(...args: readonly string[]): Promise<Campaign> {
  const folder = mkdtempSync(join(tmpdir(), 'timpora-simulation-'));
  const file = join(folder, 'ran.json');
  const told = await simulate(...args, '--steps', String(steps), '--keep', file);
  if (!existsSync(file)) throw new Error(`the simulation did not end: ${told}`);
  const { ran } = together([file]);
  rmSync(folder, { recursive: true });
  return ran;
}

describe('the exchange in one process, from one seed', () => {
  let calm: Campaign;
  let storm: Campaign;

  beforeAll(async () => {
    calm = await apart('--from', '1', '--seeds', '800');
    storm = await apart('--from', '1000001', '--seeds', '200', '--storm');
  }, 240_000);

  it('keeps every promise in 1,000 seeds, whatever is lost, restored, doubled, late or forged', () => {
    expect([...calm.failures, ...storm.failures]).toEqual([]);
  });

  it.each([
    [1251, 'a restored database has another event at a place that has left its journal'],
    [4919, 'a member leaves whose key had been stolen'],
    [555, 'a member is restored whose clock was set back'],
    [4039, 'a member asks again after its clock was set back'],
    [4975, 'a member whose clock was set back cannot hear what it said before'],
  ])('keeps them in seed %i, where %s', (seed) => {
    expect(campaign(seed, 1, { steps: 300, storm: false }).failures).toEqual([]);
  });

  it('comes to rest soon after the last accident', () => {
    expect(Math.max(calm.rounds.most, storm.rounds.most)).toBeLessThan(60);
  });

  it.each([
    ['facts applied', 5_000],
    ['parked', 100],
    ['tried again: applied', 50],
    ['unverified', 1_000],
    ['forged', 300],
    ['foreign kind stated', 50],
    ['statement forged', 100],
    ['digest compared', 500],
    ['reader fenced out', 1_000],
    ['relay fenced out', 10],
    ['restore: its processes restart', 100],
    ['restore: its sessions break', 100],
    ['restore: nothing notices', 100],
    ['past taken over', 20],
    ['generation opened', 20],
    ['adopted', 20],
    ['contradiction restated', 2],
    ['only a member knew', 5],
    ['lost tail sent again', 20],
    ['gap asked for', 200],
    ['resend', 200],
    ['sent again unasked', 20],
    ['journal pruned', 100],
    ['late batch lands', 200],
    ['produce: answer lost', 300],
    ['unsigned batch', 20],
    ['tail lost', 200],
    ['retention', 100],
    ['topic made anew', 50],
    ['topic rewound', 200],
    ['topic other', 100],
    ['topic gone', 20],
    ['relay paused', 200],
  ])('is hard enough: "%s" has an effect at least %i times', (effect, times) => {
    expect((calm.effects.get(effect) ?? 0) + (storm.effects.get(effect) ?? 0)).toBeGreaterThanOrEqual(times);
  });

  it('does the same again for the same seed', () => {
    const trace = (): readonly string[] => {
      const lines: string[] = [];
      run(planOf(7, steps, true), lines);
      return lines;
    };
    expect(trace()).toEqual(trace());
  });
});

describe('a fault planted in the core', () => {
  it.each(faults.map(({ name, file, from }) => [name, file, from]))('"%s" still fits the source', (_, file, from) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
  });

  /** Those that are found within seconds. All of them: npm run simulate -- --faults. */
  const quick = faults.filter(({ name }) => ['signature-not-checked', 'unsigned-is-used', 'chain-not-followed-back'].includes(name));

  it('is found by the simulation', async () => {
    const names = quick.flatMap(({ name }) => ['--fault', name]);
    const told = await simulate(...names);
    expect(told.split('\n').filter((line) => line.startsWith('MISSED'))).toEqual([]);
    expect(told.split('\n').filter((line) => line.startsWith('caught'))).toHaveLength(quick.length);
  }, 240_000);
});
