import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aKey } from './keys-of.js';
import { aChild, aPermit, aReport, aResident, someName, statements, type ATestResident } from './residents.js';
import { revises } from './revises.js';

/** One field of each kind that somebody may have typed wrongly. */
const mistakes: Readonly<Record<string, Record<string, unknown>>> = {
  'foreign-national': { birthDate: '1988-04-18' },
  'travel-document': { issuedOn: '2022-05-04' },
  'identity-key': { keyId: 'mistaken' },
  'stay-permit': { purposeGroup: 'FAMILY' },
  'minor-permit': { purposeGroup: 'STUDY' },
  'permit-application': { filedOn: '2026-06-11' },
  'final-departure': { departedOn: '2026-06-13' },
  sponsorship: { organisationRole: 'DIRECTOR' },
  'change-report': { effectiveOn: '2026-02-05' },
  resident: { residentType: 'PERMANENT' },
  residence: { movedOn: '2026-02-05' },
  'vital-event': { happenedAbroad: true },
  'work-plan': { organisationName: 'PT Contoh Lain' },
  'school-enrolment': { levelGroup: 'JUNIOR' },
  employment: { startedOn: '2026-02-17' },
  'police-letter': { activityCode: 'FILM' },
  'registered-activity': { topicCode: 'HEALTH' },
  'teacher-assignment': { startedOn: '2026-02-17' },
  'practice-permit': { professionGroup: 'NURSING' },
  'religious-recommendation': { firstStayFrom: '2025-06-03' },
  company: { registeredOn: '2025-03-04', stateSince: '2025-03-04' },
};

/** Who is one person is repaired by two officers: `merges.ts`. */
const repairedByOne = Object.keys(entitled).filter((kind) => kind !== 'identity-link');

