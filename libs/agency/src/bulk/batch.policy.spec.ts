import { nextBatch } from './batch.policy.js';

const lines = (text: string): { name: string; about: string[] }[] =>
  text.split(' ').map((word, at) => ({ name: `${at + 1}`, about: [...word] }));

describe('a batch of lines', () => {
  it.each<[string, string, number, string]>([
    ['takes lines about different things', 'a b c', 9, '1 2 3'],
    ['takes so many', 'a b c', 2, '1 2'],
    ['leaves a second line about the same for the next', 'a a b', 9, '1 3'],
    ['leaves a line that shares one of several things', 'ab bc d', 9, '1 3'],
    ['lets nobody overtake a line that waits', 'a ab b c', 9, '1 4'],
    ['is the first line at least', 'aa', 1, '1'],
  ])('%s: %s', (_, all, most, wanted) => {
    expect(
      nextBatch(lines(all), most)
        .map(({ name }) => name)
        .join(' '),
    ).toBe(wanted);
  });

  it('leaves out what is being decided, and whatever is about the same', () => {
    const [one, ...others] = lines('ab a c b d');
    const batch = nextBatch([one!, ...others], 9, new Set([one!]));
    expect(batch.map(({ name }) => name)).toEqual(['3', '5']);
  });
});
