import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { entitled } from './entitled.js';
import { aKey } from './keys-of.js';
import { anEnrolment, aPerson, aResident, arrives, aVitalEvent, statements } from './residents.js';
import { revises } from './revises.js';

type Body = Record<string, unknown>;

interface Story {
  readonly kind: string;
  /** What is answered to a first statement that differs in this. */
  readonly first: readonly (readonly [what: string, change: Body, wanted: string])[];
  /** What happens to one fact, in this order. */
  readonly then: readonly (readonly [verb: string, body: Body, wanted: string])[];
  /** What is answered to the same statement again, before and after the last step. */
  readonly twice: readonly [before: string, after: string];
}

const stories: readonly Story[] = [
  {
    kind: 'vital-event',
    first: [
      ['a day after it was recorded', { eventOn: '2026-05-21' }, '400 contract.broken'],
      ['a record of tomorrow', { recordedOn: '2026-06-16' }, '400 vital-event.recorded-in-future'],
      ['a divorce from a citizen', { eventKind: 'DIVORCE', mixedMarriage: true }, '400 vital-event.mixed-marriage-unfitting'],
      ['somebody else whom nobody knows', { otherRefs: ['019afb00-0000-7000-8000-0000000000fe'] }, '422 vital-event.other-not-known'],
      ['a ceremony', { eventKind: 'WEDDING' }, '400 request.invalid'],
      ['a birth', { eventKind: 'BIRTH', eventOn: '2026-05-01' }, '201'],
      ['a second birth', { eventKind: 'BIRTH', eventOn: '2026-05-02' }, '409 vital-event.once-only'],
      ['a second marriage, of another day', { eventOn: '2026-05-10', mixedMarriage: true }, '201'],
    ],
    then: [],
    twice: ['409 vital-event.already-recorded', '409 vital-event.already-recorded'],
  },
  {
    kind: 'school-enrolment',
    first: [
      ['a level that does not exist', { levelGroup: 'UNIVERSITY' }, '400 request.invalid'],
      ['a recommendation that ended before', { recommendedUntil: '2026-01-11' }, '400 contract.broken'],
      ['the school', { organisationKey: 'nib:9000000000099' }, '400 request.invalid'],
    ],
    then: [
      ['change', { recommendedUntil: '2027-01-11' }, '200'],
      ['change', { levelGroup: 'JUNIOR' }, '200'],
      ['leave', { leftOn: '2026-01-11', leaveReason: 'TRANSFER' }, '400 school-enrolment.leaves-before-start'],
      ['leave', { leftOn: '2026-06-12' }, '400 request.invalid'],
      ['leave', { leftOn: '2026-06-12', leaveReason: 'TRANSFER' }, '200'],
      ['leave', { leftOn: '2026-06-12', leaveReason: 'TRANSFER' }, '409 school-enrolment.has-left'],
      ['change', { levelGroup: 'PRIMARY' }, '409 school-enrolment.has-left'],
    ],
    twice: ['409 school-enrolment.already-enrolled', '201'],
  },
  {
    kind: 'employment',
    first: [
      ['a position that is not in the list', { positionCode: 'ASTRONAUT' }, '400 request.invalid'],
      ['a district that is not in the list', { workDistricts: ['36.04.99'] }, '400 request.invalid'],
      ['the same district twice', { workDistricts: ['36.04.05', '36.04.05'] }, '400 request.invalid'],
      ['a second employer at the same time', { organisationKey: 'nib:9000000000099' }, '201'],
    ],
    then: [
      ['change', { positionCode: 'TECHNICIAN', workDistricts: ['36.72.01'] }, '200'],
      ['end', { endedOn: '2026-02-15' }, '400 employment.ends-before-start'],
      ['end', { endedOn: '2026-02-16' }, '200'],
      ['end', { endedOn: '2026-06-15' }, '409 employment.has-ended'],
      ['change', { positionCode: 'ENGINEER' }, '409 employment.has-ended'],
    ],
    twice: ['409 employment.already-active', '201'],
  },
  {
    kind: 'police-letter',
    first: [
      ['days in the wrong order', { validTo: '2026-03-01' }, '400 contract.broken'],
      ['no district', { districts: [] }, '400 request.invalid'],
    ],
    then: [
      ['shorten', { validTo: '2026-08-31' }, '409 police-letter.not-shorter'],
      ['shorten', { validTo: '2026-03-01' }, '400 police-letter.before-start'],
      ['shorten', { validTo: '2026-03-02' }, '200'],
    ],
    twice: ['201', '201'],
  },
  {
    kind: 'registered-activity',
    first: [
      ['nobody', { subjectRef: undefined }, '400 activity.about-nobody'],
      ['an organisation alone', { subjectRef: undefined, organisationKey: 'nib:9000000000003', activityKind: 'ORGANISATION' }, '201'],
      ['a religious activity, which is not registered here', { activityKind: 'RELIGION' }, '400 request.invalid'],
    ],
    then: [
      ['change', { topicCode: 'HEALTH' }, '200'],
      ['end', { endedOn: '2026-03-01' }, '400 activity.ends-before-start'],
      ['end', { endedOn: '2026-03-02' }, '200'],
      ['end', { endedOn: '2026-06-15' }, '409 activity.has-ended'],
      ['change', { topicCode: 'OTHER' }, '409 activity.has-ended'],
    ],
    twice: ['201', '201'],
  },
  {
    kind: 'teacher-assignment',
    first: [
      ['yes in words', { voluntary: 'yes' }, '400 request.invalid'],
      ['a second school at the same time', { organisationKey: 'nib:9000000000097' }, '201'],
    ],
    then: [
      ['change', { voluntary: true }, '200'],
      ['leave', { endedOn: '2026-02-15' }, '400 teacher-assignment.ends-before-start'],
      ['leave', { endedOn: '2026-02-16' }, '200'],
      ['leave', { endedOn: '2026-06-15' }, '409 teacher-assignment.has-ended'],
      ['change', { voluntary: false }, '409 teacher-assignment.has-ended'],
    ],
    twice: ['409 teacher-assignment.already-active', '201'],
  },
  {
    kind: 'practice-permit',
    first: [
      ['a private practice', { organisationKey: undefined }, '409 practice-permit.private-practice'],
      ['longer than the registration', { validTo: '2028-01-05' }, '409 practice-permit.outlives-registration'],
      ['too long a registration', { registrationValidTo: '2030-01-06' }, '409 practice-permit.registration-too-long'],
      [
        'as long in an economic zone',
        { registrationValidTo: '2030-01-06', economicZone: true, organisationKey: 'nib:9000000000096' },
        '201',
      ],
    ],
    then: [
      ['renew', { registrationValidTo: '2030-01-04', validTo: '2028-01-04' }, '409 practice-permit.not-longer'],
      ['renew', { registrationValidTo: '2030-01-04', validTo: '2030-01-05' }, '409 practice-permit.outlives-registration'],
      ['renew', { registrationValidTo: '2031-01-04', validTo: '2031-01-04' }, '409 practice-permit.registration-too-long'],
      ['renew', { registrationValidTo: '2030-01-04', validTo: '2030-01-04' }, '200'],
      ['end', { endedOn: '2026-01-31' }, '400 practice-permit.ends-before-start'],
      ['end', { endedOn: '2026-02-01' }, '200'],
      ['end', { endedOn: '2026-06-15' }, '409 practice-permit.has-ended'],
      ['renew', { registrationValidTo: '2030-01-04', validTo: '2030-01-04' }, '409 practice-permit.has-ended'],
    ],
    twice: ['409 practice-permit.already-in-force', '201'],
  },
  {
    kind: 'religious-recommendation',
    first: [
      ['a step of more than two years', { validTo: '2028-06-03' }, '409 recommendation.step-too-long'],
      ['more than six years in all', { firstStayFrom: '2020-06-01' }, '409 recommendation.stay-too-long'],
    ],
    then: [
      ['renew', { validTo: '2027-06-01' }, '409 recommendation.not-longer'],
      ['renew', { validTo: '2029-06-02' }, '409 recommendation.step-too-long'],
      ['renew', { validTo: '2029-06-01' }, '200'],
      ['change-territory', { territory: ['36.04.06', '36.04.07'] }, '200'],
      ['end', { endedOn: '2026-06-01' }, '400 recommendation.ends-before-start'],
      ['end', { endedOn: '2026-06-02' }, '200'],
      ['end', { endedOn: '2026-06-15' }, '409 recommendation.has-ended'],
      ['renew', { validTo: '2028-06-01' }, '409 recommendation.has-ended'],
      ['change-territory', { territory: ['36.04.05'] }, '409 recommendation.has-ended'],
    ],
    twice: ['201', '201'],
  },
];

