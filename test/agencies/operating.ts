import { agencies, Alert, EnforcementAlert, type AnyFact } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { documented, openApiOf, type Route, type Schema } from './documented.js';
import { toldOfResidents } from './residents.js';

const everyAgency = [
  'GET /api/access-log',
  'GET /api/alerts/waiting',
  'GET /api/alerts/{issuer}/{factId}/advice',
  'GET /api/changes',
  'GET /api/changes/stream',
  'GET /api/exchange/agreement',
  'GET /api/exchange/alarms',
  'GET /api/exchange/delivery/{kind}/{factId}',
  'GET /api/exchange/digests',
  'GET /api/exchange/parked',
  'GET /api/exchange/status',
  'GET /api/facts/{kind}',
  'GET /api/facts/{kind}/{issuer}/{factId}',
  'GET /api/facts/{kind}/{issuer}/{factId}/history',
  'GET /api/facts/{kind}/{issuer}/{factId}/incidents',
  'GET /api/residents',
  'GET /api/residents/{subjectRef}',
  'GET /health/live',
  'GET /health/ready',
  'GET /health/startup',
  'POST /api/bulk',
  'POST /api/alerts/{factId}/acknowledge',
  'POST /api/alerts/{factId}/assign',
  'POST /api/alerts/{factId}/resolve',
  'POST /api/exchange/agreement/compare',
  'POST /api/exchange/incidents/{kind}/{factId}/adopt',
  'POST /api/exchange/incidents/{kind}/{factId}/keep',
  'POST /api/exchange/incidents/{kind}/{factId}/withdraw',
  'POST /api/exchange/parked/{id}/retry',
  'POST /api/facts/{kind}/{factId}/correct',
  'POST /api/facts/{kind}/{factId}/retract',
  'GET /api/identity/clashes',
  'POST /api/identity/look-up',
  'POST /api/token',
  'POST /api/record-queries',
  'POST /api/reference-values',
  'POST /api/reference-values/{factId}/change',
  'POST /api/reference-values/{factId}/end',
  'POST /api/reviews',
  'POST /api/reviews/{factId}/decide',
  'POST /api/violations',
  'POST /api/violations/{factId}/add-evidence',
  'POST /api/violations/{factId}/withdraw',
];
const own: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  imigrasi: {
    'foreign-nationals': ['change', 'record-death'],
    'stay-permits': ['cancel', 'close', 'depart', 'extend', 'return'],
    'minor-permits': ['cancel', 'change-guardian', 'close', 'depart', 'end-application', 'extend', 'pay-application', 'return'],
    'permit-applications': ['change-appointment', 'convert', 'decide', 'pay'],
    'final-departures': [],
    sponsorships: ['change', 'end'],
    'change-reports': [],
    'travel-documents': ['end', 'read-zone'],
  },
  dukcapil: { registrations: ['deregister', 'register-again'], residences: ['issue-document', 'move', 'move-out'], 'vital-events': [] },
  disnaker: { employments: ['change', 'end'], 'work-plans': ['end', 'extend', 'file-renewal'] },
  polres: { 'police-letters': ['shorten'] },
  kesbangpol: { activities: ['change', 'end'] },
  disdik: { 'teacher-assignments': ['change', 'leave'], 'school-enrolments': ['change', 'leave'] },
  dinkes: { 'practice-permits': ['end', 'renew'] },
  kemenag: { 'religious-recommendations': ['change-territory', 'end', 'renew'] },
  dpmptsp: { companies: ['change', 'change-state', 'record-report'] },
};
const alsoOwn: Readonly<Record<string, readonly string[]>> = {
  dukcapil: ['POST /api/national-checks'],
  imigrasi: [
    'GET /api/identity-links/proposals',
    'GET /api/identity-links/repairs',
    'POST /api/identity-links/repairs/{repairId}/confirm',
    'POST /api/identity-links/repairs/{repairId}/reject',
    'POST /api/identity-links/{factId}/propose-correction',
    'POST /api/identity-links/{factId}/propose-retraction',
    'POST /api/enforcement-alerts/{factId}/close',
    'POST /api/identity-keys/restate',
    'POST /api/identity-links/proposals',
    'POST /api/identity-links/proposals/{factId}/confirm',
    'POST /api/identity-links/proposals/{factId}/reject',
  ],
};
/** Who makes references asks nobody for them. */
const ofAskers = [
  'GET /api/identity-questions',
  'POST /api/identity-questions/find',
  'POST /api/identity-questions/same-person',
  'POST /api/identity-questions/{factId}/withdraw',
];
const states = (agency: string, { statedBy }: AnyFact): boolean => statedBy === 'all' || statedBy.some((stater) => stater === agency);
const routesOf = (agency: string): string[] => [
  ...everyAgency.filter((route) => states(agency, Alert) || !route.includes('/api/alerts/')),
  ...(alsoOwn[agency] ?? []),
  ...(agency === 'imigrasi' ? [] : ofAskers),
  ...(states(agency, EnforcementAlert) ? ['POST /api/enforcement-alerts/{factId}/accept-offer'] : []),
  ...Object.entries(own[agency] ?? {}).flatMap(([path, verbs]) => [
    `POST /api/${path}`,
    ...verbs.map((verb) => `POST /api/${path}/{factId}/${verb}`),
  ]),
];

