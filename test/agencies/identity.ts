import { readFileSync, writeFileSync } from 'node:fs';

import { runAgency } from '@timpora/agency';
import { settingsFrom } from '@timpora/config';
import { agencies, type Agency } from '@timpora/contracts';
import { ImigrasiModule } from '@timpora/imigrasi';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { keysOf } from './keys-of.js';
import { aDocument, aPerson } from './residents.js';
import { zoneOf } from './zones.js';

interface Known {
  readonly person: ShownFact;
  readonly document: ShownFact;
  readonly inHand: Readonly<Record<string, unknown>>;
}

/** Whoever has a document in hand finds the person, and asks nobody. */
export function identity(given: () => RunningExchange): void {
  const client = () => given().client;
  const known = async (change = {}): Promise<Known> => {
    const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson(change));
    const document = await client().accepted('imigrasi', '/api/travel-documents', aDocument(person.subjectRef));
    const { issuingState, documentNumber } = document.body;
    return { person, document, inHand: { issuingState, documentNumber, birthDate: person.body['birthDate'] } };
  };
  const lookUp = async (agency: Agency, hand: unknown): Promise<string | null> => {
    const { code, body } = await client().post<{ subjectRef: string }>(agency, '/api/identity/look-up', hand);
    return code ?? body.subjectRef;
  };
  const correct = (fact: ShownFact, change: object): Promise<ShownFact> =>
    client().accepted('imigrasi', `/api/facts/${fact.kind}/${fact.factId}/correct`, { ...fact.body, ...change }, { version: fact.version });

  it.each(agencies)('%s finds whom imigrasi has told of, typed or scanned', async (agency) => {
    const { person, document, inHand } = await known();
    await eventually(() => lookUp(agency, inHand), person.subjectRef);
    const typed = String(inHand['documentNumber'])
      .toLowerCase()
      .replace(/(.{3})/, '$1 ');
    expect(await lookUp(agency, { ...inHand, documentNumber: typed })).toBe(person.subjectRef);
    const mrz = zoneOf({ state: 'KOR', number: String(document.body['documentNumber']), born: '880417', expires: '320502' });
    expect(await lookUp(agency, { mrz })).toBe(person.subjectRef);
  });

  it.each<[string, object, string]>([
    ['another birth date', { birthDate: '1988-04-18' }, 'identity.not-found'],
    ['another state', { issuingState: 'JPN' }, 'identity.not-found'],
    ['a number that nobody has', { documentNumber: 'X99999999' }, 'identity.not-found'],
    ['no birth date', { birthDate: undefined }, 'identity.document-incomplete'],
    ['a state that is none', { issuingState: 'ZZZ' }, 'request.invalid'],
    ['a name', { fullName: 'Sample' }, 'request.invalid'],
    ['another zone', { mrz: zoneOf({ state: 'KOR', number: 'X99999999', born: '880417', expires: '320502' }) }, 'mrz.differs'],
  ])('with %s nobody is found, and why is said', async (_, change, wanted) => {
    const { inHand } = await known();
    expect(await lookUp('imigrasi', { ...inHand, ...change })).toBe(wanted);
  });

  it('what was asked is in no log, who was found is', async () => {
    const { person, inHand } = await known();
    const asking = { role: 'officer', subject: 'counter@office' } as const;
    expect(await client().outcome('imigrasi', '/api/identity/look-up', inHand, asking)).toBe('400 purpose.missing');
    await client().accepted('imigrasi', '/api/identity/look-up', inHand, { ...asking, purpose: 'P1-SUPERVISION' });
    const rows = await given().query<{ row: string }>(
      'imigrasi',
      `select to_jsonb(access_log)::text as row from access_log where subject = 'counter@office' order by result desc`,
    );
    const entries = rows.map(({ row }) => JSON.parse(row) as Record<string, unknown>);
    expect(entries.map(({ right_used, residents, purpose, result }) => [right_used, residents, purpose, result])).toEqual([
      ['look-up-identity', [], null, 400],
      ['look-up-identity', [person.subjectRef], 'P1-SUPERVISION', 200],
    ]);
    expect(rows.filter(({ row }) => row.includes(String(inHand['documentNumber'])) || row.includes('1988-04-17'))).toEqual([]);
  });

  it('a wrong birth date is corrected, and the key with it, in one go', async () => {
    const { person, inHand } = await known({ birthDate: '1988-03-12' });
    await eventually(() => lookUp('disnaker', inHand), person.subjectRef);
    await correct(person, { birthDate: '1988-12-03' });
    const [key, ...more] = await keysOf(given(), person.subjectRef);
    expect([key?.version, key?.change, more]).toEqual(['2', 'corrected', []]);
    await eventually(() => lookUp('disnaker', { ...inHand, birthDate: '1988-12-03' }), person.subjectRef);
    expect(await lookUp('disnaker', inHand)).toBe('identity.not-found');
  });

  it('a document that was taken back finds nobody any more', async () => {
    const { person, document, inHand } = await known();
    await eventually(() => lookUp('polres', inHand), person.subjectRef);
    const [key] = await keysOf(given(), person.subjectRef);
    await client().accepted(
      'imigrasi',
      `/api/facts/travel-document/${document.factId}/retract`,
      { reason: 'WRONG_PERSON' },
      { version: '1' },
    );
    await eventually(() => lookUp('polres', inHand), 'identity.not-found');
    const { body } = await client().get('polres', `/api/facts/identity-key/imigrasi/${key?.factId}`);
    expect([body.change, body.reason]).toEqual(['retracted', 'WRONG_PERSON']);
    const other = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({ birthDate: inHand['birthDate'] }));
    await client().accepted('imigrasi', '/api/travel-documents', aDocument(other.subjectRef, { documentNumber: inHand['documentNumber'] }));
    await eventually(() => lookUp('polres', inHand), other.subjectRef);
  });

  it('nothing is restated while all keys are right', async () => {
    await known();
    const [before] = await given().query('imigrasi', `select count(*) from fact where kind = 'identity-key' and version > 1`);
    expect((await client().post('imigrasi', '/api/identity-keys/restate', undefined)).body).toMatchObject({ more: false });
    expect((await client().post('imigrasi', '/api/identity-keys/restate', undefined)).body).toEqual({ restated: 0, more: false });
    expect(before).toBeDefined();
  });

  it('after a rotation the old keys find until they are restated, and the new ones after that', async () => {
    const { person, inHand } = await known();
    const environment = given().environments.imigrasi;
    const file = `${environment['TIMPORA_MATCH_SECRETS_FILE']}.rotated`;
    const { secrets } = JSON.parse(readFileSync(environment['TIMPORA_MATCH_SECRETS_FILE'] ?? '', 'utf8')) as { secrets: object[] };
    writeFileSync(file, JSON.stringify({ secrets: [{ keyId: 'dev-match-2', secret: '5a'.repeat(32) }, ...secrets] }), { mode: 0o600 });
    const rotated = await runAgency(ImigrasiModule, settingsFrom({ ...environment, TIMPORA_MATCH_SECRETS_FILE: file }, 'imigrasi'));
    const headers = { authorization: `Bearer ${await client().token('imigrasi', 'system')}`, 'content-type': 'application/json' };
    const ask = async (route: string, body: unknown): Promise<Record<string, unknown>> =>
      (await (await fetch(`${rotated.url}${route}`, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Record<
        string,
        unknown
      >;
    try {
      expect(await ask('/api/identity/look-up', inHand)).toEqual({ subjectRef: person.subjectRef });
      const told = await ask('/api/identity-keys/restate', {});
      expect([Number(told['restated']) > 0, told['more']]).toEqual([true, false]);
      expect(await ask('/api/identity-keys/restate', {})).toEqual({ restated: 0, more: false });
      const [key] = await keysOf(given(), person.subjectRef);
      expect([key?.version, key?.change, key?.body['keyId']]).toEqual(['2', 'stated', 'dev-match-2']);
      expect(await ask('/api/identity/look-up', inHand)).toEqual({ subjectRef: person.subjectRef });
      expect(await lookUp('imigrasi', inHand)).toBe('identity.not-found');
    } finally {
      await rotated.stop();
      // The others have the older secret alone.
      await client().accepted('imigrasi', '/api/identity-keys/restate', undefined);
    }
    await eventually(() => lookUp('kemenag', inHand), person.subjectRef);
  }, 120_000);
}
