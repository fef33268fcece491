import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled } from './entitled.js';
import { aChild, aDeparture, aMinorPermit, anApplication, aPermit, aPerson, aSponsorship } from './residents.js';

/** Who left for good: every agency hears it, and imigrasi closes what it holds open itself. */
export function finalDepartures(given: () => RunningExchange): void {
  const client = () => given().client;
  const path = '/api/final-departures';
  const states = (to: string, body: object): Promise<ShownFact> => client().accepted('imigrasi', to, body);
  const bodiesAbout = async (subjectRef: string): Promise<Record<string, unknown>> => {
    const rows = await given().query<{ kind: string; body: object; cause: string | null }>(
      'imigrasi',
      `select kind, body, document::jsonb ->> 'causationid' as cause from fact where subject_ref = $1 order by recorded_at, fact_id`,
      [subjectRef],
    );
    return Object.fromEntries(rows.map(({ kind, body, cause }) => [kind, { ...body, cause }]));
  };

  it('is heard by every agency', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aPerson());
    const departure = await states(path, aDeparture(subjectRef));
    expect(departure.body).toEqual({ subjectRef, departedOn: '2026-06-14' });
    await eventually(
      () => client().holders(departure),
      Object.fromEntries((entitled['final-departure'] ?? []).map((agency) => [agency, '1'])),
    );
  });

  it('closes the permit, the sponsorship and the application, and says why', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aPerson());
    const permit = await states('/api/stay-permits', aPermit(subjectRef));
    await states('/api/sponsorships', aSponsorship(subjectRef));
    const permitFact = { kind: 'stay-permit', factId: permit.factId };
    await states('/api/permit-applications', { subjectRef, applicationKind: 'CLOSURE', permitFact, filedOn: '2026-06-10' });
    const { factId } = await states(path, aDeparture(subjectRef));
    const [departure] = await given().query<{ event_id: string }>('imigrasi', 'select event_id from fact where fact_id = $1', [factId]);
    const cause = departure?.event_id;
    expect(await bodiesAbout(subjectRef)).toMatchObject({
      'stay-permit': { state: 'CLOSED', closureKind: 'ON_EXIT', closedOn: '2026-06-14', cause },
      sponsorship: { state: 'ENDED', endsOn: '2026-06-14', cause },
      'permit-application': { state: 'DECIDED', outcome: 'WITHDRAWN', decidedOn: '2026-06-14', cause },
    });
  });

  it('closes the permit of a child', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aChild());
    await states('/api/minor-permits', aMinorPermit(subjectRef));
    await states(path, aDeparture(subjectRef));
    expect(await bodiesAbout(subjectRef)).toMatchObject({ 'minor-permit': { state: 'CLOSED' } });
  });

  it('leaves alone what was closed before or began later', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aPerson());
    const { factId } = await states('/api/stay-permits', aPermit(subjectRef));
    await client().accepted('imigrasi', `/api/stay-permits/${factId}/cancel`, { cancelledOn: '2026-06-01' }, { version: '1' });
    await states('/api/sponsorships', aSponsorship(subjectRef, { startsOn: '2026-06-15' }));
    await states('/api/permit-applications', anApplication(subjectRef, { filedOn: '2026-06-15' }));
    await states(path, aDeparture(subjectRef));
    expect(await bodiesAbout(subjectRef)).toMatchObject({
      'stay-permit': { state: 'CANCELLED', closedOn: '2026-06-01' },
      sponsorship: { state: 'ACTIVE' },
      'permit-application': { state: 'FILED' },
    });
  });

  it('closes nothing when one of the closings fails', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aPerson());
    await states('/api/stay-permits', aPermit(subjectRef));
    const { factId } = await states('/api/sponsorships', aSponsorship(subjectRef));
    await given().query('imigrasi', `alter table fact add constraint fails check (version < 2 or fact_id <> '${factId}')`);
    expect(await client().outcome('imigrasi', path, aDeparture(subjectRef))).toBe('500 service.unexpected');
    await given().query('imigrasi', 'alter table fact drop constraint fails');
    const left = await bodiesAbout(subjectRef);
    expect(left).toMatchObject({ 'stay-permit': { state: 'VALID' }, sponsorship: { state: 'ACTIVE' } });
    expect(left).not.toHaveProperty('final-departure');
  });

  it('is recorded once for a day, when it has happened, of somebody who is known', async () => {
    const { subjectRef } = await states('/api/foreign-nationals', aPerson());
    const { factId } = await states(path, aDeparture(subjectRef));
    const again = await client().post('imigrasi', path, aDeparture(subjectRef));
    expect([again.code, again.body.factId]).toEqual(['final-departure.already-recorded', factId]);
    expect(await client().outcome('imigrasi', path, aDeparture(subjectRef, { departedOn: '2026-06-15' }))).toBe('201');
    expect(await client().outcome('imigrasi', path, aDeparture(subjectRef, { departedOn: '2026-06-16' }))).toBe(
      '400 final-departure.in-future',
    );
    expect(await client().outcome('imigrasi', path, aDeparture('019afb00-0000-7000-8000-0000000000ff'))).toBe('422 subject.not-known');
  });
}
