import { fileURLToPath } from 'node:url';

import { fromFile, Parser } from '@asyncapi/parser';
import { catalogue, members, topicsHeardBy, topicsStatedBy } from '@timpora/contracts';

import { asyncapiFolder } from '../../scripts/generate/asyncapi.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('AsyncAPI of each member', () => {
  it.each(members)('%s: its own parser accepts it, and it names what the login may send and hear', async (member) => {
    const { document, diagnostics } = await fromFile(new Parser(), `${root}/${asyncapiFolder}/${member}.json`).parse();
    expect(diagnostics.filter(({ severity }) => severity <= 1).map(({ message, path }) => `${path.join('/')}: ${message}`)).toEqual([]);
    const operations = document?.operations().all() ?? [];
    const channels = (action: 'isSend' | 'isReceive'): readonly (string | null | undefined)[] =>
      operations.filter((each) => each[action]()).map((each) => each.channels().all()[0]?.address());
    expect(channels('isSend')).toEqual(topicsStatedBy(catalogue, member).map(({ name }) => name));
    expect(channels('isReceive')).toEqual(topicsHeardBy(catalogue, member).map(({ name }) => name));
  });
});
