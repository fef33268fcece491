import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aReport, aResident, arrives, aRecommendation, aWorkPlan } from './residents.js';
import { revises } from './revises.js';

type Body = Record<string, unknown>;

const aValue = (list: string, key: string, change: Body = {}): Body => ({
  list,
  key,
  label: { id: 'Nilai uji', en: 'Test value' },
  confirmed: false,
  validFrom: '2026-06-01',
  ...change,
});

/** Dated values that their owner states, and by which every member judges. */
export function referenceValues(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/reference-values';
  const set = async (agency: Agency, body: Body): Promise<ShownFact> => {
    const value = await client().accepted(agency, path, body);
    await arrives(given(), value, agencies);
    return value;
  };
  const takeBack = async ({ issuer, factId, version }: ShownFact): Promise<void> => {
    const gone = await client().accepted(issuer, `/api/facts/reference-value/${factId}/retract`, { reason: 'MISTAKE' }, { version });
    await arrives(given(), gone, agencies);
  };

  it.each(agencies)('%s sets, changes and ends a desk of its own: all hear it', async (agency) => {
    const value = await set(agency, aValue('UNIT', `${agency.toUpperCase()}_ARCHIVE`));
    expect([value.subjectRef, value.event]).toEqual([null, 'reference-value-set.v1']);
    const changed = await revises(client(), agency, { path: `${path}/${value.factId}/change`, body: { confirmed: true }, version: '1' });
    expect(changed.body).toMatchObject({ confirmed: true });
    const ended = await revises(client(), agency, { path: `${path}/${value.factId}/end`, body: { validTo: '2026-12-31' }, version: '2' });
    await arrives(given(), ended, agencies);
    const again = client().outcome(agency, `${path}/${value.factId}/end`, { validTo: '2027-12-31' }, { version: '3' });
    expect(await again).toBe('409 reference.has-ended');
  });

  it.each<[string, Agency, Body, string]>([
    ['a setting that does not exist', 'imigrasi', aValue('SETTING', 'no-such.setting', { value: '1' }), '400 reference.key-unknown'],
    ['a setting of another member', 'polres', aValue('SETTING', 'closure.leave-days', { value: '3' }), '409 reference.key-of-another'],
    ['words for a number', 'imigrasi', aValue('SETTING', 'closure.leave-days', { value: 'three' }), '400 reference.value-unfitting'],
    ['a number for yes', 'imigrasi', aValue('SETTING', 'calendar.joint-leave-works', { value: '1' }), '400 reference.value-unfitting'],
    ['no value', 'imigrasi', aValue('SETTING', 'closure.leave-days'), '400 reference.value-unfitting'],
    ['a list that does not exist', 'imigrasi', aValue('HOROSCOPE', 'LEO'), '400 request.invalid'],
    ['one language', 'imigrasi', aValue('TOPIC', 'ENERGY', { label: { id: 'Energi' } }), '400 request.invalid'],
    ['a day that is none', 'imigrasi', aValue('HOLIDAY', '2026-02-30'), '400 reference.key-unknown'],
    ['days in the wrong order', 'imigrasi', aValue('TOPIC', 'ENERGY', { validTo: '2026-05-31' }), '400 contract.broken'],
  ])('with %s nothing is set', async (_, agency, body, wanted) => {
    expect(await client().outcome(agency, path, body)).toBe(wanted);
  });

  it('a setting overrides the file from its day on, for who reads it, and not any more when it is taken back', async () => {
    const { subjectRef } = await aResident(given());
    const recommend = (change: Body = {}): Promise<string> =>
      client().outcome('kemenag', '/api/religious-recommendations', aRecommendation(subjectRef, { validTo: '2029-06-01', ...change }));
    expect(await recommend()).toBe('409 recommendation.step-too-long');
    const value = await set('kemenag', aValue('SETTING', 'religious-stay.step-years', { value: '3' }));
    const twice = await client().post('kemenag', path, aValue('SETTING', 'religious-stay.step-years', { value: '4' }));
    expect([twice.code, twice.body.factId]).toEqual(['reference.already-set', value.factId]);
    expect(await recommend({ validFrom: '2026-05-31', validTo: '2029-05-31' })).toBe('409 recommendation.step-too-long');
    expect(await recommend()).toBe('201');
    await takeBack(value);
    expect(await recommend()).toBe('409 recommendation.step-too-long');
  });

  it('a position and a rule that imigrasi states are in their lists everywhere, with their names, until they are taken back', async () => {
    const { subjectRef } = await aResident(given());
    const approve = (): Promise<string> =>
      client().outcome('disnaker', '/api/work-plans', aWorkPlan({ positions: [{ positionCode: 'DRONE_PILOT', count: 1 }] }));
    const report = (): Promise<string> => client().outcome('polres', '/api/violations', aReport(subjectRef, { ruleCode: 'DRONE_NOISE' }));
    expect([await approve(), await report()]).toEqual(['400 request.invalid', '400 request.invalid']);
    const position = await set('imigrasi', aValue('POSITION', 'DRONE_PILOT'));
    const rule = await set('imigrasi', aValue('VIOLATION_RULE', 'DRONE_NOISE', { value: 'polres' }));
    await eventually(approve, '201');
    await eventually(report, '201');
    await takeBack(position);
    await takeBack(rule);
    await eventually(approve, '400 request.invalid');
    await eventually(report, '400 request.invalid');
  });

  it('a holiday and a setting of imigrasi count at every member that they reach', async () => {
    const asked = async (): Promise<unknown> => {
      const question = {
        askedOf: 'dinkes',
        aboutKind: 'practice-permit',
        organisationKey: 'nib:9000000000044',
        questionCode: 'PLEASE_CHECK',
      };
      return (await client().accepted('kesbangpol', '/api/record-queries', question)).body['dueOn'];
    };
    const { factId } = await client().accepted('disnaker', '/api/work-plans', aWorkPlan({ validTo: '2026-07-27' }));
    const filed = (): Promise<string> =>
      client().outcome('disnaker', `/api/work-plans/${factId}/file-renewal`, { renewalFiledOn: '2026-06-15' }, { version: '1' });
    // 30 working days before Monday 27 July are Monday 15 June without, and Friday 12 June with the holiday of 16 June.
    expect([await asked(), await filed()]).toEqual(['2026-06-19', '409 work-plan.filed-too-late']);
    const working = await set('imigrasi', aValue('HOLIDAY', '2026-06-16', { value: 'WORKING_DAY' }));
    expect([await asked(), await filed()]).toEqual(['2026-06-18', '200']);
    const days = await set('imigrasi', aValue('SETTING', 'query.answer-days', { value: '1' }));
    expect(await asked()).toBe('2026-06-16');
    await takeBack(days);
    await takeBack(working);
    expect(await asked()).toBe('2026-06-19');
  });
}
