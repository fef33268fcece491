import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { Asking, ShownFact } from './agency-client.js';
import { aReportBy, aResident, type ATestResident } from './residents.js';

interface Changes {
  readonly changes: readonly ShownFact[];
  readonly next: string;
  readonly reset: boolean;
}

/** Follows the changes: for systems of the agency itself. */
export function changes(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  beforeAll(async () => {
    resident = await aResident(given());
  });
  const officer = { role: 'officer', purpose: 'P0-DATA-DUTIES' } as const;
  const pageOf = async (agency: Agency, query: string): Promise<Changes> =>
    (await client().get<Changes>(agency, `/api/changes?${query}`)).body;
  let day = 0;
  const report = (agency: Agency): Promise<ShownFact> =>
    client().accepted(
      agency,
      '/api/violations',
      aReportBy(agency, resident.subjectRef, { observedOn: `2026-04-${String(++day).padStart(2, '0')}` }),
    );

  it.each(agencies)('%s tells in pages everything that it holds, and nothing else', async (agency) => {
    const held = await given().query<{ id: string }>(agency, `select kind || ' ' || fact_id || ' ' || version as id from fact`);
    await eventually(async () => {
      const told: string[] = [];
      for (let after = ''; ;) {
        const page = await pageOf(agency, `limit=97${after && `&after=${after}`}`);
        told.push(...page.changes.map(({ kind, factId, version }) => `${kind} ${factId} ${version}`));
        after = page.next;
        if (page.changes.length < 97) return held.filter(({ id }) => !told.includes(id)).length;
      }
    }, 0);
  });

  it.each(agencies)('%s streams what it states and hears, and goes on from where somebody was', async (agency) => {
    const stream = await client().stream(agency, '/api/changes/stream?after=now&kinds=violation');
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const mine = await report(agency);
    const event = await stream.event(({ data }) => data.includes(mine.factId));
    const shown = (await client().get(agency, `/api/facts/violation/${agency}/${mine.factId}`)).body;
    expect([event.event, JSON.parse(event.data)]).toEqual(['change', shown]);
    await stream.close();

    const later = await client().accepted(agency, `/api/violations/${mine.factId}/withdraw`, undefined, { version: '1' });
    const again = await client().stream(agency, '/api/changes/stream', { headers: { 'last-event-id': event.id } });
    const retracted = JSON.parse((await again.event(({ data }) => data.includes(later.factId))).data) as ShownFact;
    expect([retracted.version, retracted.change, retracted.body]).toEqual(['2', 'retracted', null]);
    await again.close();
  });

  it('imigrasi streams what another agency states', async () => {
    const stream = await client().stream('imigrasi', '/api/changes/stream?after=now');
    const theirs = await report('polres');
    const { data } = await stream.event((each) => each.data.includes(theirs.factId));
    expect((JSON.parse(data) as ShownFact).issuer).toBe('polres');
    await stream.close();
  });

  it('tells whoever comes with a place of another past to begin anew', async () => {
    const place = '0000000000ff';
    expect((await pageOf('dukcapil', `after=${place}&limit=1`)).reset).toBe(true);
    const stream = await client().stream('dukcapil', '/api/changes/stream', { headers: { 'last-event-id': place } });
    expect((await stream.event(() => true)).event).toBe('reset');
    expect((await stream.event(() => true)).event).toBe('change');
    await stream.close();
  });

  it('sends a heartbeat that moves the place of whoever hears nothing', async () => {
    const stream = await client().stream('kemenag', '/api/changes/stream?after=now&kinds=residence');
    const first = await stream.event(({ id, data }) => id !== '' && data === '');
    const { factId } = await report('kemenag');
    await stream.event(({ id, data }) => id !== first.id && id.includes(factId) && data === '');
    await stream.close();
  });

  it.each<[string, string, Asking, string]>([
    ['a place that is none', '?after=x', {}, '400 changes.cursor-malformed'],
    ['a kind that nobody knows', '?kinds=weather', {}, '404 kind.unknown'],
    ['a kind that the agency may not know', '?kinds=practice-permit', {}, '403 kind.not-entitled'],
    ['no number', '?limit=0', {}, '400 changes.limit-malformed'],
    ['more than a page', '?limit=201', {}, '400 changes.limit-malformed'],
    ['an officer without a purpose', '', { role: 'officer' }, '400 purpose.missing'],
    ['an operator', '', { role: 'operator' }, '403 role.not-allowed'],
    ['an officer with a purpose', '?limit=1', officer, '200'],
  ])('answers %s', async (_, query, asking, wanted) => {
    expect(await client().asked('disdik', `/api/changes${query}`, asking)).toBe(wanted);
    if (wanted === '200' || query.startsWith('?limit')) return;
    expect(await client().asked('disdik', `/api/changes/stream${query}`, asking)).toBe(wanted);
  });

  it('asks a stream for a token of this agency', async () => {
    const path = '/api/changes/stream';
    const foreign = { authorization: `Bearer ${await client().token('polres', 'system')}` };
    const answers = await Promise.all([client().plain('disdik', path), client().plain('disdik', path, { headers: foreign })]);
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('ends a stream with the token that opened it', async () => {
    const stream = await client().stream('disdik', '/api/changes/stream?after=now', { minutes: 0.05 });
    expect(await stream.ended()).toBe(true);
  });

  it('logs whom an officer sees in a stream, and that a system follows', async () => {
    interface Entry {
      readonly route: string;
      readonly residents: readonly string[];
      readonly purpose: string | null;
    }
    const logOf = async (subject: string): Promise<readonly Entry[]> =>
      (await client().get<{ entries: Entry[] }>('polres', `/api/access-log?subject=${subject}`, { role: 'auditor' })).body.entries;
    const streams = await Promise.all([
      client().stream('polres', '/api/changes/stream?after=now', { ...officer, subject: 'wati@office' }),
      client().stream('polres', '/api/changes/stream?after=now', { subject: 'mirror@office' }),
    ]);
    const { factId } = await report('polres');
    for (const stream of streams) await stream.event(({ data }) => data.includes(factId));
    const ofOfficer = (await logOf('wati@office')).filter(({ residents }) => residents.includes(resident.subjectRef));
    expect(ofOfficer[0]).toMatchObject({ route: 'GET /api/changes/stream', purpose: 'P0-DATA-DUTIES' });
    expect((await logOf('mirror@office')).map(({ route, residents }) => [route, residents])).toEqual([['GET /api/changes/stream', []]]);
    for (const stream of streams) await stream.close();
  });

  it('leaves a stream open, which the service ends when it ends', async () => {
    expect((await client().stream('polres', '/api/changes/stream')).status).toBe(200);
  });
}
