import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aPerson, aReport, aResident, arrives, type ATestResident } from './residents.js';
import { revises } from './revises.js';

type Body = Record<string, unknown>;

/** A kind that each agency owns: what others ask it about. */
const kindOf: Readonly<Record<Agency, string>> = {
  imigrasi: 'stay-permit',
  dukcapil: 'residence',
  disnaker: 'employment',
  polres: 'police-letter',
  kesbangpol: 'registered-activity',
  disdik: 'teacher-assignment',
  dinkes: 'practice-permit',
  kemenag: 'religious-recommendation',
  dpmptsp: 'company',
};
const referenceTo = ({ kind, factId, issuer }: ShownFact): Body => ({ kind, factId, owner: issuer });

/** What one member asks another, and what becomes of what was reported. */
export function questions(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  beforeAll(async () => {
    resident = await aResident(given());
  });
  const aQuery = ({ residence }: ATestResident, change: Body = {}): Body => ({
    askedOf: 'dukcapil',
    about: { ...referenceTo(residence), version: residence.version },
    aboutKind: 'residence',
    questionCode: 'SEEMS_WRONG',
    ...change,
  });
  const aReview = (about: ShownFact, change: Body = {}): Body => ({
    about: referenceTo(about),
    outcome: 'STANDS',
    decidedOn: '2026-06-15',
    ...change,
  });
  const ask = (agency: Agency, body: Body): Promise<ShownFact> => client().accepted(agency, '/api/record-queries', body);
  const outcomesShownBy = async (agency: Agency, { factId }: ShownFact): Promise<unknown[]> => {
    const { body } = await client().get<{ facts: ShownFact[] }>(agency, `/api/facts/review?about=${factId}`);
    return body.facts.map((review) => [review.issuer, review.body['outcome']]);
  };

  it.each(agencies)('%s is asked about an organisation, asks for more, and finds nothing: all hear it', async (agency) => {
    const asker = agencies[(agencies.indexOf(agency) + 1) % agencies.length] ?? 'imigrasi';
    const about = { aboutKind: kindOf[agency], organisationKey: 'nib:9000000000009' };
    const query = await ask(asker, { askedOf: agency, ...about, questionCode: 'SEEMS_MISSING' });
    // Three working days: the 16th is a holiday.
    expect([query.subjectRef, query.body]).toEqual([
      null,
      { askedOf: agency, ...about, questionCode: 'SEEMS_MISSING', dueOn: '2026-06-19' },
    ]);
    await arrives(given(), query, agencies);
    const review = await client().accepted(agency, '/api/reviews', aReview(query, { outcome: 'MORE_EVIDENCE' }));
    expect([review.subjectRef, review.event]).toEqual([null, 'question-answered.v1']);
    const path = `/api/reviews/${review.factId}/decide`;
    const decided = await revises(client(), agency, { path, body: { outcome: 'NOT_FOUND', decidedOn: '2026-06-15' }, version: '1' });
    await arrives(given(), decided, agencies);
    expect(await outcomesShownBy(asker, query)).toEqual([[agency, 'NOT_FOUND']]);
    const again = client().outcome(agency, path, { outcome: 'STANDS', decidedOn: '2026-06-15' }, { version: '2' });
    expect(await again).toBe('409 review.already-decided');
  });

  it('a fact that seems wrong is corrected by its owner, and the answer names the version', async () => {
    const { residence } = await aResident(given());
    const query = await ask('imigrasi', aQuery({ ...resident, residence }, { fieldName: 'village' }));
    await arrives(given(), query, agencies);
    const corrected = aReview(query, { outcome: 'CORRECTED' });
    expect(await client().outcome('dukcapil', '/api/reviews', corrected)).toBe('409 review.nothing-corrected');
    const right = { ...residence.body, village: '36.04.05.2002' };
    await client().accepted('dukcapil', `/api/facts/residence/${residence.factId}/correct`, right, { version: '1' });
    const review = await client().accepted('dukcapil', '/api/reviews', corrected);
    expect(review.body).toEqual({ ...corrected, correctedVersion: 2 });
    await eventually(() => outcomesShownBy('imigrasi', query), [['dukcapil', 'CORRECTED']]);
    const twice = await client().post('dukcapil', '/api/reviews', corrected);
    expect([twice.code, twice.body.factId]).toEqual(['review.already-there', review.factId]);
  });

  it.each<[string, Body, string]>([
    ['about nothing', { about: undefined }, '400 query.about-one-thing'],
    ['about a fact and an organisation', { organisationKey: 'nib:9000000000009' }, '400 query.about-one-thing'],
    ['about a kind that does not exist', { aboutKind: 'horoscope' }, '400 query.kind-unknown'],
    ['about another kind than its fact', { aboutKind: 'stay-permit' }, '400 query.kind-unknown'],
    ['about a field that the kind has not', { fieldName: 'street' }, '400 query.field-unknown'],
    ['of an agency that does not own it', { askedOf: 'imigrasi' }, '409 query.not-the-owner'],
    ['of oneself', { askedOf: 'polres' }, '409 query.of-yourself'],
    ['of nobody', { askedOf: 'bpjs' }, '400 request.invalid'],
    ['with a question of its own', { questionCode: 'WHY' }, '400 request.invalid'],
    ['with a day of its own', { dueOn: '2026-06-30' }, '400 request.invalid'],
    ['that fits', { questionCode: 'IS_IT_STILL_SO' }, '201'],
  ])('a question %s is answered as it should', async (_, change, wanted) => {
    expect(await client().outcome('polres', '/api/record-queries', aQuery(resident, change))).toBe(wanted);
  });

  it.each<[string, Body, string]>([
    ['without its version', { version: undefined }, '400 query.version-not-given'],
    ['in a version that has not arrived', { version: '2' }, '409 query.not-held'],
    ['of another owner', { owner: 'imigrasi' }, '409 query.not-the-owner'],
    ['that nobody has', { factId: '019afb00-0000-7000-8000-0000000000fe' }, '409 query.not-held'],
  ])('a question about a fact %s is answered as it should', async (_, change, wanted) => {
    const { about } = aQuery(resident);
    const body = aQuery(resident, { about: { ...(about as Body), ...change } });
    expect(await client().outcome('kemenag', '/api/record-queries', body)).toBe(wanted);
  });

  it('the same question about the same version is asked once by each agency', async () => {
    const first = await ask('disdik', aQuery(resident));
    const again = await client().post('disdik', '/api/record-queries', aQuery(resident));
    expect([again.code, again.body.factId]).toEqual(['query.already-asked', first.factId]);
    await ask('disdik', aQuery(resident, { questionCode: 'SEEMS_TWICE' }));
    await ask('dinkes', aQuery(resident));
  });

  it.each<[string, Body, string]>([
    ['by another agency than the one asked', {}, '409 review.not-asked'],
    ['with an outcome of a suspected breach', { outcome: 'CONFIRMED' }, '400 review.outcome-unfitting'],
    ['with a reason for no refusal', { reasonCode: 'WITHHELD' }, '400 review.reason-unfitting'],
    ['tomorrow', { decidedOn: '2026-06-16' }, '400 review.decided-in-future'],
    ['with a version of its own', { correctedVersion: 3 }, '400 request.invalid'],
  ])('a question is not answered %s', async (what, change, wanted) => {
    const query = await ask('kesbangpol', { ...aQuery(resident), about: undefined, organisationKey: `nib:A${what.length}` });
    await arrives(given(), query, ['kemenag']);
    expect(await client().outcome('kemenag', '/api/reviews', aReview(query, change))).toBe(wanted);
  });

  it('a question that was taken back is not answered, and neither is one that nobody asked', async () => {
    const query = await ask('dinkes', aQuery(resident, { questionCode: 'PLEASE_CHECK' }));
    const withdrawn = await client().accepted(
      'dinkes',
      `/api/facts/record-query/${query.factId}/retract`,
      { reason: 'MISTAKE' },
      { version: '1' },
    );
    await arrives(given(), withdrawn, ['dukcapil']);
    expect(await client().outcome('dukcapil', '/api/reviews', aReview(query))).toBe('409 review.withdrawn');
    const nowhere = aReview({ ...query, factId: '019afb00-0000-7000-8000-0000000000fe' });
    expect(await client().outcome('dukcapil', '/api/reviews', nowhere)).toBe('404 review.not-here');
    expect(await client().outcome('dukcapil', '/api/reviews', aReview(resident.residence))).toBe('400 review.not-reviewable');
  });

  describe('a suspected breach', () => {
    const reported = async (change: Body): Promise<ShownFact> => {
      const report = await client().accepted('polres', '/api/violations', aReport(resident.subjectRef, change));
      await arrives(given(), report, ['imigrasi']);
      return report;
    };
    const review = (about: ShownFact, outcome: string, agency: Agency = 'imigrasi'): Promise<string> =>
      client().outcome(agency, '/api/reviews', aReview(about, { outcome }));

    it('is taken up by imigrasi, then decided: who reported it sees the outcome, and nothing personal travels', async () => {
      const report = await reported({ observedOn: '2026-06-01' });
      expect(await review(report, 'UNFOUNDED')).toBe('409 review.not-taken-up');
      const begun = await client().accepted('imigrasi', '/api/reviews', aReview(report, { outcome: 'UNDER_REVIEW' }));
      expect([begun.event, begun.subjectRef]).toEqual(['violation-reviewed.v1', null]);
      const path = `/api/reviews/${begun.factId}/decide`;
      const decision = { outcome: 'UNFOUNDED', decidedOn: '2026-06-15' };
      const decided = await revises(client(), 'imigrasi', { path, body: decision, version: '1' });
      expect([decided.event, decided.body]).toEqual(['violation-reviewed.v1', { about: referenceTo(report), ...decision }]);
      await arrives(given(), decided, agencies);
      expect(await outcomesShownBy('polres', report)).toEqual([['imigrasi', 'UNFOUNDED']]);
    });

    it('is reviewed by nobody else: not by who reported it, nor by who does not hold it', async () => {
      const report = await reported({ observedOn: '2026-06-02' });
      expect(await review(report, 'UNDER_REVIEW', 'polres')).toBe('409 review.not-asked');
      expect(await review(report, 'UNDER_REVIEW', 'disnaker')).toBe('404 review.not-here');
    });

    it('of another competence is not confirmed but passed on and resolved', async () => {
      const report = await reported({ ruleCode: 'WORK_WITHOUT_APPROVAL' });
      const begun = await client().accepted('imigrasi', '/api/reviews', aReview(report, { outcome: 'UNDER_REVIEW' }));
      const decide = (outcome: string): Promise<string> =>
        client().outcome('imigrasi', `/api/reviews/${begun.factId}/decide`, { outcome, decidedOn: '2026-06-15' }, { version: '1' });
      expect([await decide('CONFIRMED'), await decide('STANDS'), await decide('RESOLVED')]).toEqual([
        '409 review.pass-on',
        '400 review.outcome-unfitting',
        '200',
      ]);
    });

    it('about somebody who turns out to be a child is out of scope', async () => {
      const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson());
      await arrives(given(), person, ['dukcapil']);
      const report = await client().accepted('dukcapil', '/api/violations', aReport(person.subjectRef));
      await arrives(given(), report, ['imigrasi']);
      const right = { ...person.body, birthDate: '2008-06-16' };
      await client().accepted('imigrasi', `/api/facts/foreign-national/${person.factId}/correct`, right, { version: '1' });
      expect(await review(report, 'UNDER_REVIEW')).toBe('409 review.subject-is-a-minor');
      expect(await review(report, 'OUT_OF_SCOPE')).toBe('201');
    });
  });
}
