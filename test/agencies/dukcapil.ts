import type { Agency } from '@timpora/contracts';
import { ownCaller } from '@timpora/exchange';

import { ExpireDocument } from '../../apps/dukcapil/src/residences/expire-document.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aPermit, aPerson, anApplication, aRegistration, aResident, anAddress, arrives } from './residents.js';
import { revises } from './revises.js';

/** Who is registered, and where. */
export function commandsOfDukcapil(given: () => RunningExchange): void {
  const client = () => given().client;
  const register = (body: unknown): Promise<string> => client().outcome('dukcapil', '/api/registrations', body);
  const does = (fact: ShownFact, verb: string, body: unknown): Promise<ShownFact> =>
    revises(client(), 'dukcapil', { path: `${pathOf(fact)}/${verb}`, body, version: fact.version });
  const refusal = (fact: ShownFact, verb: string, body: unknown): Promise<string> =>
    client().outcome('dukcapil', `${pathOf(fact)}/${verb}`, body, { version: fact.version });
  const now = async ({ kind, factId }: ShownFact): Promise<ShownFact> =>
    (await client().get('dukcapil', `/api/facts/${kind}/dukcapil/${factId}`)).body;

  /** Somebody with a permit of whom dukcapil has heard. */
  const permitted = async (person = {}, permit = {}): Promise<{ subjectRef: string; permit: ShownFact }> => {
    const identity = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson(person));
    await arrives(given(), identity, ['dukcapil']);
    const stay = await client().accepted('imigrasi', '/api/stay-permits', aPermit(identity.subjectRef, permit));
    await arrives(given(), stay, ['dukcapil']);
    return { subjectRef: identity.subjectRef, permit: stay };
  };

  describe('a registration', () => {
    it('needs a valid permit that has arrived', async () => {
      const { subjectRef, permit } = await permitted();
      const closing = { closureKind: 'ON_EXIT', closedOn: '2026-06-15' };
      const closed = await client().accepted('imigrasi', `/api/stay-permits/${permit.factId}/close`, closing, { version: permit.version });
      await arrives(given(), closed, ['dukcapil']);
      expect(await register(aRegistration(subjectRef))).toBe('409 registration.no-valid-permit');
      expect(await register(aRegistration('019afb00-0000-7000-8000-0000000000ff'))).toBe('409 registration.no-valid-permit');
    });

    it('may rest on a conversion that was paid in time', async () => {
      const identity = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson());
      const { subjectRef } = identity;
      const filed = await client().accepted('imigrasi', '/api/permit-applications', anApplication(subjectRef));
      await arrives(given(), filed, ['dukcapil']);
      expect(await register(aRegistration(subjectRef))).toBe('409 registration.no-valid-permit');
      const path = `/api/permit-applications/${filed.factId}/pay`;
      const paid = await client().accepted('imigrasi', path, { paidOn: '2026-06-15' }, { version: filed.version });
      await arrives(given(), paid, ['dukcapil']);
      expect(await register(aRegistration(subjectRef))).toBe('201');
    });

    it('is refused for a child, who has no stay permit, whatever dukcapil has heard wrongly', async () => {
      const { subjectRef } = await permitted({ birthDate: '2008-06-15' });
      const child = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({ birthDate: '2008-06-16' }));
      await arrives(given(), child, ['dukcapil']);
      expect(await register(aRegistration(child.subjectRef))).toBe('409 registration.no-valid-permit');
      const [identity] = await given().query<{ fact_id: string; body: object }>(
        'imigrasi',
        `select fact_id, body from fact where kind = 'foreign-national' and subject_ref = $1`,
        [subjectRef],
      );
      const corrected = await client().accepted(
        'imigrasi',
        `/api/facts/foreign-national/${identity?.fact_id}/correct`,
        { ...identity?.body, birthDate: '2008-06-16' },
        { version: '1' },
      );
      await arrives(given(), corrected, ['dukcapil']);
      expect(await register(aRegistration(subjectRef))).toBe('409 subject.is-a-minor');
    });

    it('is made once, among two at the same time as well', async () => {
      const { subjectRef } = await permitted();
      const both = await Promise.all([register(aRegistration(subjectRef)), register(aRegistration(subjectRef))]);
      expect(both.sort()).toEqual(['201', '409 registration.already-registered']);
    });

    it('goes on for a returnee: the same fact, and the first day stays', async () => {
      const { registration, subjectRef } = await aResident(given());
      const again = { registeredName: registration.body['registeredName'], residentType: 'LIMITED', registeredOn: '2026-06-10' };
      expect(await refusal(registration, 'register-again', again)).toBe('409 registration.already-registered');
      expect(await refusal(registration, 'deregister', { endedOn: '2026-02-09', endReason: 'LEFT_COUNTRY' })).toBe(
        '400 registration.ends-before-start',
      );
      const ended = await does(registration, 'deregister', { endedOn: '2026-02-10', endReason: 'LEFT_COUNTRY' });
      expect(await refusal(ended, 'deregister', { endedOn: '2026-06-01', endReason: 'LEFT_COUNTRY' })).toBe(
        '409 registration.not-registered',
      );
      expect(await register(aRegistration(subjectRef))).toBe('409 registration.is-a-returnee');
      const back = await does(ended, 'register-again', again);
      expect(back).toMatchObject({
        factId: registration.factId,
        version: '3',
        body: { firstRegisteredOn: '2026-02-10', registeredOn: '2026-06-10', state: 'REGISTERED' },
      });
      expect(back.body).not.toHaveProperty('endReason');
      await arrives(given(), back, entitled['resident'] ?? []);
    });

    it('ends together with the residence, or not at all', async () => {
      const { registration, residence } = await aResident(given());
      const ending = { endedOn: '2026-06-15', endReason: 'MOVED_AWAY' };
      expect(await refusal({ ...registration, version: '7' }, 'deregister', ending)).toBe('409 version.stale');
      expect((await now(residence)).body).toMatchObject({ state: 'CURRENT' });
      // The registration is written after the residence: when that fails, the residence has not ended either.
      await given().query(
        'dukcapil',
        `alter table fact add constraint fails check (event <> 'resident-deregistered.v1' or fact_id <> '${registration.factId}')`,
      );
      expect(await refusal(registration, 'deregister', ending)).toBe('500 service.unexpected');
      await given().query('dukcapil', 'alter table fact drop constraint fails');
      expect((await now(residence)).body).toMatchObject({ state: 'CURRENT' });
      await does(registration, 'deregister', ending);
      const ended = await now(residence);
      expect([ended.event, ended.version, ended.body['state']]).toEqual(['residence-ended.v1', '2', 'ENDED']);
      await arrives(given(), ended, entitled['residence'] ?? []);
    });
  });

  describe('a residence', () => {
    it('is of a registered resident, in a village of its district, and one at a time', async () => {
      const { subjectRef } = await aResident(given());
      const { subjectRef: unregistered } = await permitted();
      const record = (body: unknown): Promise<string> => client().outcome('dukcapil', '/api/residences', body);
      expect(await record(anAddress(unregistered))).toBe('409 residence.resident-not-registered');
      expect(await record(anAddress(subjectRef, { district: '36.04.06' }))).toBe('400 residence.village-elsewhere');
      expect(await record(anAddress(subjectRef))).toBe('409 residence.already-current');
    });

    it('moves forwards in time, out of the regency and back', async () => {
      const { residence, subjectRef } = await aResident(given());
      const to = { district: '36.04.07', movedOn: '2026-05-01', reportedOn: '2026-05-02' };
      expect(await refusal(residence, 'move', { ...to, movedOn: '2026-02-03' })).toBe('400 residence.moved-backwards');
      expect(await refusal(residence, 'move', { ...to, village: '36.04.05.2001' })).toBe('400 residence.village-elsewhere');
      const moved = await does(residence, 'move', to);
      expect(moved.body).toEqual({ subjectRef, ...to, state: 'CURRENT' });
      expect(await refusal(moved, 'move-out', { movedOn: '2026-04-30', reportedOn: '2026-06-01' })).toBe('400 residence.moved-backwards');
      const out = await does(moved, 'move-out', { movedOn: '2026-06-01', reportedOn: '2026-06-01', moveLetterOn: '2026-05-30' });
      expect(out.body).toMatchObject({ district: 'outside', state: 'MOVED_OUT', moveLetterOn: '2026-05-30' });
      const back = await does(out, 'move', { ...to, movedOn: '2026-06-10', reportedOn: '2026-06-10' });
      expect(back.body).toEqual({ subjectRef, district: '36.04.07', movedOn: '2026-06-10', reportedOn: '2026-06-10', state: 'CURRENT' });
    });

    it('is not moved back to once another one is current', async () => {
      const { residence, subjectRef } = await aResident(given());
      const out = await does(residence, 'move-out', { movedOn: '2026-05-01', reportedOn: '2026-05-01' });
      expect(await client().outcome('dukcapil', '/api/residences', anAddress(subjectRef, { movedOn: '2026-06-01' }))).toBe('201');
      expect(await refusal(out, 'move', { district: '36.04.07', movedOn: '2026-06-10', reportedOn: '2026-06-10' })).toBe(
        '409 residence.already-current',
      );
    });

    it('tells by itself, once, when a paper has expired: on the day after its last one', async () => {
      const { residence } = await aResident(given());
      const paper = { paper: 'SKTT', issuedOn: '2026-02-10', validTo: '2026-06-15' };
      const lasting = await does(residence, 'issue-document', paper);
      const expire = (): Promise<unknown> => given().does('dukcapil', ExpireDocument).execute(residence.factId, ownCaller('timer'));
      await expect(expire()).rejects.toThrow('residence.paper-not-expired');
      await does(lasting, 'issue-document', { ...paper, validTo: '2026-06-14' });
      const expired: ShownFact = { ...residence, version: '4' };
      await arrives(given(), expired, entitled['residence'] ?? []);
      expect((await now(residence)).event).toBe('residence-document-expired.v1');
      await expect(expire()).rejects.toThrow('residence.paper-not-expired');
    });

    it('carries papers that do not outlive the permit', async () => {
      const { residence, registration } = await aResident(given());
      const paper = { paper: 'SKTT', issuedOn: '2026-02-10', validTo: '2027-02-01' };
      expect(await refusal(residence, 'issue-document', { ...paper, validTo: '2027-02-02' })).toBe('409 residence.paper-outlives-permit');
      expect(await refusal(residence, 'issue-document', { ...paper, validTo: '2026-02-09' })).toBe('400 residence.paper-ends-before-issue');
      const issued = await does(residence, 'issue-document', paper);
      expect(issued).toMatchObject({ event: 'residence-document-issued.v1', body: { certificateValidTo: '2027-02-01' } });
      await does(registration, 'deregister', { endedOn: '2026-06-15', endReason: 'PERMIT_ENDED' });
      const ended = await now(residence);
      expect(await refusal(ended, 'issue-document', paper)).toBe('409 residence.has-ended');
      expect(await refusal(ended, 'move-out', { movedOn: '2026-06-15', reportedOn: '2026-06-15' })).toBe('409 residence.has-ended');
      expect(await refusal(ended, 'move', { district: '36.04.07', movedOn: '2026-06-15', reportedOn: '2026-06-15' })).toBe(
        '409 residence.has-ended',
      );
    });
  });

  describe('a national check', () => {
    const noted = (subjectRefs: readonly string[], result = 'ONE_PERSON', agency: Agency = 'dukcapil'): Promise<string> =>
      client().outcome(agency, '/api/national-checks', { subjectRefs, result });

    it('compares two residents who are known, says the same however often, and is taken back', async () => {
      const [one, other] = [(await permitted()).subjectRef, (await permitted()).subjectRef];
      const nobody = '019afb00-0000-7000-8000-0000000000ff';
      expect(await noted([one, one])).toBe('400 request.invalid');
      expect(await noted([one, nobody])).toBe('422 national-check.not-identified');
      expect([await noted([one, other]), await noted([other, one])]).toEqual(['204', '204']);
      const kept = () => given().query('dukcapil', 'select from national_match where one = any ($1) and other = any ($1)', [[one, other]]);
      expect(await kept()).toHaveLength(1);
      expect(await noted([one, other], 'TWO_PERSONS')).toBe('204');
      expect(await kept()).toEqual([]);
    });

    it('is taken by dukcapil alone', async () => {
      const { subjectRef } = await permitted();
      expect(await noted([subjectRef, subjectRef], 'ONE_PERSON', 'imigrasi')).toMatch(/^404/);
    });
  });
}

const pathOf = ({ kind, factId }: ShownFact): string => `/api/${kind === 'resident' ? 'registrations' : 'residences'}/${factId}`;
