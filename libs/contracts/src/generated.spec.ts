import { Ajv2020 } from 'ajv/dist/2020.js';

import { asyncapiFolder, asyncapiPages } from '../../../scripts/generate/asyncapi.js';
import { catalogueFolder, cataloguePages } from '../../../scripts/generate/catalogue-pages.js';
import { contractSources, factFiles } from '../../../scripts/generate/fact-files.js';
import { committed, committedIn, formatted } from '../../../scripts/generate/page.js';
import { publishedContracts, publishedFolder, publishedSchema } from '../../../scripts/generate/published.js';
import { workspaceFiles } from '../../../scripts/generate/workspace-files.js';
import { catalogue } from './all-events.js';
import { members } from './members.js';

describe('generated files (if one fails: npm run generate)', () => {
  it('the list of all events and the front door name every fact file', async () => {
    for (const page of await contractSources()) expect(await committed(page.path)).toBe((await formatted(page)).content);
  });
  it('the lists of packages and agencies name every library and every app', async () => {
    for (const page of await workspaceFiles()) expect(await committed(page.path)).toBe((await formatted(page)).content);
  });
  it('the published contracts are those of the catalogue, and no other', async () => {
    const pages = publishedContracts(catalogue);
    for (const page of pages) expect(await committed(page.path)).toBe((await formatted(page)).content);
    expect((await committedIn(publishedFolder)).filter((path) => path.endsWith('.json'))).toEqual(pages.map(({ path }) => path).sort());
  });
  it.each([
    ['AsyncAPI of the members', asyncapiPages(catalogue), [asyncapiFolder]],
    ['pages of the catalogue', cataloguePages(catalogue), [`${catalogueFolder}/facts`, `${catalogueFolder}/agencies`]],
  ])('the %s are those of the catalogue, and no other', async (_, pages, folders) => {
    for (const page of pages) expect(await committed(page.path)).toBe((await formatted(page)).content);
    const there = (await Promise.all(folders.map(committedIn))).flat();
    expect(there.filter((path) => !pages.some((page) => page.path === path))).toEqual([]);
  });
});

describe('fact files', () => {
  it('lie in the folder of their owner, by their kind, and all their events are in the catalogue', async () => {
    const files = await factFiles();
    expect(files.map(({ path }) => path)).toEqual(catalogue.facts.map(({ owner, kind }) => `${owner}/${kind}.ts`).sort());
    expect(files.flatMap(({ events }) => events)).toHaveLength(catalogue.events.length);
    expect(files.every(({ path }) => [...members, 'every-member'].includes(path.split('/')[0] ?? ''))).toBe(true);
  });
});

describe('published schemas', () => {
  // As elsewhere: unknown keywords and formats are annotations.
  const outside = new Ajv2020({ strict: false, validateFormats: false });

  it.each(catalogue.events.map((event) => ({ type: event.type, event })))('$type is a schema that others can use', ({ type, event }) => {
    const published = publishedSchema(catalogue, event);
    const check = outside.compile(published);
    expect(published).toMatchObject({ $id: `urn:timpora:${type}`, 'x-owner': event.fact.owner });
    expect(check(event.fact.example)).toBe(true);
    expect(check({ ...event.fact.example, more: 1 })).toBe(false);
  });
});