/** What was told wrongly is told again, or taken back. */
export function repairs(given: () => RunningExchange): void {
  const client = () => given().client;

  const factOf = async (kind: string, resident: ATestResident): Promise<ShownFact> => {
    const known = [resident.person, resident.permit, resident.registration, resident.residence].find((fact) => fact.kind === kind);
    if (known) return known;
    if (kind === 'identity-key') return aKey(given(), resident.subjectRef);
    const { agency, path, body, ofMinor } = statements[kind]!;
    const subject = ofMinor ? await client().accepted('imigrasi', '/api/foreign-nationals', aChild()) : resident;
    return client().accepted(agency, path, body(subject.subjectRef));
  };
  const shownEverywhere = (fact: ShownFact): Promise<Record<string, unknown>[]> =>
    Promise.all(
      (entitled[fact.kind] ?? []).map(async (agency) => {
        const { body } = await client().get(agency, `/api/facts/${fact.kind}/${fact.issuer}/${fact.factId}`);
        return { agency, version: body.version, change: body.change, reason: body.reason, body: body.body };
      }),
    );
  const everywhere = (kind: string, shown: object): object[] => (entitled[kind] ?? []).map((agency) => ({ agency, ...shown }));

  it.each(repairedByOne)('a %s is corrected, then taken back: its body goes everywhere, the reason stays', async (kind) => {
    const fact = await factOf(kind, await aResident(given()));
    const { issuer, factId } = fact;
    const path = `/api/facts/${kind}/${factId}`;
    const right = { ...fact.body, ...mistakes[kind] };
    const corrected = await revises(client(), issuer, { path: `${path}/correct`, body: right, version: '1' });
    expect(corrected).toMatchObject({ change: 'corrected', event: fact.event, body: right });
    await eventually(() => shownEverywhere(fact), everywhere(kind, { version: '2', change: 'corrected', reason: null, body: right }));

    await revises(client(), issuer, { path: `${path}/retract`, body: { reason: 'WRONG_PERSON' }, version: '2' });
    const gone = { version: '3', change: 'retracted', reason: 'WRONG_PERSON', body: null };
    await eventually(() => shownEverywhere(fact), everywhere(kind, gone));
    const history = await client().get<{ versions: ShownFact[] }>(issuer, `/api/facts/${kind}/${issuer}/${factId}/history`);
    expect(history.body.versions.map(({ version, body }) => [version, body])).toEqual(['1', '2', '3'].map((version) => [version, null]));
    for (const agency of entitled[kind] ?? []) {
      const [row] = await given().query<{ document: string }>(agency, 'select document from fact where fact_id = $1', [factId]);
      expect(JSON.parse(row?.document ?? '{}')).not.toHaveProperty('data');
      const { body } = await client().get<{ facts: ShownFact[] }>(agency, `/api/facts/${kind}?limit=200`);
      expect(body.facts.filter((each) => each.factId === factId)).toEqual([]);
    }
  });

  it.each(repairedByOne)('a %s that was taken back is never stated again', async (kind) => {
    const { issuer, factId, body } = await factOf(kind, await aResident(given()));
    const path = `/api/facts/${kind}/${factId}`;
    await client().accepted(issuer, `${path}/retract`, { reason: 'MISTAKE' }, { version: '1' });
    expect(await client().outcome(issuer, `${path}/correct`, body, { version: '2' })).toBe('409 fact.retracted');
    expect(await client().outcome(issuer, `${path}/retract`, { reason: 'MISTAKE' }, { version: '2' })).toBe('409 fact.retracted');
  });

  it('the history of a fact that was taken back has versions and reasons, and no bodies', async () => {
    const { registration } = await aResident(given());
    const path = `/api/facts/resident/${registration.factId}`;
    const { body: right } = await client().accepted(
      'dukcapil',
      `${path}/correct`,
      { ...registration.body, registeredName: someName() },
      { version: '1' },
    );
    const history = async (): Promise<unknown> => {
      const { body } = await client().get<{ versions: ShownFact[] }>(
        'dukcapil',
        `/api/facts/resident/dukcapil/${registration.factId}/history`,
      );
      return body.versions?.map(({ version, change, body: each }) => [version, change, each]);
    };
    await eventually(history, [
      ['1', 'stated', registration.body],
      ['2', 'corrected', right],
    ]);
    await client().accepted('dukcapil', `${path}/retract`, { reason: 'ORDERED' }, { version: '2' });
    await eventually(history, [
      ['1', 'stated', null],
      ['2', 'corrected', null],
      ['3', 'retracted', null],
    ]);
  });

  it('the history of a fact has its newest version when all of them have left the journal', async () => {
    const { permit } = await aResident(given());
    const path = `/api/facts/stay-permit/${permit.factId}`;
    await client().accepted('imigrasi', `${path}/correct`, { ...permit.body, ...mistakes['stay-permit'] }, { version: '1' });
    const versions = async (): Promise<unknown> => {
      const { body } = await client().get<{ versions: { version: string; sequence: string | null }[] }>(
        'imigrasi',
        `/api/facts/stay-permit/imigrasi/${permit.factId}/history`,
      );
      return body.versions.map(({ version, sequence }) => [version, sequence !== null]);
    };
    await eventually(versions, [
      ['1', true],
      ['2', true],
    ]);
    await given().query('imigrasi', 'delete from journal where fact_id = $1', [permit.factId]);
    expect(await versions()).toEqual([['2', false]]);
  });

  it('a history is shown by the owner only', async () => {
    const { permit } = await aResident(given());
    const asked = await Promise.all(
      agencies.map((agency) => client().asked(agency, `/api/facts/stay-permit/imigrasi/${permit.factId}/history`)),
    );
    const wanted = (agency: Agency): string =>
      entitled['stay-permit']?.includes(agency) ? '403 history.not-own' : '403 kind.not-entitled';
    expect(asked).toEqual(agencies.map((agency) => (agency === 'imigrasi' ? '200' : wanted(agency))));
  });

  it.each([
    ['of another agency', 'polres', {}, '403 fact.not-own'],
    ['of a kind that the agency may not know', 'kemenag', {}, '403 kind.not-entitled'],
    ['to another resident', 'imigrasi', { subjectRef: '019afb00-0000-7000-8000-0000000000ff' }, '409 fact.subject-is-fixed'],
    ['to nobody', 'imigrasi', { subjectRef: undefined }, '400 contract.broken'],
    ['to what the contract refuses', 'imigrasi', { permitType: 'GOLDEN' }, '400 contract.broken'],
    ['with a field that the contract has not', 'imigrasi', { note: 'x' }, '400 contract.broken'],
  ] as const)('a fact %s is not corrected', async (_, agency, change, wanted) => {
    const { permit } = await aResident(given());
    const body = { ...permit.body, ...change };
    expect(await client().outcome(agency, `/api/facts/stay-permit/${permit.factId}/correct`, body, { version: '1' })).toBe(wanted);
  });

  describe('a correction keeps to what every version keeps to', () => {
    const corrected = (fact: ShownFact, change: object): Promise<string> =>
      client().outcome(
        fact.issuer,
        `/api/facts/${fact.kind}/${fact.factId}/correct`,
        { ...fact.body, ...change },
        { version: fact.version },
      );
    const closed = async (permit: ShownFact): Promise<ShownFact> =>
      revises(client(), 'imigrasi', {
        path: `/api/stay-permits/${permit.factId}/close`,
        body: { closureKind: 'CONVERTED', closedOn: '2026-06-15' },
        version: permit.version,
      });
    const open = { state: 'VALID', closureKind: undefined, closedOn: undefined };

    it('a resident has one valid permit', async () => {
      const { subjectRef, permit } = await aResident(given());
      const before = await closed(permit);
      const { factId } = await client().accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef));
      expect(await corrected(before, open)).toBe('409 permit.already-valid');
      await client().accepted('imigrasi', `/api/facts/stay-permit/${factId}/retract`, { reason: 'MISTAKE' }, { version: '1' });
      expect(await corrected(before, open)).toBe('200');
    });

    it('two corrections at once do not both make a permit valid', async () => {
      const { subjectRef, permit } = await aResident(given());
      const first = await closed(permit);
      const second = await closed(await client().accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef)));
      const outcomes = await Promise.all([first, second].map((each) => corrected(each, open)));
      expect(outcomes.sort()).toEqual(['200', '409 permit.already-valid']);
    });

    it.each([
      ['a limited permit has a last day', 'permit', { validTo: undefined }, '400 permit.needs-end'],
      ['a closure has its day and kind', 'permit', { state: 'CLOSED' }, '400 contract.broken'],
      ['a valid permit has no day of closure', 'permit', { closedOn: '2026-06-15' }, '400 contract.broken'],
      ['a registration that goes on has no last day', 'registration', { endedOn: '2026-06-15' }, '400 contract.broken'],
      ['a village lies in its district', 'residence', { village: '36.04.30.2001' }, '400 residence.village-elsewhere'],
    ] as const)('%s', async (_, which, change, wanted) => {
      expect(await corrected((await aResident(given()))[which], change)).toBe(wanted);
    });

    it('a registration number is one person’s', async () => {
      const [one, other] = [await aResident(given()), await aResident(given())];
      expect(await corrected(one.person, { registrationNumber: 'SYN-7101' })).toBe('200');
      expect(await corrected(other.person, { registrationNumber: 'SYN-7101' })).toBe('409 foreign-national.number-taken');
    });

    it('a report asks the agency that the rule names', async () => {
      const { subjectRef } = await aResident(given());
      const report = await client().accepted('polres', '/api/violations', aReport(subjectRef));
      const competentAgency = report.body?.['competentAgency'] === 'dinkes' ? 'polres' : 'dinkes';
      expect(await corrected(report, { competentAgency })).toBe('409 violation.not-competent');
    });
  });

  it.each([
    ['a reason that is not in the list', { reason: 'BORED' }, '400 request.invalid'],
    ['no reason', {}, '400 request.invalid'],
  ])('a fact is not taken back for %s', async (_, body, wanted) => {
    const { permit } = await aResident(given());
    expect(await client().outcome('imigrasi', `/api/facts/stay-permit/${permit.factId}/retract`, body, { version: '1' })).toBe(wanted);
  });
}
