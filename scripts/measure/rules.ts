import { setTimeout as pause } from 'node:timers/promises';

import type { Agency } from '@timpora/contracts';

import { first, inBulk } from './bulk.js';
import { describeCpu } from './cpu.js';
import type { MeasuredExchange } from './exchange.js';
import { permit, person } from './residents.js';
import { untilHeld } from './views.js';

/** Imigrasi judges overstays; dukcapil papers, and who may be one person with somebody else. */
const judging: readonly Agency[] = ['imigrasi', 'dukcapil'];

/** Nobody whom other measurements have identified. */
const firstPerson = first + 1_000_000;

/** One changed fact of each resident, and until the rules have looked at all of them: marks, loading, judging and next looks included. */
export async function measureRules(exchange: MeasuredExchange, count: number, say: (line: string) => void): Promise<void> {
  const people = Array.from({ length: count }, (_, at) => firstPerson + at);
  const identified = await inBulk(
    exchange,
    'imigrasi',
    people.map((at) => ({ command: '/api/foreign-nationals', key: `rules-person-${at}`, body: person(at) })),
  );
  const subjects = identified.map(({ fact }) => fact.subjectRef);
  const commands = subjects.map((subjectRef, at) => ({
    command: '/api/stay-permits',
    key: `rules-permit-${at}`,
    body: { ...permit, subjectRef },
  }));
  const issued = await inBulk(exchange, 'imigrasi', commands);
  await untilHeld(exchange, { factIds: issued.map(({ fact }) => fact.factId), version: 1 });
  say(`\nOne changed fact of each of ${count} residents, until the rules have looked at all:`);
  for (const agency of judging) say(await lookedAt(exchange, agency, subjects));
}

async function lookedAt(exchange: MeasuredExchange, agency: Agency, subjects: readonly string[]): Promise<string> {
  const database = await exchange.database(agency);
  const waiting = async (): Promise<number> => {
    const { rows } = await database.query<{ count: number }>('select count(*)::int as count from due');
    return rows[0]?.count ?? 0;
  };
  const done = async (): Promise<void> => {
    while ((await waiting()) > 0) await pause(50);
  };
  try {
    await done();
    const [startedAt, before] = [performance.now(), exchange.cpuTimes(agency)];
    await database.query(`insert into due (key, kind) select unnest($1::text[]), 'stay-permit'`, [subjects]);
    await done();
    const ms = performance.now() - startedAt;
    const told = describeCpu(before, exchange.cpuTimes(agency), { count: subjects.length, ms });
    return `  ${agency}: ${(ms / 1_000).toFixed(1)} s, ${(ms / subjects.length).toFixed(2)} ms a resident; ${told}`;
  } finally {
    await database.end();
  }
}
