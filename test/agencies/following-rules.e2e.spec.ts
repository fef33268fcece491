import { runAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { agencies, IdentityLinksMerged, type Agency } from '@timpora/contracts';
import { ownCaller, UnitOfWork } from '@timpora/exchange';
import { ImigrasiModule } from '@timpora/imigrasi';

import { eventually } from '../eventually.js';
import { aRunningExchange } from './a-running-exchange.js';
import { theOverstay } from './journeys/the-overstay.js';
import { MovedTime } from './moved-time.js';
import { aChangeReport, aDeparture, anAddress, anApplication, anEmployment, aPermit, aRegistration, aWorkPlan } from './residents.js';
import { theSamePersonTwice } from './rules/the-same-person-twice.js';
import { whatHoldsAlertsBack } from './rules/what-holds-alerts-back.js';

// Eight services share few processors with other tests.
import.meta.jest.setTimeout(180_000);

/** One exchange for all: days come in the order of these tests. */
let time: MovedTime;
const given = (): MovedTime => time;

beforeAll(async () => {
  time = new MovedTime(await aRunningExchange(agencies, { TIMPORA_FULL_STATEMENT_MS: '5000' }));
}, 180_000);
afterAll(async () => {
  await time.second?.stop();
  await time.x.stop();
}, 60_000);

/** Facts, days and officers make alerts: at real services, with domain time that is moved on. */
describe('the rules', () => {
  it('find an overstay on the day after, once it has settled; a payment in time that is recorded late withdraws it', async () => {
    const permit = await time.permitted('2026-06-16');
    await time.isLookedAt('imigrasi');
    time.comes('2026-06-17T07:59:00');
    await eventually(async () => (await time.current(permit)).body['state'], 'EXPIRED');
    await time.isLookedAt('imigrasi');
    expect(await time.alertsOf('imigrasi', permit)).toEqual([]);
    time.comes('2026-06-17T08:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    const [alert] = await time.rowsOf('imigrasi', permit);
    const { body } = await time.x.client.get<{ advice: { en: string; id: string } }>(
      'imigrasi',
      `/api/alerts/imigrasi/${alert?.fact_id}/advice`,
    );
    expect(body.advice).toMatchObject({
      en: expect.stringContaining('ended on 16 June 2026, 1 days ago') as string,
      id: expect.stringContaining('berakhir 16 Juni 2026, 1 hari yang lalu') as string,
    });
    const filed = await time.accepted('imigrasi', '/api/permit-applications', {
      ...anApplication(permit.subjectRef, { applicationKind: 'EXTENSION', permitFact: { kind: 'stay-permit', factId: permit.factId } }),
      visitPermitEndsOn: undefined,
      filedOn: '2026-06-15',
    });
    await time.accepted('imigrasi', `/api/permit-applications/${filed.factId}/pay`, { paidOn: '2026-06-16' }, filed.version);
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN CONDITION_GONE');
  });

  it('withdraw when a permit that was extended in time is told so late; and find it again when it ends once more', async () => {
    const permit = await time.permitted('2026-06-18');
    time.comes('2026-06-19T09:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    // Its timer says so at its own time, before the alert or after.
    await eventually(async () => (await time.current(permit)).body['state'], 'EXPIRED');
    const { version } = await time.current(permit);
    await time.accepted(
      'imigrasi',
      `/api/stay-permits/${permit.factId}/extend`,
      { validTo: '2026-06-25', extendedOn: '2026-06-18' },
      version,
    );
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN CONDITION_GONE');
    time.comes('2026-06-26T09:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    expect(await time.rowsOf('imigrasi', permit)).toEqual([expect.objectContaining({ version: '3' })]);
  });

  it('keep what an officer resolved so, whatever day comes', async () => {
    const permit = await time.permitted('2026-06-26');
    time.comes('2026-06-27T09:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    const [alert] = await time.rowsOf('imigrasi', permit);
    await time.accepted('imigrasi', `/api/alerts/${alert?.fact_id}/resolve`, { outcome: 'UNFOUNDED' }, '1');
    await time.x.query('imigrasi', `insert into due (key, kind) values ($1, 'stay-permit')`, [permit.subjectRef]);
    await time.isLookedAt('imigrasi');
    expect(await time.alertsOf('imigrasi', permit)).toEqual(['AL-01 RESOLVED UNFOUNDED']);
  });

  it('raise once at two instances, whichever sees which cause', async () => {
    time.second = await runAgency(ImigrasiModule, settingsFrom(time.x.environments.imigrasi, 'imigrasi'));
    time.comes('2026-06-28T09:00:00');
    const permits = await Promise.all(Array.from({ length: 12 }, () => time.permitted('2026-06-28')));
    time.comes('2026-06-29T09:00:00');
    for (const permit of permits) await time.raises('imigrasi', permit, 'AL-01 RAISED');
    expect(
      new Set((await Promise.all(permits.map((permit) => time.rowsOf('imigrasi', permit)))).flat().map(({ version }) => version)),
    ).toEqual(new Set(['1']));
    await time.second.stop();
    time.second = null;
  });

  it('look at two references of one person as at one, once officers have decided so', async () => {
    const permit = await time.permitted('2026-06-29');
    const { subjectRef } = await time.identified();
    const days = { issuedOn: '2026-06-29', validFrom: '2026-06-29', validTo: '2026-12-31' };
    await time.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    time.comes('2026-06-30T09:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    const link = {
      keptRef: permit.subjectRef,
      mergedRefs: [subjectRef],
      decidedOn: '2026-06-30',
      basis: 'DOCUMENTS',
      reviewersCount: 2,
    } as const;
    await time.x
      .does('imigrasi', UnitOfWork<'imigrasi'>)
      .run(ownCaller('test'), (tx) => tx.state(IdentityLinksMerged, { ...link, mergedRefs: [...link.mergedRefs] }));
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN FACT_CORRECTED');
  });

  it('tell an overstay of more than 60 days to disnaker, polres and kesbangpol, and to nobody else', async () => {
    const permit = await time.permitted('2026-06-30');
    // Once the permit has arrived there.
    await eventually(() => time.x.client.outcome('dukcapil', '/api/registrations', aRegistration(permit.subjectRef)), '201');
    await time.accepted('dukcapil', '/api/residences', anAddress(permit.subjectRef));
    await eventually(
      async () =>
        (await time.x.query('imigrasi', `select 1 from fact where kind = 'residence' and subject_ref = $1`, [permit.subjectRef])).length,
      1,
    );
    time.comes('2026-07-01T09:00:00');
    await time.raises('imigrasi', permit, 'AL-01 RAISED');
    time.comes('2026-08-29T00:10:00');
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-03 RAISED');
    time.comes('2026-08-30T00:10:00');
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-02 RAISED', 'AL-03 WITHDRAWN NEXT_STAGE');
    const [told] = await time.rowsOf('imigrasi', permit, 'enforcement-alert');
    const shown = { kind: 'enforcement-alert', issuer: 'imigrasi' as const, factId: told?.fact_id ?? '' };
    const known = (version: string): Record<string, string> => ({
      imigrasi: version,
      disnaker: version,
      polres: version,
      kesbangpol: version,
    });
    await eventually(() => time.x.client.holders(shown), known('1'));
    expect((await time.x.client.get('polres', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`)).body.body).toMatchObject({
      ...{ ruleId: 'AL-02', subjectRef: permit.subjectRef, urgency: 'URGENT', ask: 'VERIFY_PRESENCE', state: 'OPEN' },
      ...{ district: '36.04.05', areaKind: 'HOME' },
    });
    const alert = (await time.rowsOf('imigrasi', permit)).find(({ rule }) => rule === 'AL-02');
    await time.accepted('imigrasi', `/api/alerts/${alert?.fact_id}/assign`, { unit: 'SUPERVISION' }, '1');
    const assigned = (await time.x.client.get('imigrasi', `/api/facts/alert/imigrasi/${alert?.fact_id}`)).body;
    await eventually(async () => {
      const { body } = await time.x.client.get('kesbangpol', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`);
      return [body.body['state'], body.body['dueOn'] === assigned.body['dueOn']];
    }, ['OPEN', true]);
    await time.accepted('imigrasi', '/api/final-departures', aDeparture(permit.subjectRef, { departedOn: '2026-08-30' }));
    await time.raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-02 WITHDRAWN CONDITION_GONE', 'AL-03 WITHDRAWN NEXT_STAGE');
    await eventually(async () => {
      const { body } = await time.x.client.get('polres', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`);
      return [body.body['state'], body.body['closeReason']];
    }, ['WITHDRAWN', 'CONDITION_GONE']);
  });

  it('of dukcapil find a missing paper only while imigrasi is heard, and imigrasi hears of it', async () => {
    time.comes('2026-09-01T09:00:00');
    const { subjectRef } = await time.identified();
    const days = { issuedOn: '2026-09-01', validFrom: '2026-09-01', validTo: '2027-08-31' };
    const permit = await time.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    await time.accepted(
      'imigrasi',
      '/api/change-reports',
      aChangeReport(subjectRef, { reportedOn: '2026-09-01', effectiveOn: '2026-09-01' }),
    );
    await eventually(async () => (await time.x.query('dukcapil', 'select kind from fact where subject_ref = $1', [subjectRef])).length, 3);
    await time.isLookedAt('dukcapil');
    time.comes('2026-09-16T09:00:00');
    await time.isLookedAt('dukcapil');
    expect(await time.alertsOf('dukcapil', permit)).toEqual([]);
    time.comes('2026-09-17T09:00:00');
    // What was said before that day is no news: the alert waits until imigrasi is heard again.
    await time.hearsAgain('dukcapil', 'imigrasi');
    time.comes('2026-09-17T09:15:00');
    await time.raises('dukcapil', permit, 'AL-12 RAISED');
    await time.raises('imigrasi', permit, 'AL-12 RAISED');
    expect((await time.x.query('polres', `select 1 from fact where kind = 'alert' and issuer = 'dukcapil'`)).length).toBe(0);
    await time.x.client.accepted(
      'imigrasi',
      `/api/stay-permits/${permit.factId}/depart`,
      { departedOn: '2026-09-17' },
      { version: permit.version },
    );
    await time.raises('dukcapil', permit, 'AL-12 WITHDRAWN CONDITION_GONE');
  });

  it('of disnaker find work without an approval of the employer; an approval that is recorded late withdraws it everywhere', async () => {
    time.comes('2026-10-01T09:00:00');
    const organisationKey = 'nib:9000000000777';
    const { subjectRef } = await time.identified();
    const days = { issuedOn: '2026-10-01', validFrom: '2026-10-01', validTo: '2027-09-30' };
    await time.accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    await eventually(async () => (await time.x.query('disnaker', 'select 1 from fact where subject_ref = $1', [subjectRef])).length, 1);
    const work = { organisationKey, startedOn: '2026-10-01', reportedOn: '2026-10-01' };
    const employment = await time.accepted('disnaker', '/api/employments', anEmployment(subjectRef, work));
    await time.isLookedAt('disnaker');
    time.comes('2026-10-03T09:00:00');
    await time.hearsAgain('disnaker', 'imigrasi', 'disdik');
    time.comes('2026-10-03T09:15:00');
    await time.raises('disnaker', employment, 'AL-06 RAISED');
    const told = async (agency: Agency): Promise<unknown[]> =>
      time.x.query(
        agency,
        `select body->>'state' as state, body->>'district' as district, subject_ref from fact where kind = 'enforcement-alert' and body->>'organisationKey' = $1`,
        [organisationKey],
      );
    await eventually(() => told('polres'), [{ state: 'OPEN', district: '36.04.05', subject_ref: null }]);
    const approval = { organisationKey, validFrom: '2026-09-20', validTo: '2027-09-19' };
    await time.accepted('disnaker', '/api/work-plans', aWorkPlan(approval));
    await time.raises('disnaker', employment, 'AL-06 WITHDRAWN CONDITION_GONE');
    await eventually(() => told('kesbangpol'), [{ state: 'WITHDRAWN', district: '36.04.05', subject_ref: null }]);
    expect(await told('dukcapil')).toEqual([]);
  });
});

describe('the same person twice', () => theSamePersonTwice(given));
describe('what holds alerts back', () => whatHoldsAlertsBack(given));
describe('an overstay to day 61', () => theOverstay(given));
