import { agencies, catalogue, mayKnow, type Agency } from '@timpora/contracts';

import type { AgencyApi } from './agency-api.js';
import { eventually } from './eventually.js';
import { runMark } from './residents.js';

interface Told {
  readonly who: Agency;
  readonly what: string;
  readonly kind: string;
  readonly factId: string;
  readonly version: string;
}

/** States a few facts now and shows when each entitled agency had them. */
export async function tellLive(api: AgencyApi, say: (line: string) => void): Promise<void> {
  say('\nStating facts live; milliseconds from the commit at the owner until an agency held it:');
  const mark = runMark();
  const send = async (agency: Agency, path: string, wanted: { body: unknown; step: string; version?: string }) => {
    const { body, status } = await api.post(agency, path, { ...wanted, key: `live-${mark}-${wanted.step}` });
    if (status >= 400) throw new Error(`${agency} refused ${path}: ${String(body?.code)}`);
    return body;
  };
  for (const told of liveFacts(api, send)) await show(api, await told, say);
}

type Send = (agency: Agency, path: string, wanted: { body: unknown; step: string; version?: string }) => Promise<{ kind: string; factId: string; version: string }>;

/** One after the other: each is stated when the one before has been shown. */
function* liveFacts(api: AgencyApi, send: Send): Generator<Promise<Told>> {
  const someone = async (agency: Agency, kind: string, state: string) => (await api.get(agency, `/api/facts/${kind}?state=${state}&limit=200`)).body.facts.at(-1);
  const year = 2040 + Math.floor(Math.random() * 10);
  yield (async () => {
    const permit = await someone('imigrasi', 'stay-permit', 'VALID');
    const validTo = [permit.body.validTo, `${year}-01-01`].sort().at(-1) === permit.body.validTo ? `${Number(permit.body.validTo.slice(0, 4)) + 1}-01-01` : `${year}-01-01`;
    const body = { validTo, extendedOn: '2026-11-02' };
    const told = await send('imigrasi', `/api/stay-permits/${permit.factId}/extend`, { step: 'extend', version: permit.version, body });
    return { who: 'imigrasi', what: 'permit-extended', ...told };
  })();
  yield (async () => {
    const residence = await someone('dukcapil', 'residence', 'CURRENT');
    const body = { district: residence.body.district, movedOn: residence.body.movedOn, reportedOn: residence.body.reportedOn };
    const told = await send('dukcapil', `/api/residences/${residence.factId}/move`, { step: 'move', version: residence.version, body });
    return { who: 'dukcapil', what: 'address-changed', ...told };
  })();
  yield (async () => {
    const employment = await someone('disnaker', 'employment', 'ACTIVE');
    const body = { positionCode: employment.body.positionCode === 'ENGINEER' ? 'TECHNICIAN' : 'ENGINEER' };
    const told = await send('disnaker', `/api/employments/${employment.factId}/change`, { step: 'change', version: employment.version, body });
    return { who: 'disnaker', what: 'foreign-worker-reported', ...told };
  })();
  yield (async () => {
    const body = { organisationKey: `local:polres:${crypto.randomUUID()}`, ruleCode: 'PUBLIC_ORDER', observedOn: '2026-11-02', district: '36.04.05', confidence: 'UNVERIFIED', evidence: [] };
    const told = await send('polres', '/api/violations', { step: 'violation', body });
    return { who: 'polres', what: 'violation-reported', ...told };
  })();
}

async function show(api: AgencyApi, { who, what, kind, factId, version }: Told, say: (line: string) => void): Promise<void> {
  const fact = catalogue.factByKind.get(kind);
  const path = `/api/facts/${kind}/${who}/${factId}`;
  const known = async (agency: Agency): Promise<number | null> => {
    const { body } = await api.get(agency, path);
    return body?.version === version ? Date.parse(body.knownAt) : null;
  };
  const stated = (await known(who)) ?? 0;
  const hearers = agencies.filter((agency) => agency !== who && fact && mayKnow(agency, fact));
  const times = await Promise.all(hearers.map(async (agency) => `${agency} ${format((await eventually(() => known(agency))) ?? NaN, stated)}`));
  say(`  ${who.padEnd(9)} ${what.padEnd(24)} ${times.join('   ')}`);
}

const format = (at: number, from: number): string => (Number.isNaN(at) ? 'not in 30 s' : `${Math.max(at - from, 0)} ms`);
