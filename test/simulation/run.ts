import { checkAtRest } from './invariants.js';
import { comeToRest } from './rest.js';
import { begin, planOf, take, type Plan, type Step } from './steps.js';
import { World } from './world.js';

export interface RunOptions {
  readonly steps: number;
  readonly storm: boolean;
}

export interface Ran {
  readonly world: World;
  /** Rounds until nothing moved any more. */
  readonly rounds: number;
  /** Null: every promise was kept. */
  readonly finding: string | null;
}

/** Runs one list of steps, then lets everything come to rest, and checks the promises on the way and at the end. */
export function run({ flavour, steps }: Plan, trace: string[] | null = null, watch: (world: World) => void = () => undefined): Ran {
  const world = new World(flavour);
  world.trace = trace;
  watch(world);
  begin(world);
  for (const step of steps) {
    take(world, step);
    if (world.findings.length > 0) break;
  }
  let rounds = 0;
  if (world.findings.length === 0) {
    world.say(() => '-- from here on everything goes well --');
    rounds = comeToRest(world);
  }
  if (world.findings.length === 0) checkAtRest(world);
  return { world, rounds, finding: world.findings[0] ?? null };
}

export interface Failure {
  readonly seed: number;
  readonly finding: string;
}

export interface Campaign {
  readonly seeds: number;
  readonly failures: readonly Failure[];
  readonly effects: ReadonlyMap<string, number>;
  readonly rounds: { readonly sum: number; readonly most: number };
}

type CampaignOptions = RunOptions & { readonly untilFailure?: boolean; readonly until?: () => boolean };

const isEnough = (finding: string | null, { untilFailure, until }: CampaignOptions): boolean =>
  (finding !== null && untilFailure === true) || until?.() === true;

/** Runs seed after seed. @param untilFailure stops at the first finding */
export function campaign(from: number, seeds: number, options: CampaignOptions): Campaign {
  const failures: Failure[] = [];
  const effects = new Map<string, number>();
  const rounds = { sum: 0, most: 0 };
  let seed = from;
  for (; seed < from + seeds; seed++) {
    const ran = runSafely(planOf(seed, options.steps, options.storm));
    for (const [effect, times] of ran.effects) effects.set(effect, (effects.get(effect) ?? 0) + times);
    rounds.sum += ran.rounds;
    rounds.most = Math.max(rounds.most, ran.rounds);
    if (ran.finding) failures.push({ seed, finding: ran.finding });
    if (isEnough(ran.finding, options)) break;
  }
  return { seeds: seed - from, failures, effects, rounds };
}

function runSafely(
  plan: Plan,
  trace: string[] | null = null,
): { effects: ReadonlyMap<string, number>; rounds: number; finding: string | null } {
  try {
    const { world, rounds, finding } = run(plan, trace);
    return { effects: world.effects, rounds, finding };
  } catch (error) {
    return {
      effects: new Map(),
      rounds: 0,
      finding: `P0 an error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
}

/** Takes steps away as long as the same promise is still broken. */
export function shrink({ flavour, steps }: Plan): Plan {
  const promiseOf = (list: readonly Step[]): string | undefined => runSafely({ flavour, steps: list }).finding?.slice(0, 2);
  const broken = promiseOf(steps);
  let current = steps;
  for (let size = 64; size >= 1; size = size >> 1) {
    for (let at = 0; at < current.length;) {
      const fewer = [...current.slice(0, at), ...current.slice(at + size)];
      if (fewer.length < current.length && promiseOf(fewer) === broken) current = fewer;
      else at += size;
    }
  }
  return { flavour, steps: current };
}

/** What a failing seed did, in words. */
export function traceOf(plan: Plan): readonly string[] {
  const trace: string[] = [];
  const { finding } = runSafely(plan, trace);
  return [...trace, `=> ${finding ?? 'nothing found'}`];
}
