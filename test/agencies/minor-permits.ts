import { ownCaller } from '@timpora/exchange';

import { ComeOfAge } from '../../apps/imigrasi/src/minor-permits/come-of-age.js';
import { ExpireMinorPermit } from '../../apps/imigrasi/src/minor-permits/expire-minor-permit.js';
import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aChild, aMinorPermit, aPerson, arrives } from './residents.js';
import { revises } from './revises.js';

/** Whether a child may stay: told to dukcapil, and to nobody else. */
export function permitsOfMinors(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/minor-permits';
  const identified = (body: object): Promise<ShownFact> => client().accepted('imigrasi', '/api/foreign-nationals', body);
  const issued = async (change = {}, child = {}): Promise<ShownFact> =>
    client().accepted('imigrasi', path, aMinorPermit((await identified(aChild(child))).subjectRef, change));
  const does = ({ factId, version }: ShownFact, verb: string, body?: unknown): Promise<ShownFact> =>
    revises(client(), 'imigrasi', { path: `${path}/${factId}/${verb}`, body, version });
  const refusal = ({ factId, version }: ShownFact, verb: string, body?: unknown): Promise<string> =>
    client().outcome('imigrasi', `${path}/${factId}/${verb}`, body, { version });
  const factsOf = (kind: string, subjectRef: string) =>
    given().query<{ fact_id: string; event: string; body: Record<string, unknown> }>(
      'imigrasi',
      'select fact_id, event, body from fact where kind = $1 and subject_ref = $2',
      [kind, subjectRef],
    );

  it.each([
    ['someone who turns 18 tomorrow', async () => aMinorPermit((await identified(aChild({ birthDate: '2008-06-16' }))).subjectRef), '201'],
    [
      'someone who turns 18 today',
      async () => aMinorPermit((await identified(aChild({ birthDate: '2008-06-15' }))).subjectRef),
      '409 subject.is-an-adult',
    ],
    ['a child whom nobody identified', async () => aMinorPermit('019afb00-0000-7000-8000-0000000000ff'), '409 permit.unknown-resident'],
    ['a child that has a valid one', async () => aMinorPermit((await issued()).subjectRef), '409 permit.already-valid'],
    [
      'a limited stay without end',
      async () => ({ ...aMinorPermit((await identified(aChild())).subjectRef), validTo: undefined }),
      '400 permit.needs-end',
    ],
    ['a stay for work', async () => aMinorPermit((await identified(aChild())).subjectRef, { purposeGroup: 'WORK' }), '400 request.invalid'],
    [
      'a child with a guardian who is a child',
      async () => aMinorPermit((await identified(aChild())).subjectRef, { guardianRef: (await identified(aChild())).subjectRef }),
      '409 minor-permit.guardian-unfit',
    ],
  ])('for %s is answered as it should', async (_, body, wanted) => {
    expect(await client().outcome('imigrasi', path, await body())).toBe(wanted);
  });

  it('is of a child who has died no more', async () => {
    const child = await identified(aChild());
    await client().accepted('imigrasi', `/api/foreign-nationals/${child.factId}/record-death`, undefined, { version: '1' });
    expect(await client().outcome('imigrasi', path, aMinorPermit(child.subjectRef))).toBe('409 foreign-national.deceased');
  });

  it('reaches dukcapil alone, whatever becomes of it', async () => {
    const guardian = await identified(aPerson());
    const permit = await issued({ guardianRef: guardian.subjectRef });
    const abroad = await does(permit, 'depart', { departedOn: '2026-05-10' });
    expect(await refusal(abroad, 'depart', { departedOn: '2026-05-11' })).toBe('409 permit.holder-already-abroad');
    expect(await refusal(abroad, 'return', { returnedOn: '2026-05-09' })).toBe('400 permit.returned-before-leaving');
    const back = await does(abroad, 'return', { returnedOn: '2026-05-12' });
    expect(await refusal(back, 'return', { returnedOn: '2026-05-12' })).toBe('409 permit.holder-not-abroad');
    const closed = await does(back, 'close');
    expect(closed).toMatchObject({ event: 'minor-permit-recorded.v1', body: { state: 'CLOSED', guardianRef: guardian.subjectRef } });
    expect(await refusal(closed, 'close')).toBe('409 permit.not-open');
    await arrives(given(), closed, ['dukcapil']);
    await eventually(
      () => client().holders(closed),
      Object.fromEntries((entitled['minor-permit'] ?? []).map((agency) => [agency, closed.version])),
    );
  });

  it('is extended, with what was paid for that', async () => {
    const permit = await issued({ validTo: '2026-07-31' });
    expect(await refusal(permit, 'end-application')).toBe('409 minor-permit.no-application');
    const pending = await does(permit, 'pay-application', { paidOn: '2026-06-15' });
    expect(await refusal(pending, 'pay-application', { paidOn: '2026-06-15' })).toBe('409 minor-permit.application-pending');
    const withdrawn = await does(pending, 'end-application');
    expect(withdrawn.body).not.toHaveProperty('applicationPaidOn');
    const again = await does(withdrawn, 'pay-application', { paidOn: '2026-06-16' });
    expect(await refusal(again, 'extend', { validTo: '2026-07-31', extendedOn: '2026-06-17' })).toBe('409 permit.not-longer');
    const extended = await does(again, 'extend', { validTo: '2027-07-31', extendedOn: '2026-06-17' });
    expect(extended.body).toMatchObject({ validTo: '2027-07-31', lastExtendedOn: '2026-06-17', state: 'VALID' });
    expect(extended.body).not.toHaveProperty('applicationPaidOn');
  });

  it('is cancelled while it is valid', async () => {
    const cancelled = await does(await issued(), 'cancel');
    expect(cancelled.body).toMatchObject({ state: 'CANCELLED' });
    expect(await refusal(cancelled, 'cancel')).toBe('409 permit.not-open');
    expect(await refusal(cancelled, 'extend', { validTo: '2028-01-01', extendedOn: '2026-06-15' })).toBe('409 permit.not-extendable');
  });

  it('names another guardian, or none', async () => {
    const permit = await issued();
    const guardian = await identified(aPerson());
    expect(await refusal(permit, 'change-guardian', { guardianRef: permit.subjectRef })).toBe('409 minor-permit.guardian-unfit');
    const guarded = await does(permit, 'change-guardian', { guardianRef: guardian.subjectRef });
    expect(guarded.body).toMatchObject({ guardianRef: guardian.subjectRef });
    expect((await does(guarded, 'change-guardian', {})).body).not.toHaveProperty('guardianRef');
  });

  const states = async (kind: string, subjectRef: string) => (await factsOf(kind, subjectRef)).map(({ body }) => body['state']);

  it('expires by itself on the day after its last one', async () => {
    const lasting = await issued({ validTo: '2026-06-15' });
    await expect(given().does('imigrasi', ExpireMinorPermit).execute(lasting.factId, ownCaller('timer'))).rejects.toThrow(
      'permit.not-yet-expired',
    );
    const permit = await issued({ validTo: '2026-06-14' });
    await eventually(() => states('minor-permit', permit.subjectRef), ['EXPIRED']);
    expect(await states('minor-permit', lasting.subjectRef)).toEqual(['VALID']);
  });

  /** It turns out that the child was born a day earlier, and is 18 today. */
  const turns18 = async (subjectRef: string): Promise<string> => {
    const [identity] = await factsOf('foreign-national', subjectRef);
    const right = { ...identity?.body, birthDate: '2008-06-15' };
    await client().accepted('imigrasi', `/api/facts/foreign-national/${identity?.fact_id}/correct`, right, { version: '1' });
    return identity?.fact_id ?? '';
  };
  const almost18 = { birthDate: '2008-06-16' };

  it('goes on, on the 18th birthday, as a stay permit of which the readers of adults’ permits hear', async () => {
    const permit = await issued({}, almost18);
    const [{ fact_id: child } = { fact_id: '' }] = await factsOf('foreign-national', permit.subjectRef);
    await expect(given().does('imigrasi', ComeOfAge).execute(child, ownCaller('timer'))).rejects.toThrow('minor-permit.not-of-age');
    await turns18(permit.subjectRef);
    await eventually(() => states('minor-permit', permit.subjectRef), ['CAME_OF_AGE']);
    const [adult] = await factsOf('stay-permit', permit.subjectRef);
    expect(adult).toMatchObject({ event: 'permit-issued.v1', body: { origin: 'COMING_OF_AGE', validTo: '2027-02-01', state: 'VALID' } });
    const held = { kind: 'stay-permit', issuer: 'imigrasi', factId: adult?.fact_id ?? '' } as const;
    await eventually(() => client().holders(held), Object.fromEntries((entitled['stay-permit'] ?? []).map((agency) => [agency, '1'])));
    expect(await client().outcome('imigrasi', path, aMinorPermit(permit.subjectRef))).toBe('409 subject.is-an-adult');
  });

  it('takes what was paid for the child along', async () => {
    const permit = await does(await issued({}, almost18), 'pay-application', { paidOn: '2026-06-10' });
    await turns18(permit.subjectRef);
    await eventually(() => states('permit-application', permit.subjectRef), ['PAID']);
    const [adult] = await factsOf('stay-permit', permit.subjectRef);
    const [application] = await factsOf('permit-application', permit.subjectRef);
    expect(application?.body).toMatchObject({ permitFact: { factId: adult?.fact_id }, paidOn: '2026-06-10', applicationKind: 'EXTENSION' });
  });

  it('comes of age once: a second time gives no second stay permit', async () => {
    const permit = await issued({}, almost18);
    const identity = await turns18(permit.subjectRef);
    await eventually(() => states('minor-permit', permit.subjectRef), ['CAME_OF_AGE']);
    expect(await given().does('imigrasi', ComeOfAge).execute(identity, ownCaller('timer'))).toBeNull();
    const again = { ...permit.body, state: 'VALID' };
    await client().accepted('imigrasi', `/api/facts/minor-permit/${permit.factId}/correct`, again, { version: '2' });
    await given().does('imigrasi', ComeOfAge).execute(identity, ownCaller('timer'));
    expect(await states('minor-permit', permit.subjectRef)).toEqual(['CAME_OF_AGE']);
    expect(await states('stay-permit', permit.subjectRef)).toEqual(['VALID']);
  });

  it('that expired before the 18th birthday is extended as that of an adult', async () => {
    const permit = await issued({ validTo: '2026-06-14' }, almost18);
    await eventually(() => states('minor-permit', permit.subjectRef), ['EXPIRED']);
    await turns18(permit.subjectRef);
    const extension = { validTo: '2027-06-14', extendedOn: '2026-06-15' };
    const extended = await client().accepted('imigrasi', `${path}/${permit.factId}/extend`, extension, { version: '2' });
    expect(extended.body).toMatchObject({ state: 'CAME_OF_AGE', validTo: '2027-06-14' });
    const [adult] = await factsOf('stay-permit', permit.subjectRef);
    expect(adult?.body).toMatchObject({ state: 'VALID', validTo: '2027-06-14', lastExtendedOn: '2026-06-15' });
  });
}
