import { agencies, purposes, type Agency } from '@timpora/contracts';
import { roles, type Role } from '@timpora/access';

import type { RunningExchange } from './a-running-exchange.js';
import { documented, endsByItself } from './documented.js';
import { aResident, toldOfResidents, type ATestResident } from './residents.js';

/** For what the officers of each agency may read: its column in the agencies' table, its own sector, data duties and service. */
const purposesOf: Readonly<Record<Agency, readonly string[]>> = {
  imigrasi: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P5-EDUCATION', 'P6-HEALTH', 'P7-RELIGION', 'P8-INVEST-SERVICE'],
  dukcapil: ['P0-DATA-DUTIES', 'P2-CIVIL-REG', 'P8-INVEST-SERVICE'],
  disnaker: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P3-LABOUR', 'P8-INVEST-SERVICE'],
  polres: ['P0-DATA-DUTIES', 'P4-PUBLIC-SAFETY', 'P8-INVEST-SERVICE'],
  kesbangpol: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P8-INVEST-SERVICE'],
  disdik: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P5-EDUCATION', 'P8-INVEST-SERVICE'],
  dinkes: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P6-HEALTH', 'P8-INVEST-SERVICE'],
  kemenag: ['P0-DATA-DUTIES', 'P1-SUPERVISION', 'P7-RELIGION', 'P8-INVEST-SERVICE'],
  dpmptsp: ['P0-DATA-DUTIES', 'P8-INVEST-SERVICE'],
};

const open = ['/health/live', '/health/ready', '/health/startup', '/api/token'];

/** Who may take a route; everybody else is refused. */
const mayTake = (method: string, path: string): readonly Role[] => {
  if (path === '/api/access-log') return ['auditor'];
  if (path.startsWith('/api/identity-links/')) return ['officer'];
  if (path.startsWith('/api/exchange/')) return method === 'POST' ? ['operator'] : ['operator', 'auditor'];
  return method === 'POST' || path.startsWith('/api/') ? ['system', 'officer'] : [];
};

interface Entry {
  readonly subject: string;
  readonly role: string;
  readonly route: string;
  readonly kind: string | null;
  readonly purpose: string | null;
  readonly legalBasis: string | null;
  readonly residents: readonly string[];
  readonly result: number;
  readonly code: string | null;
}