/** Civil status, schools, work, letters, activities, teachers, health professionals, religious workers. */
export function commandsOfTheSectors(given: () => RunningExchange): void {
  let subjectRef: string;
  beforeAll(async () => {
    subjectRef = (await aResident(given())).subjectRef;
  });

  describe.each(stories.map((story) => [story.kind, story] as const))('%s', (kind, { first, then, twice }) => {
    const { agency, path, body } = statements[kind]!;
    const client = () => given().client;
    const state = (change: Body = {}): Promise<string> => client().outcome(agency, path, body(subjectRef, change));

    it.each(first)('with %s is answered as it should', async (_, change, wanted) => {
      expect(await state(change)).toBe(wanted);
    });

    it('is not stated about a resident of whom nothing has arrived', async () => {
      expect(await state({ subjectRef: '019afb00-0000-7000-8000-0000000000ff' })).toBe('422 subject.not-known');
    });

    it('goes through its states, and every entitled agency follows', async () => {
      const answer = await client().post(agency, path, body(subjectRef));
      const { factId, issuer } = answer.body;
      expect([answer.status, answer.headers.get('etag'), answer.headers.get('location')]).toEqual([
        201,
        '"1"',
        `/api/facts/${kind}/${agency}/${factId}`,
      ]);
      expect(issuer).toBe(agency);
      expect(await state()).toBe(twice[0]);
      let version = '1';
      for (const [verb, change, wanted] of then) {
        const route = `${path}/${factId}/${verb}`;
        if (wanted === '200') version = (await revises(client(), agency, { path: route, body: change, version })).version;
        else expect([verb, await client().outcome(agency, route, change, { version: `"${version}"` })]).toEqual([verb, wanted]);
      }
      expect(await state()).toBe(twice[1]);
      await eventually(
        () => client().holders({ kind, issuer, factId }),
        Object.fromEntries((entitled[kind] ?? []).map((name) => [name, version])),
      );
    });
  });

  it('a child is enrolled whatever its permit, and has its birth recorded: imigrasi hears it, nobody else', async () => {
    const { client } = given();
    const child = await client.accepted('imigrasi', '/api/foreign-nationals', aPerson({ birthDate: '2017-03-02' }));
    await arrives(given(), await aKey(given(), child.subjectRef), ['disdik']);
    await arrives(given(), child, ['dukcapil']);
    const enrolment = await client.accepted('disdik', '/api/school-enrolments', anEnrolment(child.subjectRef));
    const birth = aVitalEvent(child.subjectRef, {
      eventKind: 'BIRTH',
      eventOn: '2017-03-02',
      happenedAbroad: true,
      otherRefs: [subjectRef],
    });
    const event = await client.accepted('dukcapil', '/api/vital-events', birth);
    await eventually(() => client.holders(enrolment), { disdik: '1', imigrasi: '1' });
    await eventually(() => client.holders(event), { dukcapil: '1', imigrasi: '1' });
  });
}
