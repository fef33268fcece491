import { beginningOf, cursorText, isBefore, readCursor, type ChangeCursor } from './change-cursor.js';

const era = '0123456789ab';
const at = (xid: string, place: Partial<ChangeCursor> = {}): ChangeCursor => ({
  ...{ era, xid, factId: '01980000-0000-7000-8000-000000000001', issuer: 'polres', kind: 'police-letter' },
  ...place,
});

describe('a place in the changes', () => {
  it.each([at('1'), at('18446744073709551615'), beginningOf(era)])('is a text and back: %j', (cursor) =>
    expect(readCursor(cursorText(cursor))).toEqual(cursor),
  );

  it.each([
    '',
    'now',
    `${era.slice(1)}`,
    `${era}.`,
    `${cursorText(at('1')).replace('.1.', '.-1.')}`,
    cursorText(at('18446744073709551616')),
    `${era}.1.01980000-0000-7000-8000-000000000001`,
    `${era}.1.x.polres.police-letter`,
    `${era}.1`,
    `${era}\n`,
    `${era.toUpperCase()}.1`,
    `${cursorText(at('1'))}.more`,
  ])('is not %j', (text) => expect(readCursor(text)).toBeNull());

  it.each<[ChangeCursor, ChangeCursor]>([
    [at('9'), at('10')],
    [at('9007199254740992'), at('9007199254740993')],
    [beginningOf(era), at('0')],
    [at('10', { factId: '00980000-0000-7000-8000-000000000001' }), at('10')],
    [at('10', { issuer: 'imigrasi' }), at('10')],
    [at('10', { issuer: 'imigrasi', kind: 'z' }), at('10')],
    [at('10', { kind: 'a' }), at('10')],
  ])('stands before one that is later: %j', (one, other) => {
    expect([isBefore(one, other), isBefore(other, one), isBefore(one, one)]).toEqual([true, false, false]);
  });
});
