import { roles, type Role } from '@timpora/access';
import { agencies, Alert, AlertRaised, AlertWithdrawn, type Agency, type AlertBody, type Member } from '@timpora/contracts';
import { newId, ownCaller, UnitOfWork, type Held } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import { aResident, arrives, toldOfResidents, type ATestResident } from './residents.js';

/** A purpose for which the officers of each agency may read. */
export const purposeOf: Readonly<Record<Agency, string>> = {
  imigrasi: 'P1-SUPERVISION',
  dukcapil: 'P2-CIVIL-REG',
  disnaker: 'P3-LABOUR',
  polres: 'P4-PUBLIC-SAFETY',
  kesbangpol: 'P1-SUPERVISION',
  disdik: 'P5-EDUCATION',
  dinkes: 'P6-HEALTH',
  kemenag: 'P7-RELIGION',
  dpmptsp: 'P8-INVEST-SERVICE',
};

/** What the pages about one resident may show at each agency, and no more. */
const headingsAt: Readonly<Record<Agency, readonly string[]>> = {
  imigrasi: ['Identity of the foreign national', 'Registration in the population register', 'Residence', 'Stay permit'],
  dukcapil: ['Identity of the foreign national', 'Registration in the population register', 'Residence', 'Stay permit'],
  disnaker: ['Registration in the population register', 'Residence', 'Stay permit'],
  polres: ['Registration in the population register', 'Residence', 'Stay permit'],
  kesbangpol: ['Residence', 'Stay permit'],
  disdik: ['Residence'],
  dinkes: ['Residence'],
  kemenag: ['Residence'],
  dpmptsp: [],
};

interface Shown {
  readonly status: number;
  readonly page: string;
  readonly headers: Headers;
}

interface Entry {
  readonly route: string;
  readonly purpose: string | null;
  readonly result: number;
  readonly code: string | null;
  readonly residents: readonly string[];
}

