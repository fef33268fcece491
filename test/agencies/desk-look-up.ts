import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { purposeOf } from './desk.js';
import { aDocument, aPerson } from './residents.js';
import { zoneOf } from './zones.js';

/** Officers find a person by the document in hand: the form that posts to the policy of the API. */
export function deskLookUp(given: () => RunningExchange): void {
  const client = () => given().client;
  const signIn = async (agency: Agency, subject = `officer@${agency}`): Promise<Record<string, string>> => ({
    cookie: `timpora-desk-${agency}=${purposeOf[agency]}:${await client().token(agency, 'officer', subject)}`,
  });
  const open = (agency: Agency, path: string): Promise<Response> =>
    signIn(agency).then((headers) => client().plain(agency, path, { headers, redirect: 'manual' }));
  let subjectRef = '';
  let document: Record<string, string> = {};
  const lookUp = async (agency: Agency, form: Record<string, string>, session?: Record<string, string>) => {
    const response = await client().plain(agency, '/desk/look-up?lang=en', {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', ...(session ?? (await signIn(agency))) },
      body: new URLSearchParams(form),
    });
    return { status: response.status, leads: response.headers.get('location'), page: await response.text() };
  };
  beforeAll(async () => {
    const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson());
    ({ subjectRef } = person);
    const { body } = await client().accepted('imigrasi', '/api/travel-documents', aDocument(subjectRef));
    document = { issuingState: 'KOR', documentNumber: String(body['documentNumber']), birthDate: String(person.body['birthDate']) };
  });

  it.each(agencies)('%s leads to the person, typed or scanned, and no address holds what was typed', async (agency) => {
    const leads = `/desk/residents/${subjectRef}?lang=en`;
    await eventually(async () => (await lookUp(agency, document)).leads, leads);
    const zone = zoneOf({ state: 'KOR', number: document['documentNumber'] ?? '', born: '880417', expires: '320502' });
    const scanned = { issuingState: '', documentNumber: '', birthDate: '', mrz: `${zone.join('\r\n')}\r\n` };
    expect(await lookUp(agency, scanned)).toMatchObject({ status: 303, leads });
    expect((await open(agency, leads)).status).toBe(200);
  });

  it.each<[string, Record<string, string>, number, string]>([
    ['nobody known', { documentNumber: 'X99999999' }, 404, 'Nobody is known here by this document'],
    ['no birth date', { birthDate: '' }, 400, 'Something is still missing'],
    ['a number of other signs', { documentNumber: 'X"><b>' }, 400, 'Something is not written as it should be'],
    ['lines of something else', { mrz: 'V<UTO\n1' }, 400, 'Something is not written as it should be'],
  ])('with %s the form comes again, says why and still holds the rest', async (_, change, status, words) => {
    const answer = await lookUp('dinkes', { ...document, ...change });
    expect([answer.status, answer.leads]).toEqual([status, null]);
    expect(answer.page).toContain(words);
    expect(answer.page).toContain('<option value="KOR" selected>');
    expect(answer.page).not.toContain('"><b>');
  });

  it('is for whoever has signed in here, and comes from this page', async () => {
    expect((await lookUp('dinkes', document, {})).status).toBe(401);
    const foreign = { ...(await signIn('dinkes')), 'sec-fetch-site': 'cross-site' };
    expect((await lookUp('dinkes', document, foreign)).status).toBe(403);
  });

  it('the auditor sees who was found and why, and nothing of the document', async () => {
    await lookUp('dinkes', document, await signIn('dinkes', 'document-reader@office'));
    const asked = '/api/access-log?subject=document-reader@office';
    const [entry] = (await client().get<{ entries: object[] }>('dinkes', asked, { role: 'auditor' })).body.entries;
    expect(entry).toMatchObject({ route: 'POST /desk/look-up', purpose: purposeOf.dinkes, result: 303, residents: [subjectRef] });
    expect(JSON.stringify(entry)).not.toContain(document['documentNumber']);
  });
}
