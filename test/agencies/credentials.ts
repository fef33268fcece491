import { addClient, manageClientsOf, revokeClient, rotateClient } from '@timpora/access';
import { settingsFrom } from '@timpora/config';
import { agencies, type Agency } from '@timpora/contracts';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';

interface Given {
  readonly status: number;
  readonly body: {
    readonly access_token: string;
    readonly token_type: string;
    readonly expires_in: number;
    readonly code?: string;
    readonly error?: string;
  };
}

/** Systems get their tokens themselves, by a secret that can be changed while they run. */
export function credentials(given: () => RunningExchange): void {
  const client = () => given().client;
  const db = (agency: Agency) => ({ query: (sql: string, values?: unknown[]) => given().query<object>(agency, sql, values) });
  const tokenFor = async (agency: Agency, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Given> => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
    const response = await client().plain(agency, '/api/token', { method: 'POST', body, headers });
    const { status } = response;
    client().seen.push({ agency, method: 'POST', path: '/api/token', status, code: null, text: '' });
    return { status, body: (await response.json()) as Given['body'] };
  };
  const outcome = async (agency: Agency, name: string, secret: string): Promise<string> => {
    const { status, body } = await tokenFor(agency, { client_id: name, client_secret: secret });
    return [status, body.code].filter(Boolean).join(' ');
  };
  const asked = async (agency: Agency, token: string): Promise<number> =>
    (await client().plain(agency, '/api/changes?limit=1', { headers: { authorization: `Bearer ${token}` } })).status;
  const refused = '401 token.client-refused';

  it.each(agencies)('%s gives its system a token that is good there and nowhere else', async (agency) => {
    const secret = String(await addClient(db(agency), 'registry-sync'));
    const { status, body } = await tokenFor(agency, { client_id: 'registry-sync', client_secret: secret });
    expect([status, body.token_type, body.expires_in]).toEqual([200, 'Bearer', 600]);
    const other = agency === 'imigrasi' ? 'dukcapil' : 'imigrasi';
    expect([await asked(agency, body.access_token), await asked(other, body.access_token)]).toEqual([200, 401]);
    const basic = `Basic ${Buffer.from(`registry-sync:${secret}`).toString('base64')}`;
    expect((await tokenFor(agency, {}, { authorization: basic })).status).toBe(200);
    expect(await addClient(db(agency), 'registry-sync')).toBeNull();
    const [row] = await given().query<{ used: boolean; hidden: boolean }>(
      agency,
      `select last_used_at is not null as used, encode(hash, 'escape') not like '%' || $1 || '%' as hidden from client_secret where client = 'registry-sync'`,
      [secret],
    );
    expect(row).toEqual({ used: true, hidden: true });
  });

  it('two secrets are good while one replaces the other, and never three', async () => {
    const first = String(await addClient(db('polres'), 'rotating'));
    const second = String(await rotateClient(db('polres'), 'rotating', 1));
    const good = () => Promise.all([first, second].map((secret) => outcome('polres', 'rotating', secret)));
    expect(await good()).toEqual(['200', '200']);
    const third = String(await rotateClient(db('polres'), 'rotating', 1));
    expect([...(await good()), await outcome('polres', 'rotating', third)]).toEqual([refused, '200', '200']);
    const last = String(await rotateClient(db('polres'), 'rotating', 0));
    expect([...(await good()), await outcome('polres', 'rotating', third), await outcome('polres', 'rotating', last)]).toEqual([
      ...[refused, refused, refused, '200'],
    ]);
  });

  it('an operator does all of it by commands, and is told what cannot be done', async () => {
    const settings = settingsFrom(given().environments.disdik, 'disdik');
    const does = (...args: readonly string[]): Promise<string> =>
      manageClientsOf(settings, args).catch((error: Error) => `refused: ${error.message}`);
    const secretIn = (told: string): string => /^client secret {2}(\S+)$/m.exec(told)?.[1] ?? told;
    expect(await does('list')).not.toContain('by-command');
    const first = secretIn(await does('add', 'by-command'));
    expect(await does('add', 'by-command')).toContain('refused: by-command is there already');
    const second = secretIn(await does('rotate', 'by-command', '--overlap-hours', '2'));
    expect(await Promise.all([first, second].map((secret) => outcome('disdik', 'by-command', secret)))).toEqual(['200', '200']);
    const list = await does('list');
    expect(list.match(/^by-command {2}made \S+ {2}ends (never|\S+Z) {2}last used \S+Z$/gm)).toHaveLength(2);
    expect([list.includes(first), list.includes(second)]).toEqual([false, false]);
    expect(await does('revoke', 'by-command')).toContain('by-command gets no tokens any more');
    expect(await outcome('disdik', 'by-command', second)).toBe(refused);
    expect(await does('rotate', 'by-command')).toContain('refused: There is no client by-command, or it was revoked');
    expect(await does('revoke', 'nobody')).toContain('refused: There is no client nobody');
  });

  it('a revoked system gets no token, and those that it holds end', async () => {
    const secret = String(await addClient(db('dinkes'), 'lost-laptop'));
    const { body } = await tokenFor('dinkes', { client_id: 'lost-laptop', client_secret: secret });
    expect(await asked('dinkes', body.access_token)).toBe(200);
    expect(await revokeClient(db('dinkes'), 'lost-laptop')).toBe(true);
    expect(await outcome('dinkes', 'lost-laptop', secret)).toBe(refused);
    await eventually(() => asked('dinkes', body.access_token), 401);
    expect([await rotateClient(db('dinkes'), 'lost-laptop', 1), await revokeClient(db('dinkes'), 'nobody')]).toEqual([null, false]);
  });

  it('says no more than that client or secret are wrong', async () => {
    const secret = String(await addClient(db('kemenag'), 'another'));
    expect([await outcome('kemenag', 'another', `${secret}x`), await outcome('kemenag', 'nobody', secret)]).toEqual([refused, refused]);
    const { status, body } = await tokenFor('kemenag', {});
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    const password = await tokenFor('kemenag', { grant_type: 'password', client_id: 'another', client_secret: secret });
    expect([password.status, password.body.code, password.body.error]).toEqual([400, 'token.grant-unsupported', 'unsupported_grant_type']);
  });

  it('takes no token of its own making that somebody else signed', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = part({ iss: 'timpora:polres', aud: 'timpora:polres', sub: 'rotating', role: 'system', exp: 4_000_000_000 });
    for (const alg of ['none', 'HS256', 'ES256']) expect(await asked('polres', `${part({ alg })}.${claims}.AAAA`)).toBe(401);
  });
}
