import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { aLetter, aPermit, aPerson, aResident, arrives, familyName, toldOfResidents } from './residents.js';

interface Found {
  readonly residents: readonly { readonly subjectRef: string; readonly foundBy: string; readonly name: string | null }[];
  readonly searchedBy: readonly string[];
  readonly note?: { readonly id: string; readonly en: string };
}

const namesAreHeldBy: readonly Agency[] = ['imigrasi', 'dukcapil', 'disnaker', 'polres'];

/** As the name is written in the register, and what an officer may type. */
const searched: readonly (readonly [name: string, ...typed: string[]])[] = [
  [`Nguyễn Hương ${familyName}`.normalize('NFC'), 'nguyễn hương'.normalize('NFD'), 'HƯƠNG'],
  [`Zoë Brouwer ${familyName}`.normalize('NFD'), 'zoë brouwer'.normalize('NFC'), 'ZOË'.normalize('NFD')],
  ['測試王小明', '王小明', '王小'],
  ['시험김하늘', '김하늘'.normalize('NFC'), '김하늘'.normalize('NFD')],
  ['أحمد الاختباري', 'أحمد', 'الاختباري'],
  [`Siobhán O'Brien ${familyName}`, "o'brien", "Siobhán O'B"],
  ['Zyxthuzar', 'ZYXTHUZAR', 'yxthuz'],
  [`50%_\\ ${familyName}`, '50%_\\', '%_'],
];

/** Residents are found by what an agency may know of them, and never otherwise. */
export function residentsAreFound(given: () => RunningExchange): void {
  const client = () => given().client;
  const search = async (agency: Agency, text: string): Promise<Found> =>
    (await client().get<Found>(agency, `/api/residents?q=${encodeURIComponent(text)}`)).body;
  const found = async (agency: Agency, text: string): Promise<string[]> =>
    (await search(agency, text)).residents.map(({ subjectRef }) => subjectRef);

  it.each(searched)('%s is found where names are held', async (name, ...typed) => {
    const { subjectRef, registration } = await aResident(given(), { registration: { registeredName: name } });
    await arrives(given(), registration, namesAreHeldBy);
    for (const agency of namesAreHeldBy)
      for (const text of typed) expect([agency, text, await found(agency, text)]).toEqual([agency, text, [subjectRef]]);
  });

  it('a name in the own script is found where the identity is held', async () => {
    const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({ nameInOwnScript: '陳測試樣' }));
    await arrives(given(), person, ['dukcapil']);
    expect(await Promise.all(namesAreHeldBy.map((agency) => found(agency, '陳測')))).toEqual([
      [person.subjectRef],
      [person.subjectRef],
      [],
      [],
    ]);
  });

  it('two letters find the words that begin with them, and no others', async () => {
    const fullName = `Qvist Abqxi-Qxo D'Qzo Qw ${familyName}`;
    const person = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({ fullName }));
    for (const letters of ['qv', 'QX', 'qz', 'qw'])
      expect([letters, await found('imigrasi', letters)]).toEqual([letters, [person.subjectRef]]);
    expect(await found('imigrasi', 'bq')).toEqual([]);
  });

  it('a sign that SQL reads in its own way finds only itself', async () => {
    for (const text of ['%%', '__', "' or 1=1 --", '\\\\']) expect([text, await found('dukcapil', text)]).toEqual([text, []]);
  });

  it.each(agencies)('%s says by what it searches', async (agency) => {
    const { residents, searchedBy, note } = await search(agency, familyName);
    const holdsNames = namesAreHeldBy.includes(agency);
    expect(searchedBy).toEqual([...(holdsNames ? ['name'] : []), 'own-reference', 'subject-reference']);
    expect([residents.length > 0, note !== undefined]).toEqual([holdsNames, !holdsNames]);
  });

  it('the reference of a resident finds the resident at all, with what each may know', async () => {
    const { subjectRef } = await aResident(given());
    for (const agency of toldOfResidents) expect([agency, await found(agency, subjectRef)]).toEqual([agency, [subjectRef]]);
    const kinds = async (agency: Agency): Promise<string[]> => {
      const { body } = await client().get<{ facts: ShownFact[] }>(agency, `/api/residents/${subjectRef}`);
      return body.facts.map(({ kind }) => kind).sort();
    };
    await eventually(() => kinds('polres'), ['residence', 'resident', 'stay-permit']);
    await eventually(() => kinds('kesbangpol'), ['residence', 'stay-permit']);
    expect(await kinds('dinkes')).toEqual(['residence']);
  });

  it.each([
    ['one letter', '?q=x'],
    ['a space and a letter', '?q=%20x%20'],
    ['nothing', '?q='],
    ['no text', ''],
    ['two texts', '?q=ab&q=cd'],
  ])('%s is too little to search with', async (_, query) => {
    expect(await client().asked('imigrasi', `/api/residents${query}`)).toBe('400 search.too-short');
  });

  it("the agency's own number finds a fact there, and nowhere else", async () => {
    const { subjectRef, permit } = await aResident(given(), { permit: { ownReference: 'ITAS 2026/0017' } });
    const query = `reference=${encodeURIComponent('ITAS 2026/0017')}`;
    const byNumber = async (agency: Agency): Promise<string[]> =>
      (await client().get<{ facts: ShownFact[] }>(agency, `/api/facts/stay-permit?${query}`)).body.facts.map(({ factId }) => factId);
    await arrives(given(), permit, ['polres']);
    expect([await byNumber('imigrasi'), await byNumber('polres')]).toEqual([[permit.factId], []]);
    expect([await found('imigrasi', 'ITAS 2026/0017'), await found('polres', 'ITAS 2026/0017')]).toEqual([[subjectRef], []]);
    const inFacts = await given().query('polres', `select from fact where document like '%ITAS 2026/0017%'`);
    expect(inFacts).toEqual([]);
  });

  it("the agency's own number is of one fact of a kind, and may be that of another kind", async () => {
    const { subjectRef } = await aResident(given(), { permit: { ownReference: 'NO-1' } });
    const other = await client().accepted('imigrasi', '/api/foreign-nationals', aPerson({}));
    expect(await client().outcome('imigrasi', '/api/stay-permits', aPermit(other.subjectRef, { ownReference: 'NO-1' }))).toBe(
      '409 reference.taken',
    );
    expect(await client().outcome('imigrasi', '/api/foreign-nationals', { ...aPerson(), ownReference: 'NO-1' })).toBe('201');
    expect(await client().outcome('polres', '/api/police-letters', aLetter(subjectRef, { ownReference: 'NO-1' }))).toBe('201');
  });
}