/** Officers read pages: the same facts, rights, purposes and log as the API. */
export function desk(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  beforeAll(async () => {
    resident = await aResident(given());
    await arrives(given(), resident.permit, ['disnaker', 'polres', 'kesbangpol']);
    await arrives(given(), resident.registration, ['imigrasi', 'disnaker', 'polres']);
  });

  const open = async (agency: Agency, path: string, headers: Record<string, string> = {}): Promise<Shown> => {
    const response = await client().plain(agency, path, { headers, redirect: 'manual' });
    return { status: response.status, page: await response.text(), headers: response.headers };
  };
  const send = (agency: Agency, path: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> =>
    client().plain(agency, path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'sec-fetch-site': 'same-origin', ...headers },
      body: new URLSearchParams(form),
    });
  const signIn = async (agency: Agency, subject = `officer@${agency}`, role: Role = 'officer'): Promise<Record<string, string>> => {
    const token = await client().token(agency, role, subject);
    const response = await send(agency, '/desk/sign-in', { token, purpose: purposeOf[agency] });
    if (response.status !== 303) throw new Error(`${agency} lets ${subject} not sign in: ${response.status}`);
    return { cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
  };
  const logOf = async (agency: Agency, subject: string): Promise<readonly Entry[]> =>
    (await client().get<{ entries: Entry[] }>(agency, `/api/access-log?subject=${subject}`, { role: 'auditor' })).body.entries;
  const search = async (agency: Agency, q: string, session: Record<string, string> = {}): Promise<Pick<Shown, 'status' | 'page'>> => {
    const response = await send(agency, '/desk/residents', { q }, session);
    return { status: response.status, page: await response.text() };
  };
  const of = (path = ''): string => `/desk/residents/${resident.subjectRef}${path}`;

  it.each(toldOfResidents)('%s shows what it may know of a resident, and nothing else', async (agency) => {
    const session = await signIn(agency);
    const { status, page } = await open(agency, of('?lang=en'), session);
    const headings = [...page.matchAll(/<h3[^>]*>([^<]*)<\/h3>/g)].map(([, heading]) => heading);
    expect([status, headings.sort()]).toEqual([200, headingsAt[agency]]);
    const name = String(resident.registration.body['registeredName']);
    expect(page.includes(name)).toBe(headingsAt[agency].includes('Registration in the population register'));
  });

  it('is found by name, by number and by reference, and says what to do when nobody is', async () => {
    const session = await signIn('polres');
    const name = String(resident.registration.body['registeredName']);
    const found = await search('polres', name.toUpperCase(), session);
    expect([found.status, found.page.includes(`href="/desk/residents/${resident.subjectRef}"`)]).toEqual([200, true]);
    expect((await search('polres', resident.subjectRef, session)).page).toContain('referensi penduduk');
    const nobody = await search('polres', 'nobody-of-this-name', session);
    expect([nobody.status, nobody.page.includes('Ini belum berarti orang tersebut tidak dikenal')]).toEqual([200, true]);
    const short = await search('polres', 'x', session);
    expect([short.status, short.page.includes('Tulis sedikitnya dua huruf')]).toEqual([400, true]);
    expect((await send('polres', '/desk/residents', { q: name }, { ...session, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await open('dinkes', '/desk/residents', await signIn('dinkes'))).page).toContain('tidak menyimpan nama penduduk');
  });

  it('is text, whatever a name holds', async () => {
    const registeredName = `<img src=x onerror=alert(1)> "O'Zyxwanto" & ${'`'}`;
    const odd = await aResident(given(), { registration: { registeredName } });
    const { page } = await open('dukcapil', `/desk/residents/${odd.subjectRef}`, await signIn('dukcapil'));
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt; &quot;O&#39;Zyxwanto&quot; &amp; &#96;');
    const query = '"><script>alert(1)</script>';
    expect((await search('dukcapil', query, await signIn('dukcapil'))).page).not.toContain('<script');
    expect((await search('dukcapil', query)).page).not.toContain('<script');
  });

  it('tells residents of one name apart by what the agency may know of them', async () => {
    const name = String(resident.registration.body['registeredName']);
    const found = async (agency: Agency): Promise<string> => (await search(agency, name, await signIn(agency))).page;
    expect(await found('dukcapil')).toContain('Tanggal lahir: 17 April 1988');
    const atPolres = await found('polres');
    expect(atPolres).toContain('Kecamatan: Kramatwatu (36.04.05)');
    expect(atPolres).toContain('Izin tinggal sampai: 1 Februari 2027');
    expect(atPolres).not.toContain('1988');
  });

  it('shows what was asked about a fact, and the answer, to whoever holds the fact', async () => {
    const { residence, subjectRef } = await aResident(given());
    const asked = { askedOf: 'dukcapil', aboutKind: 'residence' };
    const about = { kind: 'residence', factId: residence.factId, version: residence.version, owner: 'dukcapil' };
    const query = await client().accepted('polres', '/api/record-queries', {
      ...asked,
      about,
      questionCode: 'SEEMS_WRONG',
      fieldName: 'village',
    });
    const shown = async (agency: Agency): Promise<boolean> =>
      (await open(agency, `/desk/residents/${subjectRef}`, await signIn(agency))).page.includes('Tampaknya keliru (Desa)');
    await arrives(given(), query, agencies);
    expect([await shown('polres'), await shown('dukcapil')]).toEqual([true, true]);
  });

  it('asks whoever has not signed in to do so, and leads back', async () => {
    const { status, page } = await open('polres', of('?lang=en'));
    expect([status, page.includes(`name="next" value="${of('?lang=en')}"`), page.includes('Please sign in')]).toEqual([401, true, true]);
    expect(page).not.toContain(String(resident.registration.body['registeredName']));
    const token = await client().token('polres', 'officer');
    const response = await send('polres', '/desk/sign-in', { token, purpose: purposeOf.polres, next: of('?lang=en') });
    expect([response.status, response.headers.get('location')]).toEqual([303, of('?lang=en')]);
    expect(response.headers.get('set-cookie')).toMatch(
      /^timpora-desk-polres=P4-PUBLIC-SAFETY:[^;]+; Path=\/desk; HttpOnly; SameSite=Strict$/,
    );
    const elsewhere = await send('polres', '/desk/sign-in', { token, purpose: purposeOf.polres, next: '//elsewhere.example' });
    expect(elsewhere.headers.get('location')).toBe('/desk');
  });

  it.each([
    ['no token', { purpose: 'P4-PUBLIC-SAFETY' }, 401, 'Silakan masuk'],
    ['a token that is none', { token: 'x.y.z', purpose: 'P4-PUBLIC-SAFETY' }, 401, 'Token tidak diterima'],
    ['no purpose', { token: 'officer' }, 400, 'Pilih tujuan membaca'],
    ['a purpose of another agency', { token: 'officer', purpose: 'P2-CIVIL-REG' }, 403, 'tidak membaca untuk tujuan ini'],
    ['no purpose, as a system', { token: 'system' }, 400, 'Pilih tujuan membaca'],
  ])('refuses to sign in with %s, in words', async (_, form: Record<string, string>, status, words) => {
    const { token, ...rest } = form;
    const isRole = roles.some((role) => role === token);
    const response = await send('polres', '/desk/sign-in', {
      ...rest,
      ...(token && { token: isRole ? await client().token('polres', token as Role) : token }),
    });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([status, null]);
    expect(await response.text()).toContain(words);
  });

  it.each(roles)('a token of the role %s opens the desk only where it may read', async (role) => {
    const token = await client().token('polres', role);
    const response = await send('polres', '/desk/sign-in', { token, purpose: purposeOf.polres });
    const forged = { cookie: `timpora-desk-polres=${purposeOf.polres}:${token}` };
    const expected = role === 'officer' || role === 'system' ? [303, 200] : [403, 403];
    expect([response.status, (await open('polres', of(), forged)).status]).toEqual(expected);
  });

  it('refuses the session of another agency, of another purpose, and one that has ended', async () => {
    const { cookie = '' } = await signIn('dukcapil');
    const foreign = { cookie: cookie.replace('timpora-desk-dukcapil=P2-CIVIL-REG', 'timpora-desk-polres=P4-PUBLIC-SAFETY') };
    expect((await open('polres', of(), { cookie })).status).toBe(401);
    expect((await open('polres', of(), foreign)).status).toBe(401);
    expect((await open('dukcapil', of(), { cookie: cookie.replace('P2-CIVIL-REG', 'P4-PUBLIC-SAFETY') })).status).toBe(403);
    expect((await open('dukcapil', of(), { cookie: cookie.replace('P2-CIVIL-REG', '') })).status).toBe(401);
  });

  it('a cookie opens nothing but the desk, and a header nothing there', async () => {
    const { cookie = '' } = await signIn('polres');
    for (const path of [`/api/residents/${resident.subjectRef}`, '/api/facts/residence', '/api/exchange/status']) {
      expect([path, (await open('polres', path, { cookie, purpose: purposeOf.polres })).status]).toEqual([path, 401]);
    }
    const authorization = `Bearer ${await client().token('polres', 'officer')}`;
    expect((await open('polres', of(), { authorization, purpose: purposeOf.polres })).status).toBe(401);
    const report = await client().plain('polres', '/api/violations', { method: 'POST', headers: { cookie }, body: '{}' });
    expect(report.status).toBe(401);
  });

  it('no other site signs an officer in or out', async () => {
    const token = await client().token('polres', 'officer');
    const form = { token, purpose: purposeOf.polres };
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { 'sec-fetch-site': 'none' }]) {
      const responses = [await send('polres', '/desk/sign-in', form, headers), await send('polres', '/desk/sign-out', {}, headers)];
      expect(responses.map(({ status }) => status)).toEqual([403, 403]);
      expect(responses.map((response) => response.headers.get('set-cookie'))).toEqual([null, null]);
    }
  });

  it('signing out ends the session in the browser', async () => {
    const response = await send('polres', '/desk/sign-out', {});
    expect([response.status, response.headers.get('location')]).toEqual([303, '/desk']);
    expect(response.headers.get('set-cookie')).toBe('timpora-desk-polres=; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=0');
  });

  it('the auditor sees who read which page about whom, why, and who was refused', async () => {
    const session = await signIn('polres', 'desk-reader@office');
    await search('polres', String(resident.registration.body['registeredName']), session);
    await open('polres', of(), session);
    await open('polres', '/desk/residents/x', session);
    const entries = (await logOf('polres', 'desk-reader@office')).map((entry) => [
      entry.route,
      entry.purpose,
      entry.result,
      entry.code,
      entry.residents,
    ]);
    const { polres: purpose } = purposeOf;
    expect(entries).toEqual([
      ['GET /desk/residents/:subjectRef', purpose, 400, 'id.malformed', []],
      ['GET /desk/residents/:subjectRef', purpose, 200, null, [resident.subjectRef]],
      ['POST /desk/residents', purpose, 200, null, [resident.subjectRef]],
      ['POST /desk/sign-in', purpose, 303, null, []],
    ]);
    await client().plain('polres', of(), {
      headers: { cookie: `timpora-desk-polres=${purpose}:${await client().token('polres', 'auditor', 'curious@office')}` },
    });
    expect((await logOf('polres', 'curious@office')).map(({ code, residents }) => [code, residents])).toEqual([
      ['role.not-allowed', [resident.subjectRef]],
    ]);
  });

  it('pages are kept by nobody, run nothing, and are framed nowhere', async () => {
    const session = await signIn('polres');
    const answers = [
      await open('polres', of(), session),
      await open('polres', '/desk'),
      await open('polres', '/desk/nothing-here', session),
    ];
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none';style-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
      );
      expect([headers.get('referrer-policy'), headers.get('x-frame-options')]).toEqual(['same-origin', 'DENY']);
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404]);
    const [, style = ''] = /href="(\/desk\/style-[^"]+)"/.exec(answers[0]?.page ?? '') ?? [];
    const sheet = await open('polres', style);
    expect([sheet.status, sheet.headers.get('content-type'), sheet.headers.get('cache-control')]).toEqual([
      200,
      'text/css; charset=utf-8',
      'public, max-age=31536000, immutable',
    ]);
  });

  it('speaks Indonesian, and English to whoever prefers it or asks for it', async () => {
    const session = await signIn('polres');
    const heading = async (path: string, accepts?: string): Promise<string | undefined> =>
      /<html lang="(..)">/.exec((await open('polres', path, { ...session, ...(accepts && { 'accept-language': accepts }) })).page)?.[1];
    expect([
      await heading('/desk'),
      await heading('/desk', 'en-GB'),
      await heading('/desk?lang=id', 'en'),
      await heading('/desk?lang=en', 'id'),
    ]).toEqual(['id', 'en', 'id', 'en']);
  });

  it('shows the history of an own fact at its owner, and a fact that was taken back with its reason everywhere', async () => {
    const { subjectRef, permit, residence } = await aResident(given());
    const extended = await client().accepted(
      'imigrasi',
      `/api/stay-permits/${permit.factId}/extend`,
      { validTo: '2028-02-01', extendedOn: '2026-06-12' },
      { version: permit.version },
    );
    await arrives(given(), extended, ['polres']);
    const [owner, other] = [await signIn('imigrasi'), await signIn('polres')];
    const atOwner = (await open('imigrasi', `/desk/residents/${subjectRef}`, owner)).page;
    expect(atOwner).toContain('Riwayat (2)');
    expect(atOwner).toMatch(/Berlaku sampai:\s+1 Februari 2027\s+→\s+1 Februari 2028/);
    expect((await open('polres', `/desk/residents/${subjectRef}`, other)).page).not.toContain('Riwayat');
    const path = `/api/facts/residence/${residence.factId}/retract`;
    await client().accepted('dukcapil', path, { reason: 'WRONG_PERSON' }, { version: residence.version });
    await eventually(async () => (await open('polres', `/desk/residents/${subjectRef}`, other)).page.includes('Alasan: Salah orang'), true);
  });

  describe('with alerts', () => {
    let watched: ATestResident;
    let alert: Held<typeof Alert>;
    /** As a rule raises and withdraws it. */
    const stated = (agency: Agency, change: Partial<AlertBody> = {}): Promise<Held<typeof Alert>> =>
      given()
        .does(agency, UnitOfWork<Member>)
        .run(ownCaller('rules'), (tx) =>
          tx.state(AlertRaised, { ...Alert.example, subjectRef: watched.subjectRef, ...change }, { factId: newId() }),
        );
    const start = async (agency: Agency, query = ''): Promise<string> =>
      (await open(agency, `/desk${query}`, await signIn(agency))).page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
    beforeAll(async () => {
      watched = await aResident(given());
      await arrives(given(), watched.registration, ['imigrasi']);
      alert = await stated('dukcapil', { unit: 'REGISTRY', urgency: 'SOON' });
    });

    it('the start says where to look, what to do first and why it may be harmless, in both languages', async () => {
      const name = String(watched.registration.body['registeredName']);
      const [id, en] = [await start('dukcapil'), await start('dukcapil', '?lang=en')];
      expect(id).toContain(name);
      expect(id).toContain('SKTT pertama belum ada Segera');
      expect(id).toContain('Lakukan dahulu: SKTT belum tercatat setelah 14 hari. Undang dengan ramah');
      expect(id).toMatch(/· Kramatwatu \(\d+\)/);
      expect(en).toContain('First residence paper missing Soon');
      expect(en).toContain('Do first: No SKTT is on record after 14 days. Send a kind invitation');
    });

    it('the secretariat sees those of others; who may not know alerts sees none', async () => {
      await eventually(async () => (await start('imigrasi', '?lang=en')).includes('Alerts of other agencies'), true);
      const names = async (agency: Agency): Promise<boolean> =>
        (await open(agency, '/desk', await signIn(agency))).page.includes(watched.subjectRef);
      expect(await names('dukcapil')).toBe(true);
      for (const agency of ['polres', 'kesbangpol', 'disnaker', 'dinkes'] as const)
        expect([agency, await names(agency)]).toEqual([agency, false]);
    });

    it('one that was withdrawn stays on the page of its resident and on the start, with the reason', async () => {
      const { subjectRef } = watched;
      const page = async (): Promise<string> => (await open('dukcapil', `/desk/residents/${subjectRef}`, await signIn('dukcapil'))).page;
      expect(await page()).toContain('Undang dengan ramah');
      await given()
        .does('dukcapil', UnitOfWork<Member>)
        .run(ownCaller('rules'), async (tx) =>
          tx.revise(AlertWithdrawn, await tx.get(Alert, alert.factId), { state: 'WITHDRAWN', closeReason: 'CONDITION_GONE' }),
        );
      expect(await page()).toContain('Keadaannya sudah tidak ada');
      expect(await page()).not.toContain('Undang dengan ramah');
      expect(await start('dukcapil')).toMatch(
        /SKTT pertama belum ada [^.]*\. Ditarik, [^.]*\.\d+ WIB\. Alasan ditutup: Keadaannya sudah tidak ada/,
      );
    });

    it('the auditor sees about whom the start was', async () => {
      await open('dukcapil', '/desk', await signIn('dukcapil', 'desk-start@office'));
      const [entry] = await logOf('dukcapil', `desk-start@office&resident=${watched.subjectRef}`);
      expect([entry?.route, entry?.result]).toEqual(['GET /desk', 200]);
    });
  });
}