export function access(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  beforeAll(async () => {
    resident = await aResident(given());
  });
  const logOf = async (agency: Agency, query: string): Promise<readonly Entry[]> =>
    (await client().get<{ entries: Entry[] }>(agency, `/api/access-log?${query}`, { role: 'auditor' })).body.entries;

  it.each(agencies)('%s answers on each route those roles that may take it', async (agency) => {
    for (const { method, path } of (await documented(client(), agency)).filter(endsByItself)) {
      if (open.includes(path)) continue;
      const address = path.replaceAll(/\{\w+\}/g, 'x');
      const answered = await Promise.all(
        roles.map(async (role) => {
          const asking = { role, ...(role === 'officer' && { purpose: 'P0-DATA-DUTIES' }) };
          const answer = method === 'GET' ? await client().get(agency, address, asking) : await client().post(agency, address, {}, asking);
          return [role, answer.code === 'role.not-allowed'] as const;
        }),
      );
      const allowed = answered.filter(([, isRefused]) => !isRefused).map(([role]) => role);
      expect([method, path, allowed]).toEqual([method, path, roles.filter((role) => mayTake(method, path).includes(role))]);
    }
  });

  it.each(agencies)('%s asks everybody for a token, and for one that is meant for it', async (agency) => {
    const other = agency === 'imigrasi' ? 'dukcapil' : 'imigrasi';
    for (const { method, path } of await documented(client(), agency)) {
      if (open.includes(path)) continue;
      const address = path.replaceAll(/\{\w+\}/g, 'x');
      const without = await client().plain(agency, address, { method });
      const foreign = await client().plain(agency, address, {
        method,
        headers: { authorization: `Bearer ${await client().token(other, 'system')}` },
      });
      expect([path, without.status, foreign.status, without.headers.get('www-authenticate')]).toEqual([path, 401, 401, 'Bearer']);
    }
  });

  it.each(toldOfResidents)('officers of %s say for which of its purposes they read', async (agency) => {
    const path = `/api/residents/${resident.subjectRef}`;
    const missing = await client().get<{ allowed: string[] }>(agency, path, { role: 'officer' });
    expect([missing.status, missing.code, missing.body.allowed]).toEqual([400, 'purpose.missing', purposesOf[agency]]);
    const answers = await Promise.all(purposes.map((purpose) => client().asked(agency, path, { role: 'officer', purpose })));
    expect(answers).toEqual(purposes.map((purpose) => (purposesOf[agency].includes(purpose) ? '200' : '403 purpose.not-allowed')));
    expect(await client().asked(agency, path, { role: 'officer', purpose: 'CURIOSITY' })).toBe('403 purpose.not-allowed');
  });

  it.each(toldOfResidents)('the auditor of %s sees who read about whom, why, and who was refused', async (agency) => {
    const { subjectRef } = resident;
    const path = `/api/residents/${subjectRef}`;
    const [purpose = ''] = purposesOf[agency].filter((code) => code !== 'P0-DATA-DUTIES');
    await client().get(agency, path, { role: 'officer', purpose, subject: 'siti@office' });
    await client().get(agency, path, { role: 'officer', subject: 'budi@office' });
    await client().get(agency, path, { role: 'operator', subject: 'agus@office' });
    const tried = async (subject: string): Promise<unknown> => {
      const [entry] = await logOf(agency, `resident=${subjectRef}&subject=${subject}`);
      return [entry?.role, entry?.route, entry?.purpose, entry?.result, entry?.code, entry?.residents];
    };
    const route = 'GET /api/residents/:subjectRef';
    expect(await tried('siti@office')).toEqual(['officer', route, purpose, 200, null, [subjectRef]]);
    expect(await tried('budi@office')).toEqual(['officer', route, null, 400, 'purpose.missing', [subjectRef]]);
    expect(await tried('agus@office')).toEqual(['operator', route, null, 403, 'role.not-allowed', [subjectRef]]);
    const [entry] = await logOf(agency, `resident=${subjectRef}&subject=siti@office`);
    expect(entry?.legalBasis).toMatch(/^(UU|PP|Perpol|Permenimipas) \d/);
  });

  it('the auditor sees commands, and who came up in a search or a list', async () => {
    const { subjectRef, registration } = resident;
    const purpose = 'P2-CIVIL-REG';
    const name = String(registration.body['registeredName']);
    await client().get('dukcapil', `/api/residents?q=${encodeURIComponent(name)}`, { role: 'officer', purpose, subject: 'search@office' });
    await client().get('dukcapil', '/api/facts/resident?limit=200', { role: 'officer', purpose, subject: 'list@office' });
    const [search] = await logOf('dukcapil', `resident=${subjectRef}&subject=search@office`);
    const [list] = await logOf('dukcapil', `resident=${subjectRef}&subject=list@office`);
    expect([search?.route, list?.route, list?.kind]).toEqual(['GET /api/residents', 'GET /api/facts/:kind', 'resident']);
    const commands = (await logOf('dukcapil', `resident=${subjectRef}&subject=system@dukcapil`)).map(({ route, result }) => [
      route,
      result,
    ]);
    expect(commands).toEqual(
      expect.arrayContaining([
        ['POST /api/registrations', 201],
        ['POST /api/residences', 201],
      ]),
    );
    const log = await given().query<{ row: string }>('dukcapil', 'select to_jsonb(access_log)::text as row from access_log');
    expect(log.filter(({ row }) => row.includes(name))).toEqual([]);
  });
}
