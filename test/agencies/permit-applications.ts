import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aChild, anApplication, aPermit, aPerson, arrives } from './residents.js';
import { revises } from './revises.js';

/** Who applied in time does not look like an overstayer; what is granted is granted in one piece. */
export function permitApplications(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/permit-applications';
  const identified = (body: object = aPerson()): Promise<ShownFact> => client().accepted('imigrasi', '/api/foreign-nationals', body);
  const permitted = async (change = {}): Promise<ShownFact> =>
    client().accepted('imigrasi', '/api/stay-permits', aPermit((await identified()).subjectRef, change));
  const about = ({ subjectRef, factId }: ShownFact, applicationKind: string, filedOn = '2026-06-15') => ({
    ...{ subjectRef, applicationKind, filedOn },
    permitFact: { kind: 'stay-permit', factId },
  });
  const file = (body: object): Promise<ShownFact> => client().accepted('imigrasi', path, body);
  const does = ({ factId, version }: ShownFact, verb: string, body: unknown): Promise<ShownFact> =>
    revises(client(), 'imigrasi', { path: `${path}/${factId}/${verb}`, body, version });
  const refusal = ({ factId, version }: ShownFact, verb: string, body: unknown): Promise<string> =>
    client().outcome('imigrasi', `${path}/${factId}/${verb}`, body, { version });
  const shown = async (kind: string, factId: string): Promise<ShownFact> =>
    (await client().get('imigrasi', `/api/facts/${kind}/imigrasi/${factId}`)).body;
  const newPermit = {
    ...{ permitType: 'LIMITED', purposeGroup: 'FAMILY', workAllowed: 'NO', sponsorBasis: 'PERSON' },
    ...{ issuedOn: '2026-06-15', validFrom: '2026-06-15', validTo: '2027-06-14', decidedOn: '2026-06-15' },
  };
  const permitsOf = (subjectRef: string) =>
    given().query<{ fact_id: string; body: Record<string, unknown> }>(
      'imigrasi',
      `select fact_id, body from fact where kind = 'stay-permit' and subject_ref = $1 order by recorded_at`,
      [subjectRef],
    );

  it.each([
    ['an extension in its window', async () => about(await permitted({ validTo: '2026-09-15' }), 'EXTENSION'), '201'],
    ['an extension before it', async () => about(await permitted({ validTo: '2026-09-16' }), 'EXTENSION'), '409 application.too-early'],
    ['an extension after it', async () => about(await permitted({ validTo: '2026-06-14' }), 'EXTENSION'), '409 application.after-the-end'],
    ['a conversion from a visit', async () => anApplication((await identified()).subjectRef), '201'],
    [
      'a conversion from a visit a month before',
      async () => anApplication((await identified()).subjectRef, { filedOn: '2026-05-31' }),
      '409 application.too-early',
    ],
    [
      'nothing in particular',
      async () => ({ ...about(await permitted(), 'CLOSURE'), permitFact: undefined }),
      '400 application.which-permit',
    ],
    [
      'a permit of somebody else',
      async () => ({ ...about(await permitted(), 'CLOSURE'), subjectRef: (await identified()).subjectRef }),
      '409 application.permit-not-found',
    ],
    [
      'a permit that nobody has',
      async () => about({ ...(await permitted()), factId: '019afb00-0000-7000-8000-0000000000fe' }, 'CLOSURE'),
      '409 application.permit-not-found',
    ],
    [
      'an appointment before it is filed',
      async () => ({ ...about(await permitted(), 'CLOSURE'), visitOn: '2026-06-14' }),
      '400 contract.broken',
    ],
    ['a child', async () => anApplication((await identified(aChild())).subjectRef), '409 subject.is-a-minor'],
  ])('about %s is answered as it should', async (_, body, wanted) => {
    expect(await client().outcome('imigrasi', path, await body())).toBe(wanted);
  });

  it('is undecided once for a permit and kind', async () => {
    const permit = await permitted();
    const first = await file(about(permit, 'CLOSURE'));
    const again = await client().post('imigrasi', path, about(permit, 'CLOSURE'));
    expect([again.code, again.body.factId]).toEqual(['application.already-open', first.factId]);
    expect(await client().outcome('imigrasi', path, about(permit, 'SPONSOR_CHANGE'))).toBe('201');
    await does(first, 'decide', { decidedOn: '2026-06-15', outcome: 'WITHDRAWN' });
    expect(await client().outcome('imigrasi', path, about(permit, 'CLOSURE'))).toBe('201');
  });

  it('goes through its states, and every entitled agency follows', async () => {
    const filed = await file(about(await permitted({ validTo: '2026-07-15' }), 'EXTENSION'));
    const invited = await does(filed, 'change-appointment', { visitOn: '2026-06-19' });
    expect(invited).toMatchObject({ event: 'permit-application-filed.v1', body: { visitOn: '2026-06-19', state: 'FILED' } });
    expect(await refusal(invited, 'pay', { paidOn: '2026-06-14' })).toBe('400 contract.broken');
    const paid = await does(invited, 'pay', { paidOn: '2026-06-15' });
    expect(await refusal(paid, 'pay', { paidOn: '2026-06-15' })).toBe('409 application.not-filed');
    expect(await refusal(paid, 'convert', newPermit)).toBe('409 application.not-paid');
    expect(await refusal(paid, 'decide', { decidedOn: '2026-06-14', outcome: 'GRANTED' })).toBe('400 contract.broken');
    const decided = await does(paid, 'decide', { decidedOn: '2026-06-15', outcome: 'GRANTED' });
    expect(decided).toMatchObject({ event: 'permit-application-decided.v1', body: { outcome: 'GRANTED', state: 'DECIDED' } });
    expect(await refusal(decided, 'decide', { decidedOn: '2026-06-15', outcome: 'REFUSED' })).toBe('409 application.already-decided');
    expect(await refusal(decided, 'change-appointment', { visitOn: '2026-06-20' })).toBe('409 application.already-decided');
    await eventually(
      () => client().holders(decided),
      Object.fromEntries((entitled['permit-application'] ?? []).map((agency) => [agency, decided.version])),
    );
  });

  describe('a conversion', () => {
    const paidConversion = async (permit: ShownFact): Promise<ShownFact> =>
      does(await file(about(permit, 'CONVERSION')), 'pay', { paidOn: '2026-06-15' });

    it('closes the old permit and issues the new one with the decision', async () => {
      const permit = await permitted();
      const paid = await paidConversion(permit);
      expect(await refusal(paid, 'decide', { decidedOn: '2026-06-15', outcome: 'GRANTED' })).toBe('409 application.convert-instead');
      const granted = await does(paid, 'convert', newPermit);
      expect(granted.body).toMatchObject({ outcome: 'GRANTED', decidedOn: '2026-06-15', state: 'DECIDED' });
      const [old, issued] = await permitsOf(permit.subjectRef);
      expect(old?.body).toMatchObject({ state: 'CLOSED', closureKind: 'CONVERTED', closedOn: '2026-06-15' });
      expect(issued?.body).toMatchObject({ state: 'VALID', origin: 'CONVERSION', purposeGroup: 'FAMILY', validTo: '2027-06-14' });
      await arrives(given(), await shown('stay-permit', issued?.fact_id ?? ''), entitled['stay-permit'] ?? []);
    });

    it('happens whole or not at all', async () => {
      const permit = await permitted();
      const paid = await paidConversion(permit);
      expect(await refusal(paid, 'convert', { ...newPermit, decidedOn: '2026-02-01' })).toBe('400 permit.before-start');
      expect(await refusal(paid, 'convert', { ...newPermit, validTo: undefined })).toBe('400 permit.needs-end');
      expect(await refusal(paid, 'convert', { ...newPermit, validTo: '2026-06-14' })).toBe('400 contract.broken');
      expect(await refusal({ ...paid, version: '1' }, 'convert', newPermit)).toBe('409 version.stale');
      expect((await permitsOf(permit.subjectRef)).map(({ body }) => body['state'])).toEqual(['VALID']);
      expect((await shown('permit-application', paid.factId)).body['state']).toBe('PAID');
    });

    it('is not granted beside another valid permit, nor to who has died', async () => {
      const visitor = await identified();
      const filed = await file(anApplication(visitor.subjectRef));
      expect(await refusal(filed, 'convert', newPermit)).toBe('409 application.not-paid');
      const paid = await does(filed, 'pay', { paidOn: '2026-06-15' });
      const { factId } = await client().accepted('imigrasi', '/api/stay-permits', aPermit(visitor.subjectRef));
      expect(await refusal(paid, 'convert', newPermit)).toBe('409 permit.already-valid');
      await client().accepted('imigrasi', `/api/stay-permits/${factId}/cancel`, { cancelledOn: '2026-06-15' }, { version: '1' });
      await client().accepted('imigrasi', `/api/foreign-nationals/${visitor.factId}/record-death`, undefined, { version: '1' });
      expect(await refusal(paid, 'convert', newPermit)).toBe('409 foreign-national.deceased');
    });

    it('from a visit permit issues the first permit', async () => {
      const { subjectRef } = await identified();
      const paid = await does(await file(anApplication(subjectRef)), 'pay', { paidOn: '2026-06-15' });
      await does(paid, 'convert', { ...newPermit, ownReference: 'ITAS-2002' });
      expect((await permitsOf(subjectRef)).map(({ body }) => [body['origin'], body['state']])).toEqual([['CONVERSION', 'VALID']]);
    });
  });
}
