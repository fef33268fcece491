import { agencies, type Agency } from '@timpora/contracts';

import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { entitled, knownToAll, statedBySome } from './entitled.js';
import { aLetter, aPermit, aPerson, aResident, arrives } from './residents.js';

interface FactList {
  readonly facts: readonly ShownFact[];
  readonly next: string | null;
}

const unknownId = '019afb00-0000-7000-8000-0000000000fe';

/** Facts are listed by kind, in pages, by the fields that their kind names. */
export function factsAreListed(given: () => RunningExchange): void {
  const client = () => given().client;
  const list = async (agency: Agency, path: string): Promise<FactList> => (await client().get<FactList>(agency, `/api/facts/${path}`)).body;

  describe('the letters of three half-years', () => {
    let ids: string[];
    beforeAll(async () => {
      const { subjectRef } = await aResident(given());
      const lastDays = ['2031-03-31', '2031-06-30', '2031-09-30'];
      const letters = await Promise.all(
        lastDays.map((validTo, at) =>
          client().accepted('polres', '/api/police-letters', aLetter(subjectRef, { validTo, activityCode: at === 1 ? 'FILM' : 'OTHER' })),
        ),
      );
      ids = letters.map(({ factId }) => factId);
      for (const letter of letters) await arrives(given(), letter, ['imigrasi', 'kesbangpol']);
    });

    it.each([
      ['validTo.from=2031-01-01', [0, 1, 2]],
      ['validTo.from=2031-03-31&validTo.to=2031-06-30', [0, 1]],
      ['validTo.from=2031-04-01&validTo.to=2031-06-29', []],
      ['validTo.from=2031-06-30&validTo.to=2031-06-30', [1]],
      ['validTo.from=2031-01-01&activityCode=OTHER', [0, 2]],
      ['validTo.from=2031-01-01&activityCode=other', []],
    ])('?%s', async (query, wanted) => {
      for (const agency of ['polres', 'imigrasi', 'kesbangpol'] as const) {
        const { facts } = await list(agency, `police-letter?${query}`);
        expect([agency, facts.map(({ factId }) => factId).sort()]).toEqual([agency, wanted.map((at) => ids[at]).sort()]);
      }
    });
  });

  it.each([
    'validUntil=2026-01-01',
    'validTo=2026-01-01',
    'validTo.from=2026-02-30',
    'validTo.from=tomorrow',
    'validTo.from=2026-01-01&validTo.from=2026-02-01',
    'activityCode=FILM&activityCode=OTHER',
    'subjectRef=019afb00-0000-7000-8000-0000000000ff',
    '__proto__=x',
    "activityCode';drop table fact;--=x",
  ])('?%s is refused with what may be asked', async (query) => {
    const answer = await client().get<{ errors: string[] }>('polres', `/api/facts/police-letter?${query}`);
    expect([answer.status, answer.code, answer.body.errors]).toEqual([
      400,
      'search.unknown-parameter',
      ['activityCode=', 'validTo.from=YYYY-MM-DD', 'validTo.to=YYYY-MM-DD'],
    ]);
  });

  it('pages hold every fact once, also while more arrive', async () => {
    const before = (
      await given().query<{ id: string }>('imigrasi', `select fact_id as id from fact where kind = 'stay-permit' and change <> 'retracted'`)
    ).map(({ id }) => id);
    const { subjectRef } = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson());
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: FactList = await list('imigrasi', `stay-permit?limit=7${next && `&after=${next}`}`);
      expect(page.facts.length).toBeLessThanOrEqual(7);
      seen.push(...page.facts.map(({ factId }) => factId));
      next = page.next;
      if (seen.length === 7) await client().accepted('imigrasi', '/api/stay-permits', aPermit(subjectRef));
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(before));
  });

  it.each(['limit=0', 'limit=1000', 'limit=-1', 'limit=x', 'limit='])('?%s still gives a page', async (query) => {
    const { facts } = await list('imigrasi', `stay-permit?${query}`);
    expect(facts.length).toBeGreaterThan(0);
    expect(facts.length).toBeLessThanOrEqual(200);
  });

  it.each(agencies)('%s is refused the kinds that it may not know', async (agency) => {
    for (const [kind, who] of Object.entries(entitled)) {
      const wanted = who.includes(agency) ? '200' : '403 kind.not-entitled';
      expect([kind, await client().asked(agency, `/api/facts/${kind}`)]).toEqual([kind, wanted]);
      const one = who.includes(agency) ? '404 fact.not-found' : '403 kind.not-entitled';
      expect([kind, await client().asked(agency, `/api/facts/${kind}/${who[0]}/${unknownId}`)]).toEqual([kind, one]);
    }
    expect(await client().asked(agency, '/api/facts/horoscope')).toBe('404 kind.unknown');
    expect(await client().asked(agency, '/api/facts/__proto__')).toBe('404 kind.unknown');
  });

  it.each(agencies)('%s holds no row of a kind that it may not know', async (agency) => {
    const rows = await given().query<{ kind: string }>(agency, 'select distinct kind from fact union select distinct kind from parked');
    const known = { ...entitled, ...statedBySome };
    const allowed = [
      ...knownToAll,
      'violation',
      'identity-question',
      ...Object.keys(known).filter((kind) => known[kind]?.includes(agency)),
    ];
    expect(rows.map(({ kind }) => kind).filter((kind) => !allowed.includes(kind))).toEqual([]);
  });
}

