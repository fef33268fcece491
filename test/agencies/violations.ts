import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aPerson, aReport, aReportBy, aResident, arrives } from './residents.js';
import { revises } from './revises.js';

const evidenceOf = (count: number): { kind: string; factId: string }[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'stay-permit', factId: `019afb00-0000-7000-8000-${String(at).padStart(12, '0')}` }));

/** What is suspected goes to imigrasi, and to nobody else. */
export function violations(given: () => RunningExchange): void {
  const client = () => given().client;
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });
  const report = (agency: Agency, change = {}): Promise<ShownFact> =>
    client().accepted(agency, '/api/violations', aReportBy(agency, subjectRef, change));

  it.each(agencies)('reported by %s is held there and by imigrasi only', async (agency) => {
    const violation = await report(agency);
    expect(violation.body).toMatchObject({ competentAgency: 'imigrasi', ruleCode: 'ADDRESS_NOT_REPORTED' });
    await eventually(() => client().holders(violation), Object.fromEntries([...new Set([agency, 'imigrasi'])].map((name) => [name, '1'])));
    const shown = await client().get<{ facts: ShownFact[] }>(agency, '/api/facts/violation?limit=200');
    expect(shown.body.facts.filter(({ issuer }) => agency !== 'imigrasi' && issuer !== agency)).toEqual([]);
  });

  it.each(agencies)('are added to, and withdrawn, by %s', async (agency) => {
    const violation = await report(agency, { ruleCode: 'PUBLIC_ORDER' });
    const path = `/api/violations/${violation.factId}`;
    const added = await revises(client(), agency, { path: `${path}/add-evidence`, body: { evidence: evidenceOf(2) }, version: '1' });
    expect(added.body).toMatchObject({ evidence: evidenceOf(2), competentAgency: 'polres' });
    const again = await client().accepted(agency, `${path}/add-evidence`, { evidence: evidenceOf(3) }, { version: '2' });
    expect(again.body['evidence']).toEqual(evidenceOf(3));
    const withdrawn = await revises(client(), agency, { path: `${path}/withdraw`, version: '3' });
    expect(withdrawn).toMatchObject({ change: 'retracted', reason: 'MISTAKE', body: null });
    await arrives(given(), withdrawn, ['imigrasi']);
  });

  it.each([
    ['nobody', { subjectRef: undefined }, '400 violation.about-nobody'],
    ['a resident of whom nothing has arrived', { subjectRef: '019afb00-0000-7000-8000-0000000000ff' }, '422 subject.not-known'],
    ['an organisation', { subjectRef: undefined, organisationKey: 'nib:9000000000003' }, '201'],
    ['what happens tomorrow', { observedOn: '2026-06-16' }, '400 violation.observed-in-future'],
    ['what happens today', { observedOn: '2026-06-15' }, '201'],
    ['a rule that is not in the list', { ruleCode: 'BAD_MANNERS' }, '400 request.invalid'],
    ['too many facts', { evidence: evidenceOf(21) }, '400 request.invalid'],
    ['an agency that the reporter chose', { competentAgency: 'polres' }, '400 request.invalid'],
  ])('about %s are answered as they should', async (_, change, wanted) => {
    expect(await client().outcome('disdik', '/api/violations', aReport(subjectRef, change))).toBe(wanted);
  });

  it('are reported once by each agency; the earlier report is in the refusal', async () => {
    const first = await report('dinkes', { ruleCode: 'OTHER' });
    const again = await client().post('dinkes', '/api/violations', aReport(subjectRef, { ruleCode: 'OTHER' }));
    expect([again.code, again.body.factId]).toEqual(['violation.already-reported', first.factId]);
    await arrives(given(), await report('kemenag', { ruleCode: 'OTHER' }), ['imigrasi']);
    await report('imigrasi', { ruleCode: 'OTHER' });
  });

  it('point to at most 20 facts, also step by step', async () => {
    const { factId } = await report('disnaker', { ruleCode: 'OTHER', evidence: evidenceOf(19) });
    const more = { evidence: [...evidenceOf(1), { kind: 'employment', factId: '019afb00-0000-7000-8000-0000000000a1' }] };
    await client().accepted('disnaker', `/api/violations/${factId}/add-evidence`, more, { version: '1' });
    const last = { evidence: [{ kind: 'employment', factId: '019afb00-0000-7000-8000-0000000000a2' }] };
    expect(await client().outcome('disnaker', `/api/violations/${factId}/add-evidence`, last, { version: '2' })).toBe(
      '409 violation.too-much-evidence',
    );
  });

  it('are changed by their reporter only', async () => {
    const { factId } = await report('kesbangpol', { ruleCode: 'OTHER' });
    await arrives(given(), { ...(await report('kesbangpol', { ruleCode: 'FALSE_DATA' })) }, ['imigrasi']);
    for (const agency of ['imigrasi', 'polres'] as const) {
      const withdrawal = client().outcome(agency, `/api/violations/${factId}/withdraw`, undefined, { version: '1' });
      expect(await withdrawal).toBe('404 fact.not-found');
    }
  });

  it.each(['imigrasi', 'dukcapil'] as const)('about a child are refused by %s, which can know the age', async (agency) => {
    const child = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({ birthDate: '2008-06-16' }));
    await arrives(given(), child, ['dukcapil']);
    expect(await client().outcome(agency, '/api/violations', aReport(child.subjectRef))).toBe('409 subject.is-a-minor');
  });
}