/** Commands without a body, and the correction, whose body is that of whichever kind. */
const asksForNothing =
  /((violations|identity-questions)\/\{factId\}\/withdraw|alerts\/\{factId\}\/acknowledge|(proposals\/\{factId\}|repairs\/\{repairId\})\/(confirm|reject)|minor-permits\/\{factId\}\/(cancel|close|end-application)|record-death|retry|correct|compare|restate|bulk|token)$/;

function schemaOf({ operation }: Route, schemas: Readonly<Record<string, Schema>>): Schema {
  const { $ref = '' } = operation.requestBody?.content['application/json']?.schema ?? {};
  return schemas[$ref.replace('#/components/schemas/', '')] ?? {};
}

/** For whoever runs and links the services. */
export function operating(given: () => RunningExchange): void {
  const client = () => given().client;
  const operator = { role: 'operator' } as const;

  it.each(agencies)('%s is live, ready and started, and says so without a token', async (agency) => {
    const answers = await Promise.all(
      ['live', 'ready', 'startup'].map(async (probe) => {
        const response = await client().plain(agency, `/health/${probe}`);
        return [probe, response.status, ((await response.json()) as { status: string }).status];
      }),
    );
    expect(answers).toEqual(['live', 'ready', 'startup'].map((probe) => [probe, 200, 'up']));
  });

  it.each(agencies)('%s documents its routes, each with the schema of what it asks for', async (agency) => {
    const { components } = await openApiOf(client(), agency);
    const routes = await documented(client(), agency);
    expect(routes.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routesOf(agency).sort());
    for (const { path, operation } of routes) expect([path, Boolean(operation.summary)]).toEqual([path, true]);
    for (const route of routes.filter(({ method, path }) => method === 'POST' && !asksForNothing.test(path))) {
      const { additionalProperties, properties } = schemaOf(route, components.schemas);
      expect([route.path, additionalProperties, Object.keys(properties ?? {}).length > 0]).toEqual([route.path, false, true]);
    }
  });

  it.each(agencies)('%s shows the operator how its exchange stands', async (agency) => {
    interface Status {
      readonly member: string;
      readonly own: { readonly topic: string; readonly sequence: number; readonly acknowledged: number }[];
      readonly parked: number;
      readonly relay: { readonly active: boolean };
    }
    await eventually(async () => {
      const { body } = await client().get<Status>(agency, '/api/exchange/status', operator);
      const waiting = body.own.filter(({ sequence, acknowledged }) => sequence !== acknowledged);
      return [body.member, body.own.length > 0, waiting, body.parked, body.relay.active];
    }, [agency, true, [], 0, true]);
    expect((await client().get(agency, '/api/exchange/parked', operator)).body).toEqual({ parked: [] });
    expect((await client().get(agency, '/api/exchange/alarms', operator)).status).toBe(200);
    for (const id of ['1', 'x', 'null', '9'.repeat(18), '9'.repeat(30)])
      expect([id, await client().outcome(agency, `/api/exchange/parked/${id}/retry`, undefined, operator)]).toEqual([
        id,
        '404 parked.not-found',
      ]);
  });

  it.each(agencies)('%s shows the operator who has the newest version of an own fact, and what comparisons gave', async (agency) => {
    const [fact] = await given().query<{ kind: string; fact_id: string }>(
      agency,
      `select kind, fact_id from fact where issuer = $1 and kind = 'violation' limit 1`,
      [agency],
    );
    const path = `/api/exchange/delivery/${fact?.kind}/${fact?.fact_id}`;
    expect([await client().asked(agency, path, operator), await client().asked(agency, path)]).toEqual(['200', '403 role.not-allowed']);
    expect(await client().outcome(agency, '/api/exchange/agreement/compare', undefined, operator)).toBe('202');
    expect(await client().asked(agency, '/api/exchange/agreement', operator)).toBe('200');
    expect((await client().get(agency, `/api/facts/violation/${agency}/${fact?.fact_id}/incidents`)).body).toEqual({ incidents: [] });
  });

  it.each(agencies)('%s lists every refusal of these tests, for machines and for people', async (agency) => {
    const { problems } = (await (await client().plain(agency, '/problems')).json()) as { problems: { code: string; whatToDo: string }[] };
    const listed = problems.map(({ code }) => code);
    const codes = [...new Set(client().seen.flatMap(({ code }) => code ?? []))];
    expect(codes.filter((code) => !listed.includes(code))).toEqual([]);
    const page = await (await client().plain(agency, '/problems', { headers: { accept: 'text/html' } })).text();
    for (const code of listed) expect(page).toContain(`id="${code}"`);
  });
}

/** Routes that only work when something is broken. */
const onlyInTrouble = /^POST \/api\/exchange\/(parked|incidents)\//;

/** What is documented works: the last of all tests, it looks back at them. */
export function everyRouteHasWorked(given: () => RunningExchange): void {
  it.each(agencies)('at %s', async (agency) => {
    const { client } = given();
    const worked = client.seen.filter((seen) => seen.agency === agency && seen.status < 300);
    const routes = (await documented(client, agency)).filter(({ path }) => !path.startsWith('/health'));
    const idle = routes.filter(({ method, path }) => {
      if (path.startsWith('/api/residents/') && !toldOfResidents.includes(agency)) return false;
      const form = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return !worked.some((seen) => seen.method === method && form.test(seen.path));
    });
    expect(idle.map(({ method, path }) => `${method} ${path}`).filter((route) => !onlyInTrouble.test(route))).toEqual([]);
  });
}
