import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { agencies } from '@timpora/contracts';
import { freePort } from '@timpora/stack';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { aPerson, familyName, familyNameInOwnScript } from './residents.js';

/** A name that got where it does not belong would be found here. */
export function nobodyIsNamed(given: () => RunningExchange): void {
  const client = () => given().client;
  const names = new RegExp(`${familyName}|${familyNameInOwnScript}|Sample[a-z]{2}|王小明|김하늘|أحمد|O'Brien|Hương|Zyxthuzar`, 'iu');

  it('in an answer that refuses', () => {
    const refusals = client().seen.filter(({ text }) => text !== '');
    expect(refusals.length).toBeGreaterThan(500);
    expect(refusals.filter(({ text }) => names.test(text)).map(({ method, path, code }) => [method, path, code])).toEqual([]);
  });

  it.each(agencies)('in the metrics of %s', async (agency) => {
    const text = await (await client().plain(agency, '/metrics')).text();
    expect(text).toContain(`timpora_events_sealed_total{member="${agency}"}`);
    expect(text).not.toMatch(names);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
  });

  it('in the log of a service that is asked and told about people, wrongly too', async () => {
    const { log, statuses } = await aServiceOfItsOwn(given(), (url) => talkAboutPeople(given(), url));
    expect(statuses).toEqual([201, 409, 400, 400, 404, 200, 200, 400, 400, 404, 401]);
    expect(log).toContain('"event":"agency.stopped"');
    expect(log).not.toMatch(names);
  }, 120_000);
}

/** A second imigrasi as a process of its own, beside the one in this process. @returns its log, and what `use` gives */
async function aServiceOfItsOwn(
  exchange: RunningExchange,
  use: (url: string) => Promise<number[]>,
): Promise<{ log: string; statuses: number[] }> {
  const port = await freePort();
  const environment = { ...exchange.environments.imigrasi, TIMPORA_HTTP_PORT: String(port), TIMPORA_LOG_LEVEL: 'debug' };
  const service = spawn(process.execPath, ['scripts/run.mjs', 'apps/imigrasi/src/main.ts'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
  });
  const lines: string[] = [];
  for (const stream of [service.stdout, service.stderr]) stream.on('data', (bytes: Buffer) => lines.push(bytes.toString()));
  const closed = once(service, 'close');
  try {
    const isReady = (): Promise<string> =>
      fetch(`http://127.0.0.1:${port}/health/ready`).then(
        (response) => response.text(),
        () => 'not started',
      );
    await eventually(isReady, '{"status":"up","checks":{"database":"up","hearing":"up","settled":"up"}}', 60_000);
    const statuses = await use(`http://127.0.0.1:${port}`);
    service.kill('SIGTERM');
    await closed;
    return { log: lines.join(''), statuses };
  } finally {
    service.kill('SIGTERM');
    await closed;
  }
}

/** Asks and tells with names wherever a name fits or does not. @returns the statuses of the answers */
async function talkAboutPeople({ client }: RunningExchange, url: string): Promise<number[]> {
  const headers = { authorization: `Bearer ${await client.token('imigrasi', 'system')}`, 'content-type': 'application/json' };
  const tell = async (path: string, body: string, key = familyName): Promise<number> =>
    (await fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body })).status;
  const ask = async (path: string, authorization = headers.authorization): Promise<number> =>
    (await fetch(`${url}${path}`, { headers: { authorization } })).status;
  const person = aPerson({ nameInOwnScript: familyNameInOwnScript });
  return [
    await tell('/api/foreign-nationals', JSON.stringify(person), 'log-1'),
    await tell('/api/foreign-nationals', JSON.stringify(person), 'log-2'),
    await tell('/api/foreign-nationals', JSON.stringify({ ...person, [familyName]: 1, nationality: familyName })),
    await tell('/api/foreign-nationals', `{"fullName": "${familyName}`),
    await tell(`/api/${familyName}`, '{}'),
    await ask(`/api/residents?q=${familyName}`),
    await ask(`/api/facts/foreign-national?fullName=${familyName}`),
    await ask(`/api/facts/stay-permit?${familyName}=1`),
    await ask(`/api/residents/${familyName}`),
    await ask(`/${familyName}?${familyName}`),
    await ask(`/api/residents?q=${familyName}`, `Bearer ${familyName}`),
  ];
}
