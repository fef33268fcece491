import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../../eventually.js';
import type { RunningExchange } from '../a-running-exchange.js';
import type { ShownFact } from '../agency-client.js';
import { merge, repair } from '../merges.js';
import { aDeparture, aDocument, aPermit, aRegistration, aResident, arrives, someone, type ATestResident } from '../residents.js';

/** Who lived here, left for good and comes back is not a second person, although a hurried desk made one. */
export function theReturnee(given: () => RunningExchange): void {
  const client = () => given().client;
  let old: ATestResident;
  let oldPassport: ShownFact;
  let again: ShownFact;
  let newPassport: ShownFact;
  let permit: ShownFact;
  let link: ShownFact;

  const inHand = (passport: ShownFact, person: ShownFact): object => ({
    issuingState: passport.body['issuingState'],
    documentNumber: passport.body['documentNumber'],
    birthDate: person.body['birthDate'],
  });
  const foundBy = async (agency: Agency, hand: object): Promise<string | null> => {
    const { code, body } = await client().post<{ subjectRef: string }>(agency, '/api/identity/look-up', hand);
    return code ?? body.subjectRef;
  };

  it('lived here, and left for good', async () => {
    old = await aResident(given(), {
      registration: { registeredOn: '2023-05-10' },
      permit: { validFrom: '2023-05-02', issuedOn: '2023-05-02' },
    });
    oldPassport = await client().accepted('imigrasi', '/api/travel-documents', aDocument(old.subjectRef));
    const ending = { endedOn: '2026-05-31', endReason: 'LEFT_COUNTRY' };
    old = {
      ...old,
      registration: await client().accepted('dukcapil', `/api/registrations/${old.registration.factId}/deregister`, ending, {
        version: '1',
      }),
    };
    await client().accepted('imigrasi', '/api/final-departures', aDeparture(old.subjectRef, { departedOn: '2026-05-31' }));
  });

  it('is identified again by a hurried desk, which misses the old reference', async () => {
    again = await someone(given(), { birthDate: old.person.body['birthDate'] });
    newPassport = await client().accepted('imigrasi', '/api/travel-documents', aDocument(again.subjectRef));
    permit = await client().accepted(
      'imigrasi',
      '/api/stay-permits',
      aPermit(again.subjectRef, { validFrom: '2026-06-10', issuedOn: '2026-06-10' }),
    );
    await arrives(given(), permit, ['dukcapil', 'disnaker']);
    expect(again.subjectRef).not.toBe(old.subjectRef);
  });

  it('is suspected by dukcapil, and two officers of imigrasi decide', async () => {
    const suspicion = { suspectedRefs: [old.subjectRef, again.subjectRef], matchBasis: 'BIOMETRIC' };
    const question = await client().accepted('dukcapil', '/api/identity-questions/same-person', suspicion);
    await arrives(given(), question, ['imigrasi']);
    link = await merge(given(), [again.subjectRef, old.subjectRef], { basis: 'BIOMETRIC' });
    expect(link.body).toMatchObject({ keptRef: old.subjectRef, mergedRefs: [again.subjectRef] });
    const { kind, factId, issuer: owner } = question;
    const review = { about: { kind, factId, owner }, outcome: 'CONFIRMED', decidedOn: '2026-06-15' };
    await arrives(given(), await client().accepted('imigrasi', '/api/reviews', review), agencies);
  });

  it.each(agencies)('is one person for %s, found by either passport', async (agency) => {
    await eventually(() => foundBy(agency, inHand(oldPassport, old.person)), old.subjectRef);
    await eventually(() => foundBy(agency, inHand(newPassport, again)), old.subjectRef);
    const { body } = await client().get<{ subjectRef: string; facts: ShownFact[] }>(agency, `/api/residents/${again.subjectRef}`);
    expect(body.subjectRef).toBe(old.subjectRef);
    const named = new Set(body.facts.map(({ subjectRef }) => subjectRef));
    expect([named.has(old.subjectRef), named.has(again.subjectRef)]).toEqual([true, true]);
  });

  it('has a link of two opaque references and nothing else, where no name may be known', async () => {
    for (const agency of ['kesbangpol', 'disdik', 'dinkes', 'kemenag'] as const) {
      const rows = await given().query<{ text: string }>(agency, 'select document as text from fact where subject_ref = any ($1::uuid[])', [
        [old.subjectRef, again.subjectRef],
      ]);
      const said = rows.map(({ text }) => text).join(' ');
      expect(said).toContain('identity-links-merged');
      for (const secret of [old.person.body['fullName'], again.body['fullName'], newPassport.body['documentNumber']])
        expect(said).not.toContain(String(secret));
    }
  });

  it('goes on with the old registration, whose first day stays', async () => {
    const { factId, version } = old.registration;
    const { registeredName, residentType } = aRegistration(old.subjectRef);
    const back = { registeredName, residentType, registeredOn: '2026-06-15' };
    await arrives(given(), link, ['dukcapil']);
    const registered = await client().accepted('dukcapil', `/api/registrations/${factId}/register-again`, back, { version });
    expect(registered.body).toMatchObject({ subjectRef: old.subjectRef, firstRegisteredOn: '2023-05-10', state: 'REGISTERED' });
    expect(await client().outcome('dukcapil', '/api/registrations', aRegistration(again.subjectRef))).toMatch(/^409 registration\./);
  });

  it('is two again where the merge was wrong', async () => {
    await repair(given(), link, { reason: 'MISTAKE' });
    for (const agency of agencies) await eventually(() => foundBy(agency, inHand(newPassport, again)), again.subjectRef);
    expect(await foundBy('polres', inHand(oldPassport, old.person))).toBe(old.subjectRef);
  });
}
