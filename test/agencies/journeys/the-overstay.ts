import type { Agency } from '@timpora/contracts';

import { eventually } from '../../eventually.js';
import type { ShownFact } from '../agency-client.js';
import type { MovedTime } from '../moved-time.js';
import { anAddress, aRegistration } from '../residents.js';

const lastDay = '2027-03-10';
const enforcers = ['disnaker', 'polres', 'kesbangpol'] as const;

/** One permit ends and nobody applies: three alerts of one story, day 1, 60 and 61. Another holder had left, which is told late. */
export function theOverstay(given: () => MovedTime): void {
  let permit: ShownFact;
  let gone: ShownFact;

  const client = () => given().x.client;
  const onAlert = async (rule: string, verb: string, body?: object): Promise<ShownFact> => {
    const { factId, version } = await given().alert('imigrasi', permit, rule);
    return given().accepted('imigrasi', `/api/alerts/${factId}/${verb}`, body, version);
  };
  const advice = async (rule: string): Promise<string> => {
    const { factId } = await given().alert('imigrasi', permit, rule);
    return (await client().get<{ advice: { en: string } }>('imigrasi', `/api/alerts/imigrasi/${factId}/advice`)).body.advice.en;
  };
  const onPermit = async (verb: string, body: object): Promise<ShownFact> =>
    given().accepted('imigrasi', `/api/stay-permits/${gone.factId}/${verb}`, body, (await given().current(gone)).version);
  const told = async (agency: Agency, { subjectRef }: ShownFact): Promise<unknown[]> =>
    given().x.query(
      agency,
      `select body - 'subjectRef' - 'about' as body from fact where kind = 'enforcement-alert' and subject_ref = $1`,
      [subjectRef],
    );
  const kindsAt = async (agency: Agency): Promise<readonly string[]> => {
    const rows = await given().x.query<{ kind: string }>(agency, 'select distinct kind from fact where subject_ref = $1 order by kind', [
      permit.subjectRef,
    ]);
    return rows.map(({ kind }) => kind);
  };

  it('begins on the day after the last one, and is an alert at eight', async () => {
    given().comes(`${lastDay}T12:00:00`);
    [permit, gone] = [await given().permitted(lastDay), await given().permitted(lastDay)];
    await eventually(() => client().outcome('dukcapil', '/api/registrations', aRegistration(permit.subjectRef)), '201');
    await given().accepted('dukcapil', '/api/residences', anAddress(permit.subjectRef));
    await eventually(async () => (await kindsAt('imigrasi')).includes('residence'), true);
    given().comes('2027-03-11T00:05:00');
    await eventually(async () => (await given().current(permit)).body['state'], 'EXPIRED');
    await given().isLookedAt('imigrasi');
    expect(await given().alertsOf('imigrasi', permit)).toEqual([]);
    given().comes('2027-03-11T08:00:00');
    for (const each of [permit, gone]) await given().raises('imigrasi', each, 'AL-01 RAISED');
    expect((await given().alert('imigrasi', permit, 'AL-01')).body).toMatchObject({ dueOn: '2027-03-16', level: 0, urgency: 'SOON' });
  });

  it('goes one level up when nobody has looked for three working days; then somebody takes it', async () => {
    given().comes('2027-03-16T23:50:00');
    await given().raises('imigrasi', permit, 'AL-01 RAISED');
    given().comes('2027-03-17T00:05:00');
    await given().raises('imigrasi', permit, 'AL-01 ESCALATED');
    expect(await given().alert('imigrasi', permit, 'AL-01')).toMatchObject({
      event: 'alert-escalated.v1',
      body: { level: 1, dueOn: '2027-03-22' },
    });
    await onAlert('AL-01', 'acknowledge');
    const { body } = await onAlert('AL-01', 'assign', { unit: 'SUPERVISION' });
    expect(body).toMatchObject({ state: 'ASSIGNED', unit: 'SUPERVISION', dueOn: '2027-03-22' });
  });

  it('is still the first alert on day 59, which went to the chair of the team meanwhile', async () => {
    given().comes('2027-05-08T09:00:00');
    await given().raises('imigrasi', permit, 'AL-01 ESCALATED');
    expect((await given().alert('imigrasi', permit, 'AL-01')).body['level']).toBe(2);
    expect(await advice('AL-01')).toContain('10 March 2027, 59 days ago');
  });

  it('is neither on day 60, of which the act says nothing', async () => {
    given().comes('2027-05-09T00:05:00');
    await given().raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-03 RAISED');
    expect(await advice('AL-03')).toContain('The act is silent on this day');
    for (const agency of enforcers) expect(await told(agency, permit)).toEqual([]);
  });

  it('is urgent on day 61: enforcement members hear where, how urgent and by when, and no evidence', async () => {
    given().comes('2027-05-10T00:05:00');
    const stages = ['AL-01 WITHDRAWN NEXT_STAGE', 'AL-02 RAISED', 'AL-03 WITHDRAWN NEXT_STAGE'];
    for (const each of [permit, gone]) await given().raises('imigrasi', each, ...stages);
    const asked = { ruleId: 'AL-02', urgency: 'URGENT', dueOn: '2027-05-11', ask: 'VERIFY_PRESENCE', state: 'OPEN' };
    for (const agency of enforcers)
      await eventually(() => told(agency, permit), [{ body: { ...asked, district: '36.04.05', areaKind: 'HOME' } }]);
  });

  it('of somebody who had left and is told late is withdrawn, and goes on when that person is back', async () => {
    given().comes('2027-05-12T09:00:00');
    const stages = (beyond: string): readonly string[] => ['AL-01 WITHDRAWN NEXT_STAGE', beyond, 'AL-03 WITHDRAWN NEXT_STAGE'];
    await onPermit('depart', { departedOn: '2027-05-07' });
    await given().raises('imigrasi', gone, ...stages('AL-02 WITHDRAWN CONDITION_GONE'));
    expect((await given().alert('imigrasi', gone, 'AL-02')).body['closeFact']).toMatchObject({ factId: gone.factId });
    await eventually(async () => (await told('polres', gone)).length, 1);
    await onPermit('return', { returnedOn: '2027-05-12' });
    await given().raises('imigrasi', gone, ...stages('AL-02 RAISED'));
    expect((await given().alert('imigrasi', gone, 'AL-02')).body['conditionSince']).toBe('2027-05-10');
    await onPermit('depart', { departedOn: '2027-05-12' });
    await onPermit('close', { closureKind: 'ABROAD', closedOn: '2027-05-12' });
    await given().raises('imigrasi', gone, ...stages('AL-02 WITHDRAWN CONDITION_GONE'));
    const withdrawn = { state: 'WITHDRAWN', closeReason: 'CONDITION_GONE' };
    await eventually(async () => {
      const [row] = (await told('polres', gone)) as { body: typeof withdrawn }[];
      return row && { state: row.body.state, closeReason: row.body.closeReason };
    }, withdrawn);
  });

  it('is resolved by people, and closed for those who were asked', async () => {
    given().comes('2027-05-14T09:00:00');
    await eventually(async () => (await given().alert('imigrasi', permit, 'AL-02')).body['level'], 2);
    await onAlert('AL-02', 'resolve', { outcome: 'CONFIRMED' });
    for (const agency of enforcers)
      await eventually(
        async () =>
          ((await told(agency, permit)) as { body: Record<string, unknown> }[]).map(({ body }) => [body['state'], body['closeReason']]),
        [['CLOSED', 'CONFIRMED']],
      );
  });

  it('is at the end three alerts at imigrasi, an ended permit for who may know it, and nothing that a rule imposed', async () => {
    const atImigrasi = ['alert', 'enforcement-alert', 'foreign-national', 'resident', 'residence', 'stay-permit'];
    expect(await kindsAt('imigrasi')).toEqual(atImigrasi.sort());
    expect((await given().current(permit)).body['state']).toBe('EXPIRED');
    const permitAt: Partial<Record<Agency, readonly string[]>> = {
      dukcapil: ['foreign-national', 'residence', 'resident', 'stay-permit'],
      disnaker: ['enforcement-alert', 'residence', 'resident', 'stay-permit'],
      polres: ['enforcement-alert', 'residence', 'resident', 'stay-permit'],
      kesbangpol: ['enforcement-alert', 'residence', 'stay-permit'],
    };
    for (const [agency, kinds] of Object.entries(permitAt)) {
      await eventually(() => kindsAt(agency as Agency), kinds);
      expect((await given().current(permit, agency as Agency)).body).toMatchObject({ state: 'EXPIRED', validTo: lastDay });
    }
    for (const agency of ['disdik', 'dinkes', 'kemenag'] as const) expect(await kindsAt(agency)).toEqual(['residence']);
    expect(await kindsAt('dpmptsp')).toEqual([]);
  });
}
