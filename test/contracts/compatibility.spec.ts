import { catalogue, PermitIssued } from '@timpora/contracts';

import { breaksOf, type Published } from '../../scripts/generate/compatibility.js';
import { brokenContracts, publishedSchema } from '../../scripts/generate/published.js';

const before = publishedSchema(catalogue, PermitIssued) as Published;
const { purposeGroup, ...otherFields } = before.properties as Record<string, object>;
const all = 'dukcapil, disnaker, polres, kesbangpol, imigrasi';
const told = (after: Published | undefined): readonly string[] =>
  breaksOf(before, after).map(({ what, members }) => `${what}: ${members.join(', ')}`);

describe('a changed contract', () => {
  it('that is published is compatible with itself', async () => {
    expect(await brokenContracts(catalogue)).toEqual([]);
  });

  it.each([
    ['an optional field', { properties: { ...before.properties, note: { type: 'string' } } }],
    ['another wording', { properties: { ...before.properties, purposeGroup: { ...purposeGroup, description: 'coarse' } } }],
    ['a further subscriber', { 'x-known-by': { ...before['x-known-by'], dinkes: {} } }],
  ])('breaks nobody by %s', (_, change) => {
    expect(told({ ...before, ...change })).toEqual([]);
  });

  it.each([
    [
      'a field less',
      { properties: otherFields, required: before.required.filter((field) => field !== 'purposeGroup') },
      [`the field purposeGroup is gone: ${all}`],
    ],
    [
      'a further value',
      { properties: { ...before.properties, purposeGroup: { type: 'string', enum: ['WORK', 'TRANSIT'] } } },
      [`the field purposeGroup has another form: ${all}`],
    ],
    [
      'a field that may be missing now',
      { required: before.required.filter((field) => field !== 'purposeGroup') },
      [`the field purposeGroup may be missing: ${all}`],
    ],
    [
      'a field that must be there now',
      { required: [...before.required, 'validTo'] },
      [`the field validTo must be there, and old events lack it: ${all}`],
    ],
    ['another owner', { 'x-owner': 'dukcapil' }, [`owner was imigrasi and is dukcapil: ${all}`]],
  ])('breaks whoever states or reads it by %s', (_, change, wanted) => {
    expect(told({ ...before, ...change })).toEqual(wanted);
  });

  it('breaks only the member that may know it no longer', () => {
    const { polres: _, ...others } = before['x-known-by'];
    expect(told({ ...before, 'x-known-by': others })).toEqual(['may know it no longer: polres']);
  });

  it('breaks everybody when the event is gone', () => {
    expect(told(undefined)).toEqual([`the event is gone: ${all}`]);
  });
});
