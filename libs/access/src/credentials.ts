import type { PrincipalRequest } from './principal.js';
import { sessionIn } from './session.js';

/** Where a route takes token and purpose from. Only a route of the desk says `session` or `form`: everywhere else cookies and forms count nothing. */
export type CredentialSource = 'headers' | 'session' | 'form';

export interface Credentials {
  readonly token: string | undefined;
  readonly purpose: string | undefined;
}

const fromHeaders = (request: PrincipalRequest): Credentials => {
  const [, token] = /^Bearer (\S+)$/.exec(request.header('authorization') ?? '') ?? [];
  return { token, purpose: request.header('purpose') };
};

/** A token that was copied from a narrow window has line breaks in it. */
const fromForm = ({ body }: PrincipalRequest): Credentials => {
  const text = (name: string): string | undefined => {
    const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
    return typeof value === 'string' ? value.replace(/\s/g, '') || undefined : undefined;
  };
  return { token: text('token'), purpose: text('purpose') };
};

/** What a request says of who asks and why, from the one place where this route looks. */
export function credentialsIn(request: PrincipalRequest, source: CredentialSource, member: string): Credentials {
  const found = source === 'headers' ? fromHeaders(request) : source === 'form' ? fromForm(request) : sessionIn(request, member);
  return /^[\w.~+/=-]+$/.test(found.token ?? '') ? found : { ...found, token: undefined };
}
