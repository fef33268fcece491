import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aPractice, aResident, anEmployment, arrives, aWorkPlan } from './residents.js';
import { revises } from './revises.js';

type Body = Record<string, unknown>;

/** Approvals to employ foreign workers, and the employments that name them. */
export function workPlans(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/work-plans';
  const approved = (change: Body = {}): Promise<ShownFact> => client().accepted('disnaker', path, aWorkPlan(change));

  it.each<[string, Body, string]>([
    ['of two years', {}, '201'],
    ['a day longer', { validTo: '2028-01-05' }, '409 work-plan.too-long'],
    ['of five years in an economic zone', { planKind: 'ECONOMIC_ZONE', validTo: '2031-01-04' }, '201'],
    ['of seven months for temporary work, which an officer looks at', { planKind: 'TEMPORARY', validTo: '2026-08-04' }, '201'],
    ['with a position twice', { positions: [1, 2].map((count) => ({ positionCode: 'COOK', count })) }, '400 work-plan.position-twice'],
    ['with a position that is not in the list', { positions: [{ positionCode: 'ASTRONAUT', count: 1 }] }, '400 request.invalid'],
    ['for nobody', { positions: [{ positionCode: 'COOK', count: 0 }] }, '400 request.invalid'],
    ['for no place', { workDistricts: [] }, '400 request.invalid'],
    ['that ends before it begins', { validTo: '2026-01-04' }, '400 contract.broken'],
    ['of a chain that begins after it', { firstValidFrom: '2026-01-06' }, '400 contract.broken'],
    ['with the number of a document in its name', { organisationName: 'PT 1234567' }, '400 request.invalid'],
  ])('an approval %s is answered as it should', async (_, change, wanted) => {
    expect(await client().outcome('disnaker', path, aWorkPlan(change))).toBe(wanted);
  });

  it('a plan is renewed in time, extended, and given up; imigrasi follows, and nobody is its subject', async () => {
    const plan = await approved();
    expect([plan.subjectRef, plan.body]).toEqual([null, { ...aWorkPlan(), firstValidFrom: '2026-01-05', state: 'APPROVED' }]);
    const does = (verb: string, body: Body, version: string): Promise<string> =>
      client().outcome('disnaker', `${path}/${plan.factId}/${verb}`, body, { version });
    const steps: readonly [verb: string, body: Body, wanted: string][] = [
      ['extend', { validTo: '2029-01-04' }, '409 work-plan.renewal-not-filed'],
      ['file-renewal', { renewalFiledOn: '2026-01-04' }, '400 work-plan.filed-before-start'],
      ['file-renewal', { renewalFiledOn: '2027-12-01' }, '409 work-plan.filed-too-late'],
      ['file-renewal', { renewalFiledOn: '2027-11-01' }, '200'],
      ['file-renewal', { renewalFiledOn: '2027-11-01' }, '409 work-plan.not-approved'],
      ['extend', { validTo: '2028-01-04' }, '409 work-plan.not-longer'],
      ['extend', { validTo: '2030-01-05' }, '409 work-plan.too-long'],
      ['extend', { validTo: '2030-01-04' }, '200'],
      ['end', { endReason: 'EXPIRED', endedOn: '2026-06-15' }, '400 request.invalid'],
      ['end', { endReason: 'GIVEN_UP', endedOn: '2030-01-05' }, '400 contract.broken'],
      ['end', { endReason: 'GIVEN_UP', endedOn: '2026-06-30' }, '200'],
      ['end', { endReason: 'REVOKED', endedOn: '2026-06-15' }, '409 work-plan.has-ended'],
      ['file-renewal', { renewalFiledOn: '2026-06-15' }, '409 work-plan.not-approved'],
    ];
    let version = '1';
    for (const [verb, body, wanted] of steps)
      if (wanted === '200')
        version = (await revises(client(), 'disnaker', { path: `${path}/${plan.factId}/${verb}`, body, version })).version;
      else expect([verb, await does(verb, body, version)]).toEqual([verb, wanted]);
    await eventually(() => client().holders(plan), Object.fromEntries((entitled['work-plan'] ?? []).map((agency) => [agency, '4'])));
  });

  it('a plan for temporary work is not renewed', async () => {
    const { factId } = await approved({ planKind: 'TEMPORARY', validTo: '2026-12-31' });
    const filing = client().outcome('disnaker', `${path}/${factId}/file-renewal`, { renewalFiledOn: '2026-06-15' }, { version: '1' });
    expect(await filing).toBe('409 work-plan.not-extendable');
  });

  it('a plan ends by itself on the day after its last one, and so does a practice permit', async () => {
    const lasting = await approved({ validTo: '2026-06-15' });
    const plan = await approved({ validTo: '2026-06-14' });
    const { subjectRef } = await aResident(given());
    const practice = await client().accepted('dinkes', '/api/practice-permits', aPractice(subjectRef, { validTo: '2026-06-14' }));
    await arrives(given(), { ...plan, version: '2' }, ['disnaker', 'imigrasi']);
    await arrives(given(), { ...practice, version: '2' }, ['dinkes', 'disnaker', 'imigrasi']);
    const ended = await client().get('imigrasi', `/api/facts/work-plan/disnaker/${plan.factId}`);
    expect(ended.body.body).toMatchObject({ state: 'ENDED', endReason: 'EXPIRED', endedOn: '2026-06-14' });
    const closed = await client().get('imigrasi', `/api/facts/practice-permit/dinkes/${practice.factId}`);
    expect(closed.body.body).toMatchObject({ state: 'ENDED', endedOn: '2026-06-14' });
    expect((await client().get('disnaker', `/api/facts/work-plan/disnaker/${lasting.factId}`)).body.version).toBe('1');
  });

  describe('an employment names a plan', () => {
    let plan: ShownFact;
    let subjectRef: string;
    const reference = ({ kind, factId }: ShownFact): Body => ({ kind, factId });
    beforeAll(async () => {
      plan = await approved();
      subjectRef = (await aResident(given())).subjectRef;
    });

    it.each<[string, Body, string]>([
      [
        'that nobody has',
        { workPlanFact: { kind: 'work-plan', factId: '019afb00-0000-7000-8000-0000000000fe' } },
        '409 employment.plan-not-here',
      ],
      ['of another employer', { organisationKey: 'nib:9000000000002' }, '409 employment.plan-of-another'],
      ['that had not begun', { startedOn: '2025-12-01', reportedOn: '2026-01-04' }, '409 employment.plan-not-valid'],
      ['without the position', { positionCode: 'COOK' }, '409 employment.position-not-in-plan'],
      ['without the place', { workDistricts: ['36.04.05', '36.04.06'] }, '409 employment.place-not-in-plan'],
      ['that fits', { startedOn: '2026-01-04', reportedOn: '2026-01-05' }, '201'],
    ])('%s: answered as it should', async (_, change, wanted) => {
      const body = anEmployment(subjectRef, { workPlanFact: reference(plan), ...change });
      expect(await client().outcome('disnaker', '/api/employments', body)).toBe(wanted);
    });

    it('also when it is changed or corrected; its end asks no plan', async () => {
      const worker = (await aResident(given())).subjectRef;
      const own = await approved({ organisationKey: 'nib:9000000000077' });
      const body = anEmployment(worker, { organisationKey: 'nib:9000000000077', workPlanFact: reference(own) });
      const employment = await client().accepted('disnaker', '/api/employments', body);
      const at = (verb: string, change: unknown, version = '1'): Promise<string> =>
        client().outcome('disnaker', `/api/employments/${employment.factId}/${verb}`, change, { version });
      const correct = (change: Body, version = '1'): Promise<string> =>
        client().outcome('disnaker', `/api/facts/employment/${employment.factId}/correct`, { ...employment.body, ...change }, { version });
      expect(await at('change', { positionCode: 'COOK' })).toBe('409 employment.position-not-in-plan');
      expect(await correct({ workDistricts: ['36.04.07'] })).toBe('409 employment.place-not-in-plan');
      expect(await correct({ workPlanFact: reference(plan) })).toBe('409 employment.plan-of-another');
      expect(await at('change', { positionCode: 'TECHNICIAN' })).toBe('200');
      await client().accepted('disnaker', `/api/facts/work-plan/${own.factId}/retract`, { reason: 'MISTAKE' }, { version: '1' });
      expect(await at('change', { positionCode: 'ENGINEER' }, '2')).toBe('409 employment.plan-not-here');
      expect(await at('end', { endedOn: '2026-06-12' }, '2')).toBe('200');
    });
  });
}
