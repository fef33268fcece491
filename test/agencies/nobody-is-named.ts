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
    const port = await freePort();
    const environment = { ...given().environments.imigrasi, TIMPORA_HTTP_PORT: String(port), TIMPORA_LOG_LEVEL: 'debug' };
    const service = spawn(process.execPath, ['scripts/run.mjs', 'apps/imigrasi/src/main.ts'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    });
    let log = '';
    for (const stream of [service.stdout, service.stderr]) stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
    const ended = once(service, 'exit');
    const url = `http://127.0.0.1:${port}`;
    const isReady = (): Promise<string> =>
      fetch(`${url}/health/ready`).then(
        (response) => response.text(),
        () => 'not started',
      );
    await eventually(isReady, '{"status":"up","checks":{"database":"up","hearing":"up","settled":"up"}}', 30_000);

    const headers = { authorization: `Bearer ${await client().token('imigrasi', 'system')}`, 'content-type': 'application/json' };
    const tell = async (path: string, body: string, key = familyName): Promise<number> =>
      (await fetch(`${url}${path}`, { method: 'POST', headers: { ...headers, 'idempotency-key': key }, body })).status;
    const person = aPerson({ nameInOwnScript: familyNameInOwnScript });
    const statuses = [
      await tell('/api/foreign-nationals', JSON.stringify(person), 'log-1'),
      await tell('/api/foreign-nationals', JSON.stringify(person), 'log-2'),
      await tell('/api/foreign-nationals', JSON.stringify({ ...person, [familyName]: 1, nationality: familyName })),
      await tell('/api/foreign-nationals', `{"fullName": "${familyName}`),
      await tell(`/api/${familyName}`, '{}'),
      ...(await Promise.all(
        [
          `/api/residents?q=${familyName}`,
          `/api/facts/foreign-national?fullName=${familyName}`,
          `/api/facts/stay-permit?${familyName}=1`,
          `/api/residents/${familyName}`,
          `/${familyName}?${familyName}`,
        ].map(async (path) => (await fetch(`${url}${path}`, { headers })).status),
      )),
      (await fetch(`${url}/api/residents?q=${familyName}`, { headers: { authorization: `Bearer ${familyName}` } })).status,
    ];
    service.kill('SIGTERM');
    await ended;
    expect(statuses).toEqual([201, 409, 400, 400, 404, 200, 200, 400, 400, 404, 401]);
    expect(log).toContain('"event":"agency.stopped"');
    expect(log).not.toMatch(names);
  }, 90_000);
}
