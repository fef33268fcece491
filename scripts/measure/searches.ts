import type { Agency } from '@timpora/contracts';

import { eventually } from '../launch/eventually.js';
import { first } from './bulk.js';
import type { MeasuredExchange } from './exchange.js';
import { describe } from './rate.js';
import { askedOf, families, nameOf } from './residents.js';

const questions = 300;

interface Asked {
  readonly path: string;
  readonly body?: object;
}

/** How long officers wait for people among those who were loaded: at imigrasi, and at the member that may know names. */
export async function measureSearches(exchange: MeasuredExchange, count: number, say: (line: string) => void): Promise<void> {
  const somebody = (at: number): number => first + ((at * 7_919) % count);
  const search = (text: string): Asked => ({ path: `/api/residents?q=${encodeURIComponent(text)}` });
  const kinds: Readonly<Record<string, (at: number) => Asked>> = {
    'by document        ': (at) => ({ path: '/api/identity/look-up', body: askedOf(somebody(at)) }),
    'by whole name      ': (at) => search(nameOf(somebody(at))),
    'by part of a name  ': (at) => search(nameOf(somebody(at)).slice(-5)),
    'by family name     ': (at) => search(String(families[at % families.length])),
    'by two letters     ': (at) => search(String(families[at % families.length]).slice(0, 2)),
    'of whom is not here': (at) => search(`Nobody ${at}`),
    'by letters of nobody': () => search('qx'),
  };
  say(`\nResidents looked up among ${count}, one question after the other, milliseconds to the answer:`);
  for (const agency of (['imigrasi', 'dukcapil'] as const).filter((each) => exchange.started.includes(each))) {
    await untilAllAreHeld(exchange, agency, count);
    for (const [name, asked] of Object.entries(kinds)) say(`  ${agency} ${name} ${describe(await answerTimes(exchange, agency, asked))}`);
  }
}

/** People and the keys of their documents, and rules have looked at all. @throws after ten minutes */
async function untilAllAreHeld(exchange: MeasuredExchange, agency: Agency, count: number): Promise<void> {
  const database = await exchange.database(agency);
  try {
    const areHeld = async (): Promise<true | null> => {
      const { rows } = await database.query(
        `select kind from fact where kind in ('foreign-national', 'identity-key') and not exists (select from due) group by kind having count(*) >= $1`,
        [count],
      );
      return rows.length === 2 ? true : null;
    };
    if (!(await eventually(areHeld, 600_000))) throw new Error(`${agency} does not hold all within ten minutes`);
  } finally {
    await database.end();
  }
}

async function answerTimes({ api }: MeasuredExchange, agency: Agency, asked: (at: number) => Asked): Promise<readonly number[]> {
  const times: number[] = [];
  for (let at = 0; at < questions; at++) {
    const { path, body } = asked(at);
    const startedAt = performance.now();
    const { status } = body ? await api.post(agency, path, { body, key: `asked-${at}` }) : await api.get(agency, path);
    if (status !== 200) throw new Error(`${path.split('?')[0]} was answered ${status}`);
    times.push(Math.round(performance.now() - startedAt));
  }
  return times;
}
