import { randomBytes } from 'node:crypto';

import { addDays } from '@timpora/contracts';

import type { AgencyApi } from './agency-api.js';
import { legalDay } from './legal-day.js';
import { Teller } from './telling.js';

/** States a few facts now and shows when each entitled agency had them. */
export async function tellLive(api: AgencyApi, say: (line: string) => void): Promise<void> {
  say('\nStating facts live; milliseconds from the commit at the owner until an agency held it:');
  const teller = new Teller(api, `live-${randomBytes(6).toString('base64url')}`, say);
  const today = legalDay();
  await Promise.all([anExtension(teller, today), aMove(teller), anEmployment(teller), aViolation(teller, today)]);
}

async function anExtension(teller: Teller, today: string): Promise<void> {
  const permit = await teller.someone('imigrasi', 'stay-permit', 'VALID');
  await teller.tell('imigrasi', 'permit-extended', {
    path: `/api/stay-permits/${permit.factId}/extend`,
    version: permit.version,
    body: { validTo: addDays(permit.body.validTo, 30), extendedOn: today },
  });
}

async function aMove(teller: Teller): Promise<void> {
  const residence = await teller.someone('dukcapil', 'residence', 'CURRENT');
  const { district, movedOn, reportedOn } = residence.body;
  await teller.tell('dukcapil', 'address-changed', {
    path: `/api/residences/${residence.factId}/move`,
    version: residence.version,
    body: { district, movedOn, reportedOn },
  });
}

async function anEmployment(teller: Teller): Promise<void> {
  const employment = await teller.someone('disnaker', 'employment', 'ACTIVE');
  await teller.tell('disnaker', 'foreign-worker-reported', {
    path: `/api/employments/${employment.factId}/change`,
    version: employment.version,
    // Another position would have to be in the plan.
    body: { positionCode: employment.body.positionCode },
  });
}

async function aViolation(teller: Teller, today: string): Promise<void> {
  await teller.tell('polres', 'violation-reported', {
    path: '/api/violations',
    body: {
      ...{ organisationKey: `local:polres:${crypto.randomUUID()}`, district: '36.04.05', ruleCode: 'PUBLIC_ORDER' },
      ...{ observedOn: today, confidence: 'UNVERIFIED', evidence: [] },
    },
  });
}
