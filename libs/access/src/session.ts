import type { IncomingMessage } from 'node:http';

import type { Credentials } from './credentials.js';

/** The pages for officers: the only place that the session's cookie is sent to. */
export const deskPath = '/desk';

/** Whose session, and whether its cookie may travel without TLS (on the local stack only). */
export interface SessionPlace {
  readonly member: string;
  readonly secure: boolean;
}

/** A cookie may have 4,096 bytes with its name and attributes. */
export const longestSessionToken = 3_800;

/** Named by the member: cookies know no ports, and the agencies of the local stack share an address. */
const nameOf = (member: string): string => `timpora-desk-${member}`;

const cookie = ({ member, secure }: SessionPlace, value: string): string =>
  `${nameOf(member)}=${value}; Path=${deskPath}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

/** Ends with the browser; the token in it ends earlier or later by itself. */
export const sessionCookie = (place: SessionPlace, { token = '', purpose = '' }: Credentials): string =>
  cookie(place, `${purpose}:${token}`);

export const endedSessionCookie = (place: SessionPlace): string => `${cookie(place, '')}; Max-Age=0`;

/** Token and purpose of a session; neither when the cookie is absent, twice there or not ours. */
export function sessionIn({ headers }: Pick<IncomingMessage, 'headers'>, member: string): Credentials {
  const start = `${nameOf(member)}=`;
  const cookies = (headers.cookie ?? '').split(';').map((each) => each.trim());
  const [own, another] = cookies.filter((each) => each.startsWith(start));
  const [, purpose, token] = /^([A-Z0-9-]{1,40}):(\S+)$/.exec(own?.slice(start.length) ?? '') ?? [];
  return another === undefined ? { token, purpose } : { token: undefined, purpose: undefined };
}
