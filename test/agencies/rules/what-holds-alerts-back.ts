import { agencies } from '@timpora/contracts';
import { findRule, type Rule } from '@timpora/rules';

import { eventually } from '../../eventually.js';
import type { ShownFact } from '../agency-client.js';
import type { MovedTime } from '../moved-time.js';
import { aChangeReport, aPermit, arrives } from '../residents.js';

interface Waiting {
  readonly ruleId: string;
  readonly subjectRef: string;
  readonly waitingFor: readonly string[];
}

/** An alert waits for news of those whose facts may explain it; a rule that fails waits for whoever repairs it, and nobody waits for it. */
export function whatHoldsAlertsBack(given: () => MovedTime): void {
  const client = () => given().x.client;

  const unregistered = async (issuedOn: string): Promise<ShownFact> => {
    const { subjectRef } = await given().identified();
    const days = { issuedOn, validFrom: issuedOn, validTo: '2028-12-31' };
    const permit = await given().accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, days));
    const report = aChangeReport(subjectRef, { reportedOn: issuedOn, effectiveOn: issuedOn });
    await arrives(given().x, await given().accepted('imigrasi', '/api/change-reports', report), ['dukcapil']);
    return permit;
  };
  const waiting = async ({ subjectRef }: ShownFact): Promise<unknown[]> => {
    const { body } = await client().get<{ waiting: Waiting[] }>('dukcapil', '/api/alerts/waiting');
    return body.waiting.filter((each) => each.subjectRef === subjectRef).map(({ ruleId, waitingFor }) => [ruleId, waitingFor]);
  };
  const startPage = async (): Promise<string> => {
    const token = await client().token('dukcapil', 'officer');
    const form = new URLSearchParams({ token, purpose: 'P2-CIVIL-REG' });
    const headers = { 'sec-fetch-site': 'same-origin' };
    const signedIn = await client().plain('dukcapil', '/desk/sign-in', { method: 'POST', redirect: 'manual', headers, body: form });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const page = await client().plain('dukcapil', '/desk?lang=en', { headers: { cookie } });
    return (await page.text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  };

  it('is no news from an owner: what it may explain is listed as waiting, and what is open is marked so', async () => {
    given().comes('2026-12-01T09:00:00');
    const open = await unregistered('2026-11-16');
    await given().isLookedAt('dukcapil');
    given().comes('2026-12-02T09:30:00');
    await given().hearsAgain('dukcapil', 'imigrasi');
    given().comes('2026-12-02T09:45:00');
    await given().raises('dukcapil', open, 'AL-12 RAISED');
    const later = await unregistered('2026-11-18');
    // For one day, nobody is heard well enough.
    const [list, key, label] = ['SETTING', 'freshness.hours', { id: 'Nilai uji', en: 'Test value' }];
    const day = { validFrom: '2026-12-04', validTo: '2026-12-04' };
    const setting = await given().accepted('imigrasi', '/api/reference-values', { list, key, label, value: '0', confirmed: false, ...day });
    await arrives(given().x, setting, agencies);
    given().comes('2026-12-04T09:00:00');
    await eventually(() => waiting(later), [['AL-12', ['imigrasi']]], 120_000);
    expect(await given().alertsOf('dukcapil', later)).toEqual([]);
    const page = await startPage();
    expect(page).toMatch(/Waiting for news \(\d+\).*First residence paper missing: Sample\w+ Zyxwanto/);
    expect(page).toMatch(/Do first: No SKTT is on record[^.]*\. [^.]*\. Waiting for news from Immigration/);
    given().comes('2026-12-05T09:30:00');
    await given().hearsAgain('dukcapil', 'imigrasi');
    given().comes('2026-12-05T09:45:00');
    await given().raises('dukcapil', later, 'AL-12 RAISED');
    await eventually(() => waiting(later), []);
  });

  describe('is a rule that throws', () => {
    const rule = findRule('AL-03') as { judge: Rule['judge'] };
    const { judge } = rule;
    let permit: ShownFact;
    afterAll(() => {
      rule.judge = judge;
    });
    const alarms = async (): Promise<readonly string[]> => {
      const { body } = await client().get<{ alarms: { code: string; about: string }[] }>('imigrasi', '/api/exchange/alarms', {
        role: 'operator',
      });
      return body.alarms.filter(({ code }) => code === 'rule-fails').map(({ about }) => about);
    };

    it('which stops no other rule and no fact, and is told to operators by its number', async () => {
      permit = await given().permitted('2026-12-08');
      given().comes('2026-12-09T09:00:00');
      await given().raises('imigrasi', permit, 'AL-01 RAISED');
      rule.judge = () => {
        throw new Error('a planted fault');
      };
      given().comes('2027-02-06T09:00:00');
      await given().raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE');
      await eventually(alarms, ['AL-03']);
      const metrics = await (await client().plain('imigrasi', '/metrics')).text();
      expect(metrics).toMatch(/timpora_alarms_total\{code="rule-fails",[^}]*\} [1-9]/);
      const fresh = await given().permitted('2028-02-01');
      await arrives(given().x, fresh, ['dukcapil', 'disnaker', 'polres', 'kesbangpol']);
    });

    it('and which is tried again by itself, once it is repaired', async () => {
      rule.judge = judge;
      given().comes('2027-02-06T09:05:00');
      await given().raises('imigrasi', permit, 'AL-01 WITHDRAWN NEXT_STAGE', 'AL-03 RAISED');
    });
  });
}
