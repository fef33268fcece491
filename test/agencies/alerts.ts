import { Alert, AlertRaised, catalogue, EnforcementAlert, statersOf, type Agency, type AlertBody, type Member } from '@timpora/contracts';
import { Clock, newId, ownCaller, UnitOfWork, type Held } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aResident } from './residents.js';
import { revises } from './revises.js';

/** What officers do with what the rules of their agency ask them to look at. */
export function alerts(given: () => RunningExchange): void {
  const client = () => given().client;
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });
  /** As a rule raises it. */
  const raised = (agency: Agency, change: Partial<AlertBody> = {}): Promise<Held<typeof Alert>> =>
    given()
      .does(agency, UnitOfWork<Member>)
      .run(ownCaller('rules'), (tx) => tx.state(AlertRaised, { ...Alert.example, subjectRef, ...change }, { factId: newId() }));
  const path = ({ factId }: Pick<Held, 'factId'>): string => `/api/alerts/${factId}`;
  const heldBy = (agency: Agency, version: string): Record<string, string> =>
    Object.fromEntries([...new Set([agency, 'imigrasi'])].map((name) => [name, version]));

  it.each(statersOf(catalogue, Alert))(
    'of %s are taken, assigned and resolved by its officers, and known to imigrasi only',
    async (agency) => {
      const alert = await raised(agency);
      const at = path(alert);
      const advice = await client().get<{ subjectRef: string; title: object; advice: { id: string; en: string } }>(
        agency,
        `/api/alerts/${agency}/${alert.factId}/advice`,
      );
      expect(advice.body).toMatchObject({ subjectRef, ruleId: 'AL-12', title: { en: 'First residence paper missing' } });
      expect(advice.body.advice.en).toContain('Send a kind invitation');
      const seen = await revises(client(), agency, { path: `${at}/acknowledge`, version: '1' });
      expect(seen).toMatchObject({ event: 'alert-acknowledged.v1', body: { state: 'ACKNOWLEDGED', dueOn: '2026-06-30', level: 0 } });
      const assigned = await revises(client(), agency, { path: `${at}/assign`, body: { unit: 'REGISTRY' }, version: '2' });
      expect(assigned.body).toMatchObject({ state: 'ASSIGNED', unit: 'REGISTRY' });
      const resolved = await revises(client(), agency, { path: `${at}/resolve`, body: { outcome: 'HELPED' }, version: '3' });
      expect(resolved).toMatchObject({ event: 'alert-resolved.v1', body: { state: 'RESOLVED', closeReason: 'HELPED', unit: 'REGISTRY' } });
      await eventually(() => client().holders(resolved), heldBy(agency, '4'));
      expect(await client().asked('imigrasi', `/api/alerts/${agency}/${alert.factId}/advice`)).toBe('200');
      expect((await client().get(agency, '/api/alerts/waiting')).body).toEqual({ waiting: [] });
    },
  );

  it.each([
    ['taken twice', 'ACKNOWLEDGED', 'acknowledge', undefined, '409 alert.already-taken'],
    ['taken when it went one level up', 'ESCALATED', 'acknowledge', undefined, '200'],
    ['assigned twice', 'ASSIGNED', 'assign', { unit: 'CASES' }, '409 alert.already-assigned'],
    ['assigned to an officer', 'RAISED', 'assign', { unit: 'Officer Sample' }, '400 request.invalid'],
    ['assigned to a desk that does not exist', 'RAISED', 'assign', { unit: 'KITCHEN' }, '400 request.invalid'],
    ['resolved without an outcome', 'RAISED', 'resolve', {}, '400 request.invalid'],
    ['withdrawn by an officer', 'RAISED', 'resolve', { outcome: 'CONDITION_GONE' }, '400 request.invalid'],
    ['resolved as unfounded', 'ASSIGNED', 'resolve', { outcome: 'UNFOUNDED' }, '200'],
  ] as const)('is answered, when %s', async (_, state, verb, body, wanted) => {
    const alert = await raised('dukcapil', { state });
    expect(await client().outcome('dukcapil', `${path(alert)}/${verb}`, body, { version: '1' })).toBe(wanted);
  });

  it.each(['acknowledge', 'assign', 'resolve'])('that are closed stay closed: %s', async (verb) => {
    const alert = await raised('dukcapil', { state: 'WITHDRAWN', closeReason: 'CONDITION_GONE' });
    const body = { acknowledge: undefined, assign: { unit: 'CASES' }, resolve: { outcome: 'HELPED' } }[verb];
    expect(await client().outcome('dukcapil', `${path(alert)}/${verb}`, body, { version: '1' })).toBe('409 alert.not-open');
  });

  it('are changed by their owner only; whose rule is not known are told so', async () => {
    const alert = await raised('disnaker', { ruleId: 'AL-30' });
    await eventually(() => client().holders(alert as unknown as ShownFact), heldBy('disnaker', '1'));
    expect(await client().outcome('imigrasi', `${path(alert)}/acknowledge`, undefined, { version: '1' })).toBe('404 fact.not-found');
    const { body } = await client().get<{ title: { en: string }; advice: { en: string } }>(
      'disnaker',
      `/api/alerts/disnaker/${alert.factId}/advice`,
    );
    expect([body.title.en, body.advice.en]).toEqual(['Left for good, record still open', 'This rule is not known here yet']);
    expect(await client().asked('disnaker', `/api/alerts/disnaker/${newId()}/advice`)).toBe('404 alert.not-found');
  });

  it('go one level up on the day after they were due, twice and no further', async () => {
    const alert = await raised('kesbangpol', { dueOn: '2026-06-12' });
    const body = async () => (await client().get(`kesbangpol`, `/api/facts/alert/kesbangpol/${alert.factId}`)).body.body;
    await eventually(
      async () => [(await body())['state'], (await body())['level'], (await body())['dueOn']],
      ['ESCALATED', 1, '2026-06-30'],
    );
    expect(await client().outcome('kesbangpol', `${path(alert)}/acknowledge`, undefined, { version: '2' })).toBe('200');
  });

  it('that are not enforced are told to no enforcement member', async () => {
    const alert = await raised('imigrasi');
    await client().accepted('imigrasi', `${path(alert)}/acknowledge`, undefined, { version: '1' });
    const told = await given().query('imigrasi', `select 1 from fact where kind = $1 and body->'about'->>'factId' = $2`, [
      EnforcementAlert.kind,
      alert.factId,
    ]);
    expect(told).toEqual([]);
    expect(given().does('imigrasi', Clock).legalDay()).toBe('2026-06-15');
  });
}
