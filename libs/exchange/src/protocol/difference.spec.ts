import { difference } from './difference.js';

const leaf = (factId: string, version: number, documentHash = `${factId}${version}`) => ({ factId, version, documentHash });

describe('the difference between what is held and what is expected', () => {
  it.each([
    ['nothing when both are equal', [leaf('a', 1)], [leaf('a', 1)], { lacking: [], contradicting: [], unknown: [] }],
    ['a fact that the member lacks', [leaf('a', 1)], [], { lacking: ['a'], contradicting: [], unknown: [] }],
    ['an older version at the member', [leaf('a', 3)], [leaf('a', 2)], { lacking: ['a'], contradicting: [], unknown: [] }],
    ['other content under the same version', [leaf('a', 2)], [leaf('a', 2, 'x')], { lacking: [], contradicting: ['a'], unknown: [] }],
    ['a fact that only the member knows', [], [leaf('b', 1)], { lacking: [], contradicting: [], unknown: [leaf('b', 1)] }],
    ['a version that only the member knows', [leaf('a', 1)], [leaf('a', 2)], { lacking: [], contradicting: [], unknown: [leaf('a', 2)] }],
  ])('is %s', (_, expected, held, found) => {
    expect(difference(expected, held)).toEqual(found);
  });
});
