import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { catalogue } from './all-events.js';
import { catalogueWith, grantsOf, topicsHeardBy, type Contracts } from './catalogue.js';
import { PermitIssued } from './imigrasi/stay-permit.js';
import { defineEvent, defineFact } from './facts.js';
import { CalendarDate, OrganisationKey } from './fields.js';
import { catalogueWithFiles, ContractsProblem } from './further.js';
import type { Member } from './members.js';

const bpjs = 'bpjs' as Member;

class CoverBody {
  @OrganisationKey() organisationKey!: string;
  @CalendarDate() coveredFrom!: string;
}

const aKind = (kind: string, owner: Member) =>
  defineFact({
    ...{ kind, owner, body: CoverBody, classification: 'internal', retention: 'RC-ORG' },
    knownBy: (owner === bpjs ? { disnaker: 'P3-LABOUR' } : {}) as Record<never, never>,
    example: { organisationKey: 'nib:0000000000001', coveredFrom: '2026-02-02' },
  });
const covered = (kind = 'employer-cover', owner = bpjs) => defineEvent({ name: `${kind}-began`, version: 1, fact: aKind(kind, owner) });

describe('the contracts of a member whose service is elsewhere', () => {
  it('make it a member whose kind is heard by whom the kind names', () => {
    const all = catalogueWith(catalogue, [{ members: [bpjs], events: [covered()] }]);
    expect(all.members).toEqual([...catalogue.members, bpjs]);
    expect(topicsHeardBy(all, 'disnaker').map(({ name }) => name)).toContain('employer-cover-began');
    expect(topicsHeardBy(all, 'imigrasi').map(({ name }) => name)).toContain('violation-reported.bpjs');
    expect(topicsHeardBy(all, 'dinkes').map(({ name }) => name)).not.toContain('employer-cover-began');
  });

  it('take no right from anybody: whoever is at work goes on in the same topics, and the newcomer hears what all hear', () => {
    const all = catalogueWith(catalogue, [{ members: [bpjs], events: [covered()] }]);
    const after = new Map(grantsOf(all).map((grant) => [grant.user, grant]));
    const lost = grantsOf(catalogue).flatMap(({ user, reads, writes }) => [
      ...reads.filter((topic) => !after.get(user)?.reads.includes(topic)),
      ...writes.filter((topic) => !after.get(user)?.writes.includes(topic)),
    ]);
    expect(lost).toEqual([]);
    expect(after.get(bpjs)?.reads).toEqual(expect.arrayContaining(['record-queried', 'reference-value-set']));
  });

  it.each<[string, Contracts, string]>([
    ['a kind of somebody else', { members: [bpjs], events: [PermitIssued] }, 'does not own'],
    ['a new kind in the name of somebody else', { members: [bpjs], events: [covered('letter', 'polres')] }, 'does not own'],
    ['the name of a member', { members: ['polres'], events: [] }, 'two members have the same name'],
    ['the name of a kind', { members: [bpjs], events: [covered('residence')] }, 'two facts have the same kind'],
  ])('cannot take %s', (_, contracts, message) => {
    expect(() => catalogueWith(catalogue, [contracts])).toThrow(message);
  });

  describe('in files', () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'timpora-contracts-'))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));
    const file = (content: string): string => {
      const place = join(folder, 'contracts.mjs');
      writeFileSync(place, content);
      return place;
    };

    it('are loaded', async () => {
      expect((await catalogueWithFiles([file(`export const contracts = { members: ['bpjs'], events: [] };`)])).members).toContain(bpjs);
      expect(await catalogueWithFiles([])).toEqual(catalogue);
    });

    it.each([
      ['is missing', null, /cannot be loaded \(/],
      ['exports nothing', 'export const other = 1;', /exports no `contracts`/],
      ['takes a name', `export const contracts = { members: ['polres'], events: [] };`, /do not fit: two members have the same name/],
    ])('are refused when the file %s', async (_, content, message) => {
      const loading = catalogueWithFiles([content === null ? join(folder, 'nowhere.js') : file(content)]);
      await expect(loading).rejects.toThrow(message);
      await expect(loading).rejects.toBeInstanceOf(ContractsProblem);
    });
  });
});
