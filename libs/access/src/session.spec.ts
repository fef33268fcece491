import type { PrincipalRequest } from './principal.js';
import { credentialsIn, type CredentialSource } from './credentials.js';
import { endedSessionCookie, sessionCookie } from './session.js';

const place = { member: 'polres', secure: true };
const signedIn = sessionCookie(place, { token: 'a.b-c_d.e', purpose: 'P4-PUBLIC-SAFETY' });
const [inCookie = ''] = signedIn.split(';');

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const found = (source: CredentialSource, { headers = {}, body }: Sent): unknown => {
  const request = { headers, body, header: (name: string) => headers[name] } as unknown as PrincipalRequest;
  const { token, purpose } = credentialsIn(request, source, 'polres');
  return [token, purpose];
};

const whole = ['a.b-c_d.e', 'P4-PUBLIC-SAFETY'];
const nobody = [undefined, undefined];

describe('the cookie of a session', () => {
  it('is for the desk alone, out of reach of scripts and other sites, and travels by TLS only', () => {
    expect(signedIn).toBe('timpora-desk-polres=P4-PUBLIC-SAFETY:a.b-c_d.e; Path=/desk; HttpOnly; SameSite=Strict; Secure');
    expect(endedSessionCookie(place)).toBe('timpora-desk-polres=; Path=/desk; HttpOnly; SameSite=Strict; Secure; Max-Age=0');
    expect(sessionCookie({ ...place, secure: false }, { token: 'a', purpose: 'P4-PUBLIC-SAFETY' })).not.toContain('Secure');
  });
});

describe('token and purpose', () => {
  const everywhere: Sent = {
    headers: { authorization: 'Bearer header.token', purpose: 'P0-DATA-DUTIES', cookie: inCookie },
    body: { token: 'form.token', purpose: 'P8-INVEST-SERVICE' },
  };

  it.each<[CredentialSource, unknown]>([
    ['headers', ['header.token', 'P0-DATA-DUTIES']],
    ['form', ['form.token', 'P8-INVEST-SERVICE']],
    ['session', whole],
  ])('of a route that looks into the %s come from nowhere else', (source, credentials) => {
    expect(found(source, everywhere)).toEqual(credentials);
  });

  it.each<[string, CredentialSource, Sent, unknown]>([
    ['no headers', 'headers', {}, nobody],
    ['another scheme', 'headers', { headers: { authorization: 'Basic a' } }, nobody],
    ['two tokens', 'headers', { headers: { authorization: 'Bearer a b' } }, nobody],
    ['a cookie where headers count', 'headers', { headers: { cookie: inCookie } }, nobody],
    ['no cookie', 'session', {}, nobody],
    ['one among others', 'session', { headers: { cookie: `x=y; ${inCookie}; z=timpora-desk-polres=a` } }, whole],
    ['the same name twice', 'session', { headers: { cookie: `${inCookie}; ${inCookie}` } }, nobody],
    ["another agency's", 'session', { headers: { cookie: inCookie.replace('polres', 'dukcapil') } }, nobody],
    ['an ended session', 'session', { headers: { cookie: 'timpora-desk-polres=' } }, nobody],
    ['no purpose in it', 'session', { headers: { cookie: 'timpora-desk-polres=:a' } }, nobody],
    ['a purpose that is none', 'session', { headers: { cookie: 'timpora-desk-polres=p4:a' } }, nobody],
    ['a token with quotes', 'session', { headers: { cookie: 'timpora-desk-polres=P4:"a"' } }, [undefined, 'P4']],
    ['headers where a cookie counts', 'session', { headers: { authorization: 'Bearer a' } }, nobody],
    ['a token over several lines', 'form', { body: { token: ' a.b\r\n -c_d.e \n', purpose: 'P4-PUBLIC-SAFETY' } }, whole],
    ['no form', 'form', {}, nobody],
    ['a text for a form', 'form', { body: 'token=a' }, nobody],
    ['an empty form', 'form', { body: { token: ' ', purpose: '' } }, nobody],
    ['two tokens in a form', 'form', { body: { token: ['a', 'b'], purpose: 'P4' } }, [undefined, 'P4']],
    ['a token that is none', 'form', { body: { token: '<a>', purpose: 'P4' } }, [undefined, 'P4']],
  ])('from %s', (_, source, sent, credentials) => expect(found(source, sent)).toEqual(credentials));
});
