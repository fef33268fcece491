import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aChangeReport, aChild, aPerson, aSponsorship } from './residents.js';
import { revises } from './revises.js';

/** Which organisation stands in for a resident, and what imigrasi was told of changes. */
export function sponsorsAndReports(given: () => RunningExchange): void {
  const client = () => given().client;
  let subjectRef: string;
  const identified = async (body: object = aPerson()): Promise<string> =>
    (await client().accepted('imigrasi', '/api/foreign-nationals', body)).subjectRef;
  beforeAll(async () => {
    subjectRef = await identified();
  });
  const isHeldBy = (fact: ShownFact): Promise<void> =>
    eventually(() => client().holders(fact), Object.fromEntries((entitled[fact.kind] ?? []).map((agency) => [agency, fact.version])));

  describe('a sponsorship', () => {
    const path = '/api/sponsorships';
    const does = ({ factId, version }: ShownFact, verb: string, body: unknown): Promise<ShownFact> =>
      revises(client(), 'imigrasi', { path: `${path}/${factId}/${verb}`, body, version });
    const refusal = ({ factId, version }: ShownFact, verb: string, body: unknown): Promise<string> =>
      client().outcome('imigrasi', `${path}/${factId}/${verb}`, body, { version });

    it('changes and ends, and every entitled agency follows', async () => {
      const active = await client().accepted('imigrasi', path, aSponsorship(subjectRef));
      const director = await does(active, 'change', { organisationRole: 'DIRECTOR', endsOn: '2027-02-01' });
      expect(director.body).toMatchObject({ organisationRole: 'DIRECTOR', endsOn: '2027-02-01', state: 'ACTIVE' });
      expect(await refusal(director, 'change', { endsOn: '2026-02-01' })).toBe('400 contract.broken');
      expect(await refusal(director, 'end', { state: 'RELEASED', endsOn: '2026-02-01' })).toBe('400 contract.broken');
      expect(await refusal(director, 'end', { state: 'ACTIVE', endsOn: '2026-06-15' })).toBe('400 request.invalid');
      const released = await does(director, 'end', { state: 'RELEASED', endsOn: '2026-06-15' });
      expect(released).toMatchObject({ event: 'sponsor-changed.v1', body: { state: 'RELEASED', endsOn: '2026-06-15' } });
      expect(await refusal(released, 'end', { state: 'ENDED', endsOn: '2026-06-15' })).toBe('409 sponsorship.has-ended');
      expect(await refusal(released, 'change', { goldenVisa: true })).toBe('409 sponsorship.has-ended');
      await isHeldBy(released);
    });

    it('is one for each organisation and basis', async () => {
      const resident = await identified();
      const { factId } = await client().accepted('imigrasi', path, aSponsorship(resident));
      const again = await client().post('imigrasi', path, aSponsorship(resident));
      expect([again.code, again.body.factId]).toEqual(['sponsorship.already-active', factId]);
      expect(await client().outcome('imigrasi', path, aSponsorship(resident, { organisationKey: 'nib:9000000000002' }))).toBe('201');
      expect(await client().outcome('imigrasi', path, aSponsorship(resident, { basis: 'INVESTOR_GUARANTEE' }))).toBe('201');
      await does({ ...again.body, factId, version: '1' }, 'end', { state: 'ENDED', endsOn: '2026-06-15' });
      expect(await client().outcome('imigrasi', path, aSponsorship(resident))).toBe('201');
    });

    it('is not of a child, nor of somebody whom nobody knows', async () => {
      expect(await client().outcome('imigrasi', path, aSponsorship(await identified(aChild())))).toBe('409 subject.is-a-minor');
      expect(await client().outcome('imigrasi', path, aSponsorship('019afb00-0000-7000-8000-0000000000ff'))).toBe('422 subject.not-known');
    });

    it('that is over is not corrected to one without a last day', async () => {
      const resident = await identified();
      const { factId, body } = await client().accepted('imigrasi', path, aSponsorship(resident));
      const corrected = client().outcome(
        'imigrasi',
        `/api/facts/sponsorship/${factId}/correct`,
        { ...body, state: 'ENDED' },
        { version: '1' },
      );
      expect(await corrected).toBe('400 sponsorship.end-missing');
    });
  });

  describe('a report of a change', () => {
    const path = '/api/change-reports';
    const event = { kind: 'vital-event', factId: '019afb00-0000-7000-8000-0000000000e1' };
    const marriage = { reportType: 'CIVIL_STATUS', declaredDistrict: undefined };

    it('reaches dukcapil alone', async () => {
      await isHeldBy(await client().accepted('imigrasi', path, aChangeReport(subjectRef, { declaredVillage: '36.04.05.2001' })));
    });

    it.each([
      ['an address told before the move', { effectiveOn: '2026-03-01' }, '201'],
      ['an address without an area', { declaredDistrict: undefined }, '400 change-report.address-fields'],
      ['a village elsewhere', { declaredVillage: '36.04.06.2001' }, '400 change-report.village-elsewhere'],
      ['work, with an area', { reportType: 'WORK' }, '400 change-report.address-fields'],
      ['an event of which nothing has arrived', { ...marriage, vitalEventFact: event }, '201'],
      ['an event that is none', { ...marriage, vitalEventFact: { ...event, kind: 'residence' } }, '400 change-report.not-a-vital-event'],
      ['a kind of change that is none', { reportType: 'MOOD' }, '400 request.invalid'],
    ])('of %s is answered as it should', async (_, change, wanted) => {
      expect(await client().outcome('imigrasi', path, aChangeReport(await identified(), change))).toBe(wanted);
    });

    it('is made once of the same change', async () => {
      const resident = await identified();
      const outcome = (change: object): Promise<string> => client().outcome('imigrasi', path, aChangeReport(resident, { ...change }));
      const twice = '409 change-report.already-reported';
      expect([await outcome({}), await outcome({ reportedOn: '2026-02-11' })]).toEqual(['201', twice]);
      expect(await outcome({ effectiveOn: '2026-03-01' })).toBe('201');
      const about = (factId: string, effectiveOn: string) => ({ ...marriage, effectiveOn, vitalEventFact: { ...event, factId } });
      expect(await outcome(about(event.factId, '2026-02-04'))).toBe('201');
      expect(await outcome(about(event.factId, '2026-02-05'))).toBe(twice);
      expect(await outcome(about('019afb00-0000-7000-8000-0000000000e2', '2026-02-04'))).toBe('201');
    });

    it('is not of a child', async () => {
      expect(await client().outcome('imigrasi', path, aChangeReport(await identified(aChild())))).toBe('409 subject.is-a-minor');
    });
  });
}