/** A look-up without a true id finds nobody, never somebody else. */
export function nobodyElseIsFound(given: () => RunningExchange): void {
  const client = () => given().client;
  const noIds = [
    'null',
    'undefined',
    '0',
    '%20',
    '%00',
    'true',
    '[object%20Object]',
    '*',
    '%25',
    '..%2f..',
    unknownId.toUpperCase(),
    `${unknownId}%20`,
  ];

  it.each(noIds)('by the id %s', async (id) => {
    const asked = await Promise.all(
      [`/api/residents/${id}`, `/api/facts/stay-permit/imigrasi/${id}`, `/api/facts/stay-permit/imigrasi/${id}/history`].map((path) =>
        client().asked('imigrasi', path),
      ),
    );
    expect(asked).toEqual(Array(3).fill('400 id.malformed'));
    const told = ['/api/stay-permits/:id/cancel', '/api/facts/stay-permit/:id/correct', '/api/violations/:id/withdraw'].map((path) =>
      client().outcome('imigrasi', path.replace(':id', id), { cancelledOn: '2026-06-15' }, { version: '1' }),
    );
    expect(await Promise.all(told)).toEqual(Array(3).fill('400 id.malformed'));
  });

  it('by an id that nobody has', async () => {
    expect(await client().asked('imigrasi', `/api/residents/${unknownId}`)).toBe('404 resident.not-known');
    expect(await client().asked('imigrasi', `/api/facts/stay-permit/imigrasi/${unknownId}`)).toBe('404 fact.not-found');
    expect(await client().asked('imigrasi', `/api/facts/stay-permit/imigrasi/${unknownId}/history`)).toBe('404 fact.not-found');
    expect(
      await client().outcome('imigrasi', `/api/stay-permits/${unknownId}/cancel`, { cancelledOn: '2026-06-15' }, { version: '1' }),
    ).toBe('404 fact.not-found');
  });

  it('by the true id of something else', async () => {
    const { person, permit, residence, subjectRef } = await aResident(given());
    const asked = [
      `/api/facts/stay-permit/imigrasi/${person.factId}`,
      `/api/facts/stay-permit/dukcapil/${permit.factId}`,
      `/api/facts/stay-permit/Imigrasi/${permit.factId}`,
      `/api/facts/stay-permit/imigrasi/${subjectRef}`,
      `/api/facts/violation/dukcapil/${residence.factId}`,
    ].map((path) => client().asked('imigrasi', path));
    expect(await Promise.all(asked)).toEqual(Array(5).fill('404 fact.not-found'));
    const closing = { closureKind: 'ABROAD', closedOn: '2026-06-15' };
    for (const id of [person.factId, residence.factId, subjectRef])
      expect(await client().outcome('imigrasi', `/api/stay-permits/${id}/close`, closing, { version: '1' })).toBe('404 fact.not-found');
    expect(await client().asked('imigrasi', `/api/residents/${permit.factId}`)).toBe('404 resident.not-known');
  });

  it.each(['', 'null', 'undefined', '%25'])('by the own number "%s"', async (text) => {
    expect((await client().get<FactList>('imigrasi', `/api/facts/stay-permit?reference=${text}`)).body.facts).toEqual([]);
  });

  it.each(['x', `${unknownId}`, `${unknownId}:`, ':imigrasi', 'null:null'])('by a page after "%s"', async (after) => {
    const answer = await client().get<FactList>('imigrasi', `/api/facts/stay-permit?after=${after}`);
    expect([200, 400]).toContain(answer.status);
  });
}
