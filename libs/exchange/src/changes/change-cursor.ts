/**
 * A place in the order in which facts changed in one member's database: everything up to it has been read. Followers keep it as a text that they
 * do not look into.
 */
export interface ChangeCursor {
  /** The past to which it belongs. */
  readonly era: string;
  /** Transaction id, 64 bits, decimal. */
  readonly xid: string;
  readonly factId: string;
  readonly issuer: string;
  readonly kind: string;
}

const firstId = '00000000-0000-0000-0000-000000000000';

/** Before every change. */
export const beginningOf = (era: string): ChangeCursor => ({ era, xid: '0', factId: firstId, issuer: '', kind: '' });

export const cursorText = ({ era, xid, factId, issuer, kind }: ChangeCursor): string =>
  [era, ...(issuer === '' ? [] : [xid, factId, issuer, kind])].join('.');

const form = /^([0-9a-f]{12})(?:\.([0-9]{1,20})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z-]{1,60})\.([a-z-]{1,60}))?$/;
const mostXid = 2n ** 64n - 1n;

/** @returns null for what is no cursor */
export function readCursor(text: string): ChangeCursor | null {
  const [, era, xid, factId, issuer, kind] = form.exec(text) ?? [];
  if (era === undefined) return null;
  if (xid === undefined || factId === undefined || issuer === undefined || kind === undefined) return beginningOf(era);
  return BigInt(xid) > mostXid ? null : { era, xid, factId, issuer, kind };
}

/** Whether one stands before the other; both of one era. */
export function isBefore(one: ChangeCursor, other: ChangeCursor): boolean {
  const [mine, theirs] = [BigInt(one.xid), BigInt(other.xid)];
  if (mine !== theirs) return mine < theirs;
  const rest = ({ factId, issuer, kind }: ChangeCursor): readonly [string, string, string] => [factId, issuer, kind];
  const [a, b] = [rest(one), rest(other)];
  const at = a.findIndex((part, place) => part !== b[place]);
  return at >= 0 && (a[at] ?? '') < (b[at] ?? '');
}
