import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { entriesOf, type Agency } from '@timpora/contracts';

import type { AgencyApi } from './agency-api.js';
import { eventually } from './eventually.js';
import { grouped } from './grouped.js';
import { legalDay } from './legal-day.js';
import type { Line, Stage, Stated } from './population/line.js';
import { stagesOf } from './population/lines.js';
import { population } from './population/people.js';

interface Loading {
  readonly folder: string;
  /** Residents. */
  readonly size: number;
  readonly say: (line: string) => void;
}

/**
 * Loads the synthetic residents in bulk, as the agencies' systems would; a start that finds them does nothing, one that was interrupted goes on.
 * @returns whether it loaded any
 */
export async function loadSample(api: AgencyApi, { folder, size, say }: Loading): Promise<boolean> {
  const mark = join(folder, 'sample.json');
  const { day, isComplete } = existsSync(mark) ? (JSON.parse(readFileSync(mark, 'utf8')) as Mark) : { day: legalDay(), isComplete: false };
  if (isComplete) {
    say('The sample is here already');
    return false;
  }
  // All days are counted from the first attempt, so that a repeated start repeats the same commands.
  writeFileSync(mark, JSON.stringify({ day, isComplete: false } satisfies Mark));
  say(`Loading ${size} synthetic residents, as the agencies' systems state them in bulk`);
  const startedAt = performance.now();
  const villages = villagesByDistrict();
  const people = population(size, { today: day, villages: (district) => villages.get(district) ?? [] });
  const stated = new Map<string, Stated>();
  const known = (key: string): Stated => {
    const found = stated.get(key);
    if (!found) throw new Error(`nothing was stated as ${key}`);
    return found;
  };
  let lines = 0;
  for (const stages of stagesOf(people, day)) {
    const now = stages(known).filter((stage) => stage.lines.length > 0);
    await Promise.all([...grouped(now, ({ agency }) => agency)].map(([agency, own]) => send(api, agency, { lines: linesOf(own), stated })));
    lines += linesOf(now).length;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`  ${lines} commands in ${seconds.toFixed(1)} s, ${Math.round(lines / seconds)} a second`);
  writeFileSync(mark, JSON.stringify({ day, isComplete: true } satisfies Mark));
  return true;
}

interface Mark {
  readonly day: string;
  readonly isComplete: boolean;
}

const linesOf = (stages: readonly Stage[]): readonly Line[] => stages.flatMap(({ lines }) => lines);

function villagesByDistrict(): ReadonlyMap<string, readonly string[]> {
  const villages = grouped(entriesOf('VILLAGE'), ({ district }) => district);
  return new Map([...villages].map(([district, those]) => [district, those.map(({ code }) => code)]));
}

/** Refusals that end when a fact arrives from another agency, or soon. */
const passing = new Set([
  ...['subject.not-known', 'registration.no-valid-permit', 'rate.too-many-requests'],
  ...['service.not-available', 'exchange.in-doubt', 'employment.plan-not-here'],
]);

/** Sends lines until all are accepted; those that were too early are sent again, with the same keys. */
async function send(
  api: AgencyApi,
  agency: Agency,
  { lines, stated }: { lines: readonly Line[]; stated: Map<string, Stated> },
): Promise<void> {
  let rest = lines;
  const isDone = await eventually(async () => {
    const answers = await api.bulk(agency, rest);
    const tooEarly: Line[] = [];
    for (const [at, line] of rest.entries()) {
      const answer = answers[at];
      if (answer?.fact) stated.set(line.key, answer.fact);
      else if (!answer?.problem || passing.has(answer.problem.code)) tooEarly.push(line);
      else throw new Error(`${agency} refused ${line.command} ${line.key}: ${JSON.stringify(answer.problem)}`);
    }
    rest = tooEarly;
    return rest.length === 0 ? true : null;
  }, 120_000);
  if (!isDone) throw new Error(`${agency} did not accept ${rest.length} commands in time, ${rest[0]?.key ?? ''} among them`);
}
