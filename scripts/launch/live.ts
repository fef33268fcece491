import { setTimeout as sleep } from 'node:timers/promises';

import { addDays, catalogue, mayKnow, type Agency } from '@timpora/contracts';

import type { AgencyApi, Answer } from './agency-api.js';
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
  const teller: Teller = {
    someone: async (agency, kind, state) => (await api.get(agency, `/api/facts/${kind}?state=${state}&limit=200`)).body.facts.at(-1),
    send: async (who, what, { path, ...wanted }) => {
      const { body, status } = await api.post(who, path, { ...wanted, key: `live-${mark}-${what}` });
      if (status >= 400) throw new Error(`${who} refused ${path}: ${String(body?.code)}`);
      return { who, what, kind: body.kind, factId: body.factId, version: body.version };
    },
  };
  for (const tell of liveFacts) await show(api, await tell(teller), say);
}

interface Teller {
  /** The last fact of a kind in a state, as its owner holds it. */
  someone(agency: Agency, kind: string, state: string): Promise<Answer['body']>;
  send(who: Agency, what: string, wanted: { path: string; body: unknown; version?: string }): Promise<Told>;
}

const today = '2026-11-02';

const liveFacts: readonly ((teller: Teller) => Promise<Told>)[] = [
  async ({ someone, send }) => {
    const { factId, version, body } = await someone('imigrasi', 'stay-permit', 'VALID');
    return send('imigrasi', 'permit-extended', {
      path: `/api/stay-permits/${factId}/extend`,
      version,
      body: { validTo: addDays(body.validTo, 30), extendedOn: today },
    });
  },
  async ({ someone, send }) => {
    const { factId, version, body } = await someone('dukcapil', 'residence', 'CURRENT');
    const { district, movedOn, reportedOn } = body;
    return send('dukcapil', 'address-changed', {
      path: `/api/residences/${factId}/move`,
      version,
      body: { district, movedOn, reportedOn },
    });
  },
  async ({ someone, send }) => {
    const { factId, version, body } = await someone('disnaker', 'employment', 'ACTIVE');
    const positionCode = body.positionCode === 'ENGINEER' ? 'TECHNICIAN' : 'ENGINEER';
    return send('disnaker', 'foreign-worker-reported', { path: `/api/employments/${factId}/change`, version, body: { positionCode } });
  },
  ({ send }) => {
    const about = { organisationKey: `local:polres:${crypto.randomUUID()}`, district: '36.04.05' };
    const body = { ...about, ruleCode: 'PUBLIC_ORDER', observedOn: today, confidence: 'UNVERIFIED', evidence: [] };
    return send('polres', 'violation-reported', { path: '/api/violations', body });
  },
];

async function show(api: AgencyApi, { who, what, kind, factId, version }: Told, say: (line: string) => void): Promise<void> {
  const fact = catalogue.factByKind.get(kind);
  const path = `/api/facts/${kind}/${who}/${factId}`;
  const known = async (agency: Agency): Promise<number | null> => {
    const { body } = await api.get(agency, path);
    return body?.version === version ? Date.parse(body.knownAt) : null;
  };
  // Asking would only slow down what is measured: the agencies noted the time themselves.
  await sleep(300);
  const stated = (await known(who)) ?? 0;
  const hearers = api.agencies.filter((agency) => agency !== who && fact && mayKnow(agency, fact));
  const times = await Promise.all(
    hearers.map(async (agency) => `${agency} ${format((await eventually(() => known(agency))) ?? NaN, stated)}`),
  );
  say(`  ${who.padEnd(9)} ${what.padEnd(24)} ${times.join('   ')}`);
}

const format = (at: number, from: number): string => (Number.isNaN(at) ? 'not in 30 s' : `${Math.max(at - from, 0)} ms`);
