import { countingOf, type Heard, type Said } from './statement.js';

const heard = (member: string, offset: number, readTo: number): Heard<Said> => ({ said: { member, readTo }, offset, appendedMs: 0 });
const offsets = (all: readonly Heard<Said>[], last: ReadonlyMap<string, number> = new Map()): readonly number[] =>
  countingOf(all, last).map(({ offset }) => offset);

describe('of what members say', () => {
  it('everything counts whose author had read its own last message', () => {
    expect(offsets([heard('polres', 3, 0), heard('disdik', 4, 4), heard('polres', 5, 4), heard('polres', 9, 6)])).toEqual([3, 4, 5, 9]);
  });

  it.each([
    ['was said before the last one came back', 7, 5],
    ['is a copy of the last one', 7, 3],
    ['is a copy of an earlier one', 7, 0],
  ])('nothing counts that %s', (_, offset, readTo) => {
    expect(offsets([heard('polres', offset, readTo)], new Map([['polres', 5]]))).toEqual([]);
  });

  it('a copy does not count in the same fetch either', () => {
    expect(offsets([heard('polres', 3, 1), heard('polres', 4, 4), heard('polres', 5, 1), heard('polres', 6, 5)])).toEqual([3, 4, 6]);
  });

  it('what stands at or below the last one counts: the topic was cut or made anew', () => {
    expect(offsets([heard('polres', 0, 0), heard('polres', 2, 1)], new Map([['polres', 1_000]]))).toEqual([0, 2]);
  });

  it('a claim to have read what nobody has written silences nobody afterwards', () => {
    expect(offsets([heard('polres', 3, 2 ** 50), heard('polres', 4, 4)])).toEqual([3, 4]);
  });
});
