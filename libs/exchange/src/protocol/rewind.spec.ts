import { rewind } from './rewind.js';

const version = (number: number) => ({ version: number, documentHash: String(number) });

describe('what a member at an older place must hold', () => {
  it('is the version before, however many came since, in whatever order', () => {
    const beyond = [
      { factId: 'a', version: 2, before: version(1) },
      { factId: 'a', version: 3, before: version(2) },
    ];
    expect(rewind(new Map([['a', version(3)]]), beyond).get('a')).toEqual(version(1));
    expect(rewind(new Map([['a', version(3)]]), [...beyond].reverse()).get('a')).toEqual(version(1));
  });

  it('is nothing of a fact that was first stated beyond the place', () => {
    expect(rewind(new Map([['a', version(1)]]), [{ factId: 'a', version: 1, before: null }]).get('a')).toBeNull();
  });

  it('is the newest version when it came by a stream that was read further', () => {
    expect(rewind(new Map([['a', version(3)]]), [{ factId: 'a', version: 2, before: version(1) }]).get('a')).toEqual(version(3));
  });
});
