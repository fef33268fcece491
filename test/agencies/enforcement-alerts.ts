import { agencies, catalogue, EnforcementAlert, EnforcementAlertRaised, statersOf, type Agency, type Member } from '@timpora/contracts';
import { newId, ownCaller, UnitOfWork, type Held } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aReport, aResident, arrives } from './residents.js';
import { revises } from './revises.js';

const members: readonly Agency[] = ['imigrasi', 'disnaker', 'polres', 'kesbangpol'];

/** What the enforcement members are asked, who is at it, and what came of it. */
export function enforcementAlerts(given: () => RunningExchange): void {
  const client = () => given().client;
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });
  const path = ({ factId }: Pick<Held, 'factId'>, verb: string): string => `/api/enforcement-alerts/${factId}/${verb}`;
  const raised = async (agency: Agency): Promise<ShownFact> => {
    const body = { ...EnforcementAlert.example, subjectRef, about: { ...EnforcementAlert.example.about, owner: agency } };
    const { factId } = await given()
      .does(agency, UnitOfWork<Member>)
      .run(ownCaller('rules'), (tx) => tx.state(EnforcementAlertRaised, body, { factId: newId() }));
    return (await client().get(agency, `/api/facts/enforcement-alert/${agency}/${factId}`)).body;
  };
  const offers = async (offeredBy: Agency, { kind, factId, version, issuer: owner }: ShownFact): Promise<ShownFact> => {
    const about = { kind, factId, version, owner };
    const offer = { askedOf: owner, about, aboutKind: kind, questionCode: 'OFFER_TO_TAKE_UP' };
    await eventually(async () => (await client().get(offeredBy, `/api/facts/${kind}/${owner}/${factId}`)).status, 200);
    const stated = await client().accepted(offeredBy, '/api/record-queries', offer);
    await arrives(given(), stated, [owner]);
    return stated;
  };
  const answersTo = async (agency: Agency, { factId }: ShownFact): Promise<unknown[]> => {
    const { body } = await client().get<{ facts: ShownFact[] }>(agency, `/api/facts/review?about=${factId}`);
    return body.facts.map(({ issuer, body: review }) => [issuer, review['outcome']]);
  };

  it.each(statersOf(catalogue, EnforcementAlert))(
    'of %s are taken up by a member that offered it, and all who know them see by whom',
    async (name) => {
      const agency = name;
      const offeredBy = agency === 'polres' ? 'kesbangpol' : 'polres';
      const alert = await raised(agency);
      const accept = { offeredBy };
      expect(await client().outcome(agency, path(alert, 'accept-offer'), accept, { version: '1' })).toBe('409 enforcement-alert.no-offer');
      const offer = await offers(offeredBy, alert);
      const taken = await revises(client(), agency, { path: path(alert, 'accept-offer'), body: accept, version: '1' });
      expect(taken).toMatchObject({ event: 'enforcement-alert-updated.v1', body: { state: 'TAKEN_UP', takenUpBy: offeredBy } });
      for (const member of new Set([...members, agency])) await arrives(given(), taken, [member]);
      await eventually(() => answersTo(offeredBy, offer), [[agency, 'DONE']]);
      expect(await client().outcome(agency, path(alert, 'accept-offer'), accept, { version: '2' })).toBe('409 enforcement-alert.taken-up');
    },
  );

  it('are not taken up by an offer that was answered, nor by somebody else', async () => {
    const alert = await raised('imigrasi');
    const offer = await offers('disnaker', alert);
    const about = { kind: 'record-query', factId: offer.factId, owner: 'disnaker' };
    await client().accepted('imigrasi', '/api/reviews', { about, outcome: 'REFUSED', decidedOn: '2026-06-15' });
    for (const offeredBy of ['disnaker', 'polres', 'nobody'])
      expect(await client().outcome('imigrasi', path(alert, 'accept-offer'), { offeredBy }, { version: '1' })).toBe(
        offeredBy === 'nobody' ? '400 request.invalid' : '409 enforcement-alert.no-offer',
      );
    const closing = await client().outcome('imigrasi', path(alert, 'close'), { outcome: 'HELPED' }, { version: '1' });
    expect(closing).toBe('409 enforcement-alert.ends-with-alert');
  });

  describe('of a report that is confirmed', () => {
    const confirmed = async (observedOn: string): Promise<ShownFact> => {
      const report = await client().accepted('polres', '/api/violations', aReport(subjectRef, { ruleCode: 'FALSE_DATA', observedOn }));
      await arrives(given(), report, ['imigrasi']);
      const about = { kind: 'violation', factId: report.factId, owner: 'polres' };
      const begun = await client().accepted('imigrasi', '/api/reviews', { about, outcome: 'UNDER_REVIEW', decidedOn: '2026-06-15' });
      const decision = { outcome: 'CONFIRMED', decidedOn: '2026-06-15' };
      return client().accepted('imigrasi', `/api/reviews/${begun.factId}/decide`, decision, { version: '1' });
    };
    const toldOf = async (agency: Agency, review: ShownFact): Promise<readonly ShownFact[]> => {
      const { body } = await client().get<{ facts: ShownFact[] }>(agency, `/api/facts/enforcement-alert?about=${review.factId}`);
      return body.facts ?? [];
    };
    const standing = async (agency: Agency, review: ShownFact): Promise<unknown[]> =>
      (await toldOf(agency, review)).map(({ body }) => [body['state'], body['closeReason']]);

    it('tell the team where, and neither the report nor its evidence; what came of it closes them', async () => {
      const review = await confirmed('2026-06-01');
      for (const agency of members) await eventually(() => standing(agency, review), [['OPEN', undefined]]);
      const [alert] = await toldOf('kesbangpol', review);
      expect(alert?.body).toEqual({
        ...{ subjectRef, ruleId: 'REVIEWED', about: { kind: 'review', factId: review.factId, owner: 'imigrasi' } },
        ...{ district: '36.04.05', areaKind: 'NONE', urgency: 'SOON', dueOn: '2026-06-23', ask: 'VERIFY_PRESENCE', state: 'OPEN' },
      });
      const others = agencies.filter((agency) => !members.includes(agency));
      for (const agency of others)
        expect(await client().asked(agency, `/api/facts/enforcement-alert/imigrasi/${alert?.factId}`)).toMatch(/^40[34] /);
      await revises(client(), 'imigrasi', { path: path(alert!, 'close'), body: { outcome: 'HELPED' }, version: '1' });
      for (const agency of members) await eventually(() => standing(agency, review), [['CLOSED', 'HELPED']]);
      const again = client().outcome('imigrasi', path(alert!, 'close'), { outcome: 'HELPED' }, { version: '2' });
      expect(await again).toBe('409 enforcement-alert.not-open');
    });

    it.each([
      ['corrected', 'FACT_CORRECTED'],
      ['retracted', 'FACT_RETRACTED'],
    ])('are taken back when the review is %s', async (how, reason) => {
      const review = await confirmed(how === 'corrected' ? '2026-06-02' : '2026-06-03');
      await eventually(() => standing('polres', review), [['OPEN', undefined]]);
      const repair = how === 'corrected' ? 'correct' : 'retract';
      const body = how === 'corrected' ? { ...review.body, outcome: 'UNFOUNDED' } : { reason: 'MISTAKE' };
      await client().accepted('imigrasi', `/api/facts/review/${review.factId}/${repair}`, body, { version: '2' });
      await eventually(() => standing('polres', review), [['WITHDRAWN', reason]]);
    });
  });
}
