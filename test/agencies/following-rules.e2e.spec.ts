import { runAgency, type RunningAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { agencies, IdentityLinksMerged, type Agency } from '@timpora/contracts';
import { Clock, ownCaller, UnitOfWork } from '@timpora/exchange';
import { ImigrasiModule } from '@timpora/imigrasi';

import { eventually } from '../eventually.js';
import { aRunningExchange, type RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import {
  aChangeReport,
  aDeparture,
  anAddress,
  anApplication,
  anEmployment,
  aPermit,
  aPerson,
  aRegistration,
  aWorkPlan,
} from './residents.js';

// Eight services share few processors with other tests.
import.meta.jest.setTimeout(180_000);

/** Facts, days and officers make alerts: at real services, with domain time that is moved on. */
describe('the rules', () => {
  let x: RunningExchange;
  let second: RunningAgency | null = null;

  beforeAll(async () => {
    x = await aRunningExchange();
  }, 180_000);
  afterAll(async () => {
    await second?.stop();
    await x.stop();
  }, 60_000);

  /** It is then at every agency, Jakarta time. Days only go forward. */
  const comes = (at: string): void => {
    for (const agency of agencies) x.does(agency, Clock).moveTo(`${at}+07:00`);
    second?.app.get(Clock).moveTo(`${at}+07:00`);
  };
  const accepted = (agency: Agency, path: string, body: unknown, version?: string): Promise<ShownFact> =>
    x.client.accepted(agency, path, body, version === undefined ? {} : { version });
  const permitted = async (validTo: string): Promise<ShownFact> => {
    const { subjectRef } = await accepted('imigrasi', '/api/foreign-nationals', aPerson());
    return accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, { validTo }));
  };
  interface Row {
    readonly rule: string;
    readonly state: string;
    readonly reason: string | null;
    readonly version: string;
    readonly fact_id: string;
  }
  const rowsOf = (agency: Agency, { subjectRef }: ShownFact, kind = 'alert'): Promise<Row[]> =>
    x.query<Row>(
      agency,
      `select body->>'ruleId' as rule, body->>'state' as state, body->>'closeReason' as reason, version, fact_id from fact
        where kind = $2 and subject_ref = $1 order by body->>'ruleId'`,
      [subjectRef, kind],
    );
  /** The alerts about a resident: `AL-01 RAISED`. */
  const alertsOf = async (agency: Agency, fact: ShownFact): Promise<readonly string[]> =>
    (await rowsOf(agency, fact)).map(({ rule, state, reason }) => [rule, state, reason].filter(Boolean).join(' '));
  const raises = (agency: Agency, fact: ShownFact, ...wanted: readonly string[]): Promise<void> =>
    eventually(() => alertsOf(agency, fact), wanted, 60_000);
  const isLookedAt = (agency: Agency): Promise<void> => eventually(() => x.query(agency, 'select 1 from due'), [], 60_000);
  /** What was said before domain time was moved on is no news. */
  const hearsAgain = async (agency: Agency, ...owners: readonly Agency[]): Promise<void> => {
    const clock = x.does(agency, Clock);
    const moved = clock.domainMs();
    const isHeard = async (): Promise<boolean> => {
      const rows = await x.query<{ heard_at: Date }>(agency, 'select heard_at from member_statement where member = any ($1)', [owners]);
      return rows.length === owners.length && rows.every(({ heard_at }) => clock.domainMsOf(heard_at.getTime()) > moved);
    };
    await eventually(isHeard, true, 60_000);
  };
  const current = async (fact: ShownFact): Promise<ShownFact> =>
    (await x.client.get('imigrasi', `/api/facts/${fact.kind}/imigrasi/${fact.factId}`)).body;

  it('find an overstay on the day after, once it has settled; a payment in time that is recorded late withdraws it', async () => {
    const permit = await permitted('2026-06-16');
    await isLookedAt('imigrasi');
    comes('2026-06-17T07:59:00');
    await eventually(async () => (await current(permit)).body['state'], 'EXPIRED');
    await isLookedAt('imigrasi');
    expect(await alertsOf('imigrasi', permit)).toEqual([]);
    comes('2026-06-17T08:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    const [alert] = await rowsOf('imigrasi', permit);
    const { body } = await x.client.get<{ advice: { en: string; id: string } }>(
      'imigrasi',
      `/api/alerts/imigrasi/${alert?.fact_id}/advice`,
    );
    expect(body.advice).toMatchObject({
      en: expect.stringContaining('ended on 16 June 2026, 1 days ago') as string,
      id: expect.stringContaining('berakhir 16 Juni 2026, 1 hari yang lalu') as string,
    });
    const filed = await accepted('imigrasi', '/api/permit-applications', {
      ...anApplication(permit.subjectRef, { applicationKind: 'EXTENSION', permitFact: { kind: 'stay-permit', factId: permit.factId } }),
      visitPermitEndsOn: undefined,
      filedOn: '2026-06-15',
    });
    await accepted('imigrasi', `/api/permit-applications/${filed.factId}/pay`, { paidOn: '2026-06-16' }, filed.version);
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN CONDITION_GONE');
  });

  it('withdraw when a permit that was extended in time is told so late; and find it again when it ends once more', async () => {
    const permit = await permitted('2026-06-18');
    comes('2026-06-19T09:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    const { version } = await current(permit);
    await accepted('imigrasi', `/api/stay-permits/${permit.factId}/extend`, { validTo: '2026-06-25', extendedOn: '2026-06-18' }, version);
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN CONDITION_GONE');
    comes('2026-06-26T09:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    expect(await rowsOf('imigrasi', permit)).toEqual([expect.objectContaining({ version: '3' })]);
  });

  it('keep what an officer resolved so, whatever day comes', async () => {
    const permit = await permitted('2026-06-26');
    comes('2026-06-27T09:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    const [alert] = await rowsOf('imigrasi', permit);
    await accepted('imigrasi', `/api/alerts/${alert?.fact_id}/resolve`, { outcome: 'UNFOUNDED' }, '1');
    await x.query('imigrasi', `insert into due (key, kind) values ($1, 'stay-permit')`, [permit.subjectRef]);
    await isLookedAt('imigrasi');
    expect(await alertsOf('imigrasi', permit)).toEqual(['AL-01 RESOLVED UNFOUNDED']);
  });

  it('raise once at two instances, whichever sees which cause', async () => {
    second = await runAgency(ImigrasiModule, settingsFrom(x.environments.imigrasi, 'imigrasi'));
    comes('2026-06-28T09:00:00');
    const permits = await Promise.all(Array.from({ length: 12 }, () => permitted('2026-06-28')));
    comes('2026-06-29T09:00:00');
    for (const permit of permits) await raises('imigrasi', permit, 'AL-01 RAISED');
    expect(new Set((await Promise.all(permits.map((permit) => rowsOf('imigrasi', permit)))).flat().map(({ version }) => version))).toEqual(
      new Set(['1']),
    );
    await second.stop();
    second = null;
  });

  it('look at two references of one person as at one, once officers have decided so', async () => {
    const permit = await permitted('2026-06-29');
    const { subjectRef } = await accepted('imigrasi', '/api/foreign-nationals', aPerson());
    const days = { issuedOn: '2026-06-29', validFrom: '2026-06-29', validTo: '2026-12-31' };
    await accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    comes('2026-06-30T09:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    const link = {
      keptRef: permit.subjectRef,
      mergedRefs: [subjectRef],
      decidedOn: '2026-06-30',
      basis: 'DOCUMENTS',
      reviewersCount: 2,
    } as const;
    await x
      .does('imigrasi', UnitOfWork<'imigrasi'>)
      .run(ownCaller('test'), (tx) => tx.state(IdentityLinksMerged, { ...link, mergedRefs: [...link.mergedRefs] }));
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN CONDITION_GONE');
  });

  it('tell an overstay of more than 60 days to disnaker, polres and kesbangpol, and to nobody else', async () => {
    const permit = await permitted('2026-06-30');
    // Once the permit has arrived there.
    await eventually(() => x.client.outcome('dukcapil', '/api/registrations', aRegistration(permit.subjectRef)), '201');
    await accepted('dukcapil', '/api/residences', anAddress(permit.subjectRef));
    await eventually(
      async () =>
        (await x.query('imigrasi', `select 1 from fact where kind = 'residence' and subject_ref = $1`, [permit.subjectRef])).length,
      1,
    );
    comes('2026-07-01T09:00:00');
    await raises('imigrasi', permit, 'AL-01 RAISED');
    comes('2026-08-29T00:10:00');
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-03 RAISED');
    comes('2026-08-30T00:10:00');
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-02 RAISED', 'AL-03 WITHDRAWN NEXT_STAGE');
    const [told] = await rowsOf('imigrasi', permit, 'enforcement-alert');
    const shown = { kind: 'enforcement-alert', issuer: 'imigrasi' as const, factId: told?.fact_id ?? '' };
    const known = (version: string): Record<string, string> => ({
      imigrasi: version,
      disnaker: version,
      polres: version,
      kesbangpol: version,
    });
    await eventually(() => x.client.holders(shown), known('1'));
    expect((await x.client.get('polres', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`)).body.body).toMatchObject({
      ...{ ruleId: 'AL-02', subjectRef: permit.subjectRef, urgency: 'URGENT', ask: 'VERIFY_PRESENCE', state: 'OPEN' },
      ...{ district: '36.04.05', areaKind: 'HOME' },
    });
    const alert = (await rowsOf('imigrasi', permit)).find(({ rule }) => rule === 'AL-02');
    await accepted('imigrasi', `/api/alerts/${alert?.fact_id}/assign`, { unit: 'SUPERVISION' }, '1');
    const assigned = (await x.client.get('imigrasi', `/api/facts/alert/imigrasi/${alert?.fact_id}`)).body;
    await eventually(async () => {
      const { body } = await x.client.get('kesbangpol', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`);
      return [body.body['state'], body.body['dueOn'] === assigned.body['dueOn']];
    }, ['OPEN', true]);
    await accepted('imigrasi', '/api/final-departures', aDeparture(permit.subjectRef, { departedOn: '2026-08-30' }));
    await raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-02 WITHDRAWN CONDITION_GONE', 'AL-03 WITHDRAWN NEXT_STAGE');
    await eventually(async () => {
      const { body } = await x.client.get('polres', `/api/facts/enforcement-alert/imigrasi/${shown.factId}`);
      return [body.body['state'], body.body['closeReason']];
    }, ['WITHDRAWN', 'CONDITION_GONE']);
  });

  it('of dukcapil find a missing paper only while imigrasi is heard, and imigrasi hears of it', async () => {
    comes('2026-09-01T09:00:00');
    const { subjectRef } = await accepted('imigrasi', '/api/foreign-nationals', aPerson());
    const days = { issuedOn: '2026-09-01', validFrom: '2026-09-01', validTo: '2027-08-31' };
    const permit = await accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    await accepted('imigrasi', '/api/change-reports', aChangeReport(subjectRef, { reportedOn: '2026-09-01', effectiveOn: '2026-09-01' }));
    await eventually(async () => (await x.query('dukcapil', 'select kind from fact where subject_ref = $1', [subjectRef])).length, 3);
    await isLookedAt('dukcapil');
    comes('2026-09-16T09:00:00');
    await isLookedAt('dukcapil');
    expect(await alertsOf('dukcapil', permit)).toEqual([]);
    comes('2026-09-17T09:00:00');
    // What was said before that day is no news: the alert waits until imigrasi is heard again.
    await hearsAgain('dukcapil', 'imigrasi');
    comes('2026-09-17T09:15:00');
    await raises('dukcapil', permit, 'AL-12 RAISED');
    await raises('imigrasi', permit, 'AL-12 RAISED');
    expect((await x.query('polres', `select 1 from fact where kind = 'alert' and issuer = 'dukcapil'`)).length).toBe(0);
    await x.client.accepted(
      'imigrasi',
      `/api/stay-permits/${permit.factId}/depart`,
      { departedOn: '2026-09-17' },
      { version: permit.version },
    );
    await raises('dukcapil', permit, 'AL-12 WITHDRAWN CONDITION_GONE');
  });

  it('of disnaker find work without an approval of the employer; an approval that is recorded late withdraws it everywhere', async () => {
    comes('2026-10-01T09:00:00');
    const organisationKey = 'nib:9000000000777';
    const { subjectRef } = await accepted('imigrasi', '/api/foreign-nationals', aPerson());
    const days = { issuedOn: '2026-10-01', validFrom: '2026-10-01', validTo: '2027-09-30' };
    await accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    await eventually(async () => (await x.query('disnaker', 'select 1 from fact where subject_ref = $1', [subjectRef])).length, 1);
    const work = { organisationKey, startedOn: '2026-10-01', reportedOn: '2026-10-01' };
    const employment = await accepted('disnaker', '/api/employments', anEmployment(subjectRef, work));
    await isLookedAt('disnaker');
    comes('2026-10-03T09:00:00');
    await hearsAgain('disnaker', 'imigrasi', 'disdik');
    comes('2026-10-03T09:15:00');
    await raises('disnaker', employment, 'AL-06 RAISED');
    const told = async (agency: Agency): Promise<unknown[]> =>
      x.query(
        agency,
        `select body->>'state' as state, body->>'district' as district, subject_ref from fact where kind = 'enforcement-alert' and body->>'organisationKey' = $1`,
        [organisationKey],
      );
    await eventually(() => told('polres'), [{ state: 'OPEN', district: '36.04.05', subject_ref: null }]);
    const approval = { organisationKey, validFrom: '2026-09-20', validTo: '2027-09-19' };
    await accepted('disnaker', '/api/work-plans', aWorkPlan(approval));
    await raises('disnaker', employment, 'AL-06 WITHDRAWN CONDITION_GONE');
    await eventually(() => told('kesbangpol'), [{ state: 'WITHDRAWN', district: '36.04.05', subject_ref: null }]);
    expect(await told('dukcapil')).toEqual([]);
  });
});
