import { addDays } from '@timpora/contracts';

import type { AgencyApi, Answer } from './agency-api.js';
import { eventually } from './eventually.js';
import { legalDay } from './legal-day.js';
import { Teller } from './telling.js';

const settling = 'settle-hours.AL-06';
const district = '36.04.05';

interface Scene {
  readonly teller: Teller;
  readonly today: string;
  readonly say: (line: string) => void;
}

/** What the exchange is for, in a minute: six agencies at work on two invented people. Told again on the same day, it states nothing twice. */
export async function tellStory(api: AgencyApi, say: (line: string) => void): Promise<void> {
  const today = legalDay();
  const scene: Scene = { teller: new Teller(api, `story-${today}`, say), today, say };
  say('\nA story of invented people; milliseconds from the commit at the owner until an agency held it.');
  say(`For the story an alert of AL-06 rises at once: imigrasi states that ${settling} is 0 today. In earnest it is 48 hours.`);
  await scene.teller.state('imigrasi', 'settling', { path: '/api/reference-values', body: atOnce(today) });
  say('\nAn investor arrives');
  const investor = await anInvestorArrives(scene);
  say('\nPolres reports what it saw; imigrasi looks into it, and it was nothing');
  await polresReports(scene, investor);
  say('\nAn engineer works for a company whose approval has not been recorded; the alert asks to look, and takes itself back');
  await anApprovalComesLate(scene);
}

async function anInvestorArrives({ teller, today }: Scene): Promise<string> {
  const fullName = 'CONTOH Sintetis Hana';
  const subjectRef = await identified(teller, { fullName, sex: 'F', nationality: 'KOR', birthDate: '1984-06-12' });
  const organisationKey = 'nib:0000000009001';
  await teller.tell('imigrasi', 'sponsorship-registered', {
    path: '/api/sponsorships',
    body: { subjectRef, organisationKey, basis: 'INVESTOR_GUARANTEE', organisationRole: 'DIRECTOR', startsOn: today },
  });
  await teller.tell('imigrasi', 'permit-issued', {
    path: '/api/stay-permits',
    body: permit(subjectRef, today, { purposeGroup: 'INVESTMENT', sponsorBasis: 'EXEMPT' }),
  });
  await teller.tell('dukcapil', 'resident-registered', {
    path: '/api/registrations',
    body: { subjectRef, registeredName: fullName, residentType: 'LIMITED', registeredOn: today },
  });
  const { factId, version } = await teller.tell('dukcapil', 'address-recorded', {
    path: '/api/residences',
    body: { subjectRef, district, village: `${district}.2001`, movedOn: today, reportedOn: today },
  });
  await teller.tell('dukcapil', 'residence-document-issued', {
    path: `/api/residences/${factId}/issue-document`,
    body: { paper: 'SKTT', issuedOn: today, validTo: addDays(today, 364) },
    version,
  });
  await teller.tell('disnaker', 'work-plan-approved', {
    path: '/api/work-plans',
    body: plan(organisationKey, 'PT Contoh Investasi', today),
  });
  return subjectRef;
}

async function polresReports({ teller, today }: Scene, subjectRef: string): Promise<void> {
  const { kind, factId } = await teller.tell('polres', 'violation-reported', {
    path: '/api/violations',
    body: { subjectRef, ruleCode: 'STAY_PERMIT_MISUSE', observedOn: today, district, confidence: 'OBSERVED', evidence: [] },
  });
  const review = await teller.tell('imigrasi', 'review-begun', {
    path: '/api/reviews',
    body: { about: { kind, factId, owner: 'polres' }, outcome: 'UNDER_REVIEW', decidedOn: today },
  });
  await teller.tell('imigrasi', 'review-decided', {
    path: `/api/reviews/${review.factId}/decide`,
    body: { outcome: 'UNFOUNDED', decidedOn: today },
    version: review.version,
  });
}

async function anApprovalComesLate(scene: Scene): Promise<void> {
  const { teller, today } = scene;
  const organisationKey = 'nib:0000000009002';
  const subjectRef = await identified(teller, { fullName: 'CONTOH Sintetis Bao', sex: 'M', nationality: 'CHN', birthDate: '1990-02-03' });
  await teller.tell('imigrasi', "permit-issued (engineer's)", {
    path: '/api/stay-permits',
    body: permit(subjectRef, today, { purposeGroup: 'WORK', sponsorBasis: 'CORPORATE' }),
  });
  await teller.tell('disnaker', 'foreign-worker-reported', {
    path: '/api/employments',
    body: { subjectRef, organisationKey, positionCode: 'ENGINEER', workDistricts: [district], startedOn: today, reportedOn: today },
  });
  await alertIs('RAISED', subjectRef, scene);
  await teller.tell('disnaker', 'work-plan-approved (late)', {
    path: '/api/work-plans',
    body: plan(organisationKey, 'PT Contoh Terlambat', today),
  });
  await alertIs('WITHDRAWN', subjectRef, scene);
}

const atOnce = (today: string): Answer['body'] => ({
  ...{ list: 'SETTING', key: settling, value: '0', confirmed: false, validFrom: today, validTo: today },
  label: {
    id: 'Jeda sebelum peringatan AL-06, dalam jam (hanya untuk contoh)',
    en: 'Hours before an alert of AL-06 rises (for the sample only)',
  },
});

async function identified(teller: Teller, person: Answer['body']): Promise<string> {
  const what = `foreign-national-identified (${String(person.nationality)})`;
  const { subjectRef } = await teller.state('imigrasi', what, {
    path: '/api/foreign-nationals',
    body: { ...person, identityEvidence: 'PASSPORT' },
  });
  return subjectRef;
}

const permit = (subjectRef: string, today: string, more: Answer['body']): Answer['body'] => ({
  ...{ subjectRef, permitType: 'LIMITED', origin: 'VISA', workAllowed: 'WITH_APPROVAL', ...more },
  ...{ issuedOn: today, validFrom: today, validTo: addDays(today, 364) },
});

const plan = (organisationKey: string, organisationName: string, today: string): Answer['body'] => ({
  ...{ organisationKey, organisationName, planKind: 'OVER_SIX_MONTHS', positions: [{ positionCode: 'ENGINEER', count: 2 }] },
  ...{ workDistricts: [district], validFrom: addDays(today, -10), validTo: addDays(today, 355) },
});

/** Waits until the alert of disnaker about somebody is so, and says what it asks for. */
async function alertIs(state: 'RAISED' | 'WITHDRAWN', subjectRef: string, { teller: { api }, say }: Scene): Promise<void> {
  const startedAt = performance.now();
  const alert = await eventually(async () => {
    const { body } = await api.get('disnaker', `/api/residents/${subjectRef}`);
    return body?.facts?.find((fact: Answer['body']) => fact.kind === 'alert' && fact.body.state === state) ?? null;
  });
  const waited = `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
  if (!alert) return say(`  disnaker  no alert is ${state} after ${waited}`);
  const { body } = await api.get('disnaker', `/api/alerts/disnaker/${alert.factId}/advice`);
  say(`  disnaker  alert ${alert.body.ruleId} is ${state} after ${waited}${state === 'RAISED' ? `: "${body?.advice?.en}"` : ''}`);
}
