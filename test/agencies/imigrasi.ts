import { ownCaller } from '@timpora/exchange';

import { ExpirePermit } from '../../apps/imigrasi/src/stay-permits/expire-permit.js';
import { entitled } from './entitled.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aPermit, aPerson, arrives } from './residents.js';
import { revises } from './revises.js';

/** Who a person is, and whether the person may stay. */
export function commandsOfImigrasi(given: () => RunningExchange): void {
  const client = () => given().client;
  const identify = (change = {}): Promise<ShownFact> => client().accepted('imigrasi', '/api/foreign-nationals', aPerson(change));
  const permitted = async (change = {}): Promise<ShownFact> => {
    const { subjectRef } = await identify();
    return client().accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef, change));
  };
  const onPerson = (fact: ShownFact, verb: string, body?: unknown): Promise<string> =>
    client().outcome('imigrasi', `/api/foreign-nationals/${fact.factId}/${verb}`, body, { version: fact.version });
  const onPermit = (fact: ShownFact, verb: string, body: unknown): Promise<ShownFact> =>
    revises(client(), 'imigrasi', { path: `/api/stay-permits/${fact.factId}/${verb}`, body, version: fact.version });
  const refusal = (fact: ShownFact, verb: string, body: unknown): Promise<string> =>
    client().outcome('imigrasi', `/api/stay-permits/${fact.factId}/${verb}`, body, { version: fact.version });

  describe('an identity', () => {
    it('gives a reference, and dukcapil learns it', async () => {
      const person = await identify({ registrationNumber: 'SYN-7001' });
      expect(person).toMatchObject({ kind: 'foreign-national', version: '1', body: { state: 'ESTABLISHED' } });
      await arrives(given(), person, entitled['foreign-national'] ?? []);
    });

    it('is established once: the known reference is in the refusal', async () => {
      const body = aPerson();
      const { subjectRef } = await client().accepted('imigrasi', '/api/foreign-nationals', body);
      const again = await client().post('imigrasi', '/api/foreign-nationals', {
        ...body,
        fullName: String(body['fullName']).toUpperCase(),
      });
      expect([again.status, again.code, again.body.subjectRef]).toEqual([409, 'foreign-national.already-identified', subjectRef]);
    });

    it('is of one person only among two who send the same at once', async () => {
      const body = aPerson();
      const both = await Promise.all([1, 2].map(() => client().outcome('imigrasi', '/api/foreign-nationals', body)));
      expect(both.sort()).toEqual(['201', '409 foreign-national.already-identified']);
    });

    it('has a registration number of its own', async () => {
      await identify({ registrationNumber: 'SYN-7002' });
      const other = await identify();
      expect(await client().outcome('imigrasi', '/api/foreign-nationals', aPerson({ registrationNumber: 'SYN-7002' }))).toBe(
        '409 foreign-national.number-taken',
      );
      expect(await onPerson(other, 'change', { registrationNumber: 'SYN-7002' })).toBe('409 foreign-national.number-taken');
    });

    it('changes, and ends with a death', async () => {
      const person = await identify();
      const path = `/api/foreign-nationals/${person.factId}`;
      await revises(client(), 'imigrasi', { path: `${path}/change`, body: { nationality: 'JPN' }, version: '1' });
      await revises(client(), 'imigrasi', { path: `${path}/record-death`, version: '2' });
      expect(await onPerson({ ...person, version: '3' }, 'record-death')).toBe('409 foreign-national.deceased');
      expect(await onPerson({ ...person, version: '3' }, 'change', { nationality: 'KOR' })).toBe('409 foreign-national.deceased');
      expect(await client().outcome('imigrasi', '/api/stay-permits', aPermit(person.subjectRef))).toBe('409 foreign-national.deceased');
    });
  });

  describe('a stay permit', () => {
    it.each([
      ['a person whom nobody identified', async () => aPermit('019afb00-0000-7000-8000-0000000000ff'), '409 permit.unknown-resident'],
      [
        'someone who turns 18 tomorrow',
        async () => aPermit((await identify({ birthDate: '2008-06-16' })).subjectRef),
        '409 subject.is-a-minor',
      ],
      ['someone who turns 18 today', async () => aPermit((await identify({ birthDate: '2008-06-15' })).subjectRef), '201'],
      [
        'a limited stay without end',
        async () => ({ ...aPermit((await identify()).subjectRef), validTo: undefined }),
        '400 permit.needs-end',
      ],
      ['a second valid one', async () => aPermit((await permitted()).subjectRef), '409 permit.already-valid'],
      ['days in the wrong order', async () => aPermit((await identify()).subjectRef, { validTo: '2026-02-01' }), '400 contract.broken'],
      ['more than 30 years', async () => aPermit((await identify()).subjectRef, { validTo: '2056-06-16' }), '400 contract.broken'],
      ['30 years', async () => aPermit((await identify()).subjectRef, { validTo: '2056-06-15' }), '201'],
    ])('for %s is answered', async (_, body, wanted) => {
      expect(await client().outcome('imigrasi', '/api/stay-permits', await body())).toBe(wanted);
    });

    it('is extended, but not to an earlier day or after its closure', async () => {
      const permit = await permitted();
      expect(await refusal(permit, 'extend', { validTo: '2027-02-01', extendedOn: '2026-06-15' })).toBe('409 permit.not-longer');
      const extended = await onPermit(permit, 'extend', { validTo: '2028-02-01', extendedOn: '2026-06-15' });
      expect(extended.body).toMatchObject({ validTo: '2028-02-01', lastExtendedOn: '2026-06-15', state: 'VALID' });
      await arrives(given(), extended, entitled['stay-permit'] ?? []);
      const closed = await onPermit(extended, 'close', { closureKind: 'ON_EXIT', closedOn: '2026-06-15' });
      expect(closed.body).toMatchObject({ state: 'CLOSED', leaveBy: '2026-06-22' });
      expect(await refusal(closed, 'extend', { validTo: '2029-02-01', extendedOn: '2026-06-15' })).toBe('409 permit.not-extendable');
    });

    it('expires by itself on the day after its last one, and is extended when the decision comes late', async () => {
      const lasting = await permitted({ validTo: '2026-06-15' });
      await expect(given().does('imigrasi', ExpirePermit).execute(lasting.factId, ownCaller('permit-expiry'))).rejects.toThrow(
        'permit.not-yet-expired',
      );
      const permit = await permitted({ validTo: '2026-06-14' });
      const expired: ShownFact = { ...permit, version: '2' };
      await arrives(given(), expired, entitled['stay-permit'] ?? []);
      expect(await refusal(expired, 'cancel', { cancelledOn: '2026-06-15' })).toBe('409 permit.not-open');
      const extended = await onPermit(expired, 'extend', { validTo: '2027-06-14', extendedOn: '2026-06-15' });
      expect(extended.body).toMatchObject({ state: 'VALID', validTo: '2027-06-14' });
      expect((await client().get('imigrasi', `/api/facts/stay-permit/imigrasi/${lasting.factId}`)).body).toMatchObject({ version: '1' });
    });

    it('is not extended beside another valid one', async () => {
      const permit = await permitted({ validTo: '2026-06-14' });
      await arrives(given(), { ...permit, version: '2' }, entitled['stay-permit'] ?? []);
      const { factId } = await client().accepted('imigrasi', '/api/stay-permits', aPermit(permit.subjectRef));
      const extension = { validTo: '2027-06-14', extendedOn: '2026-06-15' };
      const answer = await client().post('imigrasi', `/api/stay-permits/${permit.factId}/extend`, extension, { version: '2' });
      expect([answer.code, answer.body.factId]).toEqual(['permit.already-valid', factId]);
    });

    it('is closed on or after its first day, with how it was', async () => {
      const permit = await permitted();
      expect(await refusal(permit, 'close', { closedOn: '2026-06-15' })).toBe('400 permit.closure-kind-missing');
      expect(await refusal(permit, 'close', { closureKind: 'ABROAD', closedOn: '2026-02-01' })).toBe('400 permit.before-start');
      const closed = await onPermit(permit, 'close', { closureKind: 'ABROAD', closedOn: '2026-02-02' });
      expect(closed.body).not.toHaveProperty('leaveBy');
      expect(await refusal(closed, 'close', { closureKind: 'ABROAD', closedOn: '2026-06-15' })).toBe('409 permit.not-open');
    });

    it('is cancelled while it is valid', async () => {
      const permit = await permitted();
      expect(await refusal(permit, 'cancel', { cancelledOn: '2026-02-01' })).toBe('400 permit.before-start');
      const cancelled = await onPermit(permit, 'cancel', { cancelledOn: '2026-06-15' });
      expect(cancelled).toMatchObject({ event: 'permit-cancelled.v1', body: { state: 'CANCELLED', closedOn: '2026-06-15' } });
      expect(await refusal(cancelled, 'cancel', { cancelledOn: '2026-06-15' })).toBe('409 permit.not-open');
      expect(await client().outcome('imigrasi', '/api/stay-permits', aPermit(permit.subjectRef))).toBe('201');
    });

    it('knows when its holder is abroad', async () => {
      const permit = await permitted();
      expect(await refusal(permit, 'return', { returnedOn: '2026-06-15' })).toBe('409 permit.holder-not-abroad');
      const away = await onPermit(permit, 'depart', { departedOn: '2026-05-10' });
      expect(away.body).toMatchObject({ holderAbroadSince: '2026-05-10', state: 'VALID' });
      expect(await refusal(away, 'depart', { departedOn: '2026-05-11' })).toBe('409 permit.holder-already-abroad');
      expect(await refusal(away, 'return', { returnedOn: '2026-05-09' })).toBe('400 permit.returned-before-leaving');
      const back = await onPermit(away, 'return', { returnedOn: '2026-05-10' });
      expect(back.body).not.toHaveProperty('holderAbroadSince');
      const closed = await onPermit(back, 'close', { closureKind: 'LAPSED', closedOn: '2026-06-15' });
      expect(await refusal(closed, 'depart', { departedOn: '2026-06-15' })).toBe('409 permit.not-open');
    });
  });
}
