import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SettingsError, settingsFrom } from './settings-from.js';

const folder = mkdtempSync(join(tmpdir(), 'timpora-config-'));
afterAll(() => rmSync(folder, { recursive: true }));
const secret = 'ab'.repeat(32);
const secretsFile = (name: string, content: unknown): string => {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  return join(folder, name);
};
const shared = secretsFile('shared', {
  secrets: [
    { keyId: 'match-2', secret },
    { keyId: 'match-1', secret: 'cd'.repeat(40) },
  ],
});

const complete = {
  TIMPORA_MODE: 'development',
  TIMPORA_DATABASE_HOST: 'db',
  TIMPORA_DATABASE_PASSWORD: 'x',
  TIMPORA_KAFKA_BROKERS: 'one:9092,two:9092',
  TIMPORA_KAFKA_PASSWORD: 'y',
  TIMPORA_REGISTRY_FILE: '/r',
  TIMPORA_SIGNING_KEY_ID: 'k1',
  TIMPORA_SIGNING_KEY_FILE: '/k',
  TIMPORA_ID_SECRET_FILE: '/s',
  TIMPORA_MATCH_SECRETS_FILE: shared,
  TIMPORA_TOKEN_ISSUER: 'https://issuer.example',
  TIMPORA_TOKEN_JWKS: 'https://issuer.example/jwks',
};

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    settingsFrom(environment, 'polres');
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
};

describe('settings from the environment', () => {
  it('are complete with what cannot be guessed', () => {
    const settings = settingsFrom(complete, 'polres');
    expect(settings.http.port).toBe(4104);
    expect(settings.kafka).toMatchObject({ brokers: ['one:9092', 'two:9092'], user: 'polres', tls: false });
    expect(settings.tokens.audience).toBe('timpora:polres');
  });

  it('move all ports by one variable', () => {
    expect(settingsFrom({ ...complete, TIMPORA_BASE_PORT: '5001' }, 'kemenag').http.port).toBe(5008);
  });

  it('tell everything that is missing at once', () => {
    const problems = problemsOf({});
    expect(problems).toHaveLength(11);
    expect(problems.filter((problem) => !/^TIMPORA_\w+( or TIMPORA_\w+_FILE)? is missing: give /.test(problem))).toEqual([]);
  });

  it('refuse numbers and words that cannot be meant', () => {
    const problems = problemsOf({
      ...complete,
      TIMPORA_LEASE_MS: '1.5',
      TIMPORA_KAFKA_TLS: 'yes',
      TIMPORA_LOG_LEVEL: 'loud',
      TIMPORA_HTTP_PORT: 'x',
    });
    expect(problems).toHaveLength(4);
  });

  it.each([
    ['TIMPORA_HTTP_PORT', '0x10'],
    ['TIMPORA_HTTP_PORT', '1e3'],
    ['TIMPORA_HTTP_PORT', '65536'],
    ['TIMPORA_KAFKA_BROKERS', 'one'],
    ['TIMPORA_KAFKA_BROKERS', 'one:9092,'],
    ['TIMPORA_KAFKA_BROKERS', 'http://one:9092'],
  ])('refuse %s=%s', (name, value) => {
    expect(problemsOf({ ...complete, [name]: value })).toEqual([expect.stringContaining(`${name} must be`)]);
  });

  it('name the contracts of members elsewhere', () => {
    expect(settingsFrom(complete, 'polres').contracts).toEqual([]);
    const TIMPORA_CONTRACTS = '/srv/bpjs/contracts.js, @bpjs/contracts,';
    expect(settingsFrom({ ...complete, TIMPORA_CONTRACTS }, 'polres').contracts).toEqual(['/srv/bpjs/contracts.js', '@bpjs/contracts']);
  });

  it('refuse a shortest pause above the longest', () => {
    expect(problemsOf({ ...complete, TIMPORA_POLL_MIN_MS: '50', TIMPORA_POLL_MAX_MS: '20' })).toHaveLength(1);
  });

  it('take brokers with blanks between them and by IPv6 address', () => {
    expect(settingsFrom({ ...complete, TIMPORA_KAFKA_BROKERS: 'one:9092, [::1]:9093' }, 'polres').kafka.brokers).toEqual([
      'one:9092',
      '[::1]:9093',
    ]);
  });

  it('read a secret from a file, without its last line break, and refuse an empty one', () => {
    const [kept, empty] = [join(folder, 'kept'), join(folder, 'empty')];
    writeFileSync(kept, 'from-a-file\n');
    writeFileSync(empty, '\n');
    expect(settingsFrom({ ...complete, TIMPORA_DATABASE_PASSWORD_FILE: kept }, 'polres').database.password).toBe('from-a-file');
    expect(problemsOf({ ...complete, TIMPORA_DATABASE_PASSWORD_FILE: empty })).toEqual([
      'TIMPORA_DATABASE_PASSWORD_FILE names an empty file',
    ]);
  });

  it('take the secrets that members share, newest first', () => {
    const { matchSecrets } = settingsFrom(complete, 'polres');
    expect(matchSecrets.map(({ keyId, secret: bytes }) => [keyId, bytes.length])).toEqual([
      ['match-2', 32],
      ['match-1', 40],
    ]);
  });

  it.each([
    ['missing', null],
    ['not JSON', `{"secrets": [{"keyId": "match-1", "secret": "${secret}`],
    ['empty', { secrets: [] }],
    ['without secrets', {}],
    ['with a short secret', { secrets: [{ keyId: 'match-1', secret: 'ab'.repeat(31) }] }],
    ['with a secret that is no hex', { secrets: [{ keyId: 'match-1', secret: 'xy'.repeat(32) }] }],
    ['with a key id that would not fit the contract', { secrets: [{ keyId: 'match-20260101', secret }] }],
    ['with a long key id', { secrets: [{ keyId: 'm'.repeat(17), secret }] }],
    [
      'with one key id twice',
      {
        secrets: [
          { keyId: 'match-1', secret },
          { keyId: 'match-1', secret },
        ],
      },
    ],
  ])('refuse a file of shared secrets that is %s, and quote nothing of it', (_, content) => {
    const file = content === null ? '/nowhere' : secretsFile('broken', content);
    const [problem = '', ...others] = problemsOf({ ...complete, TIMPORA_MATCH_SECRETS_FILE: file });
    expect([problem.slice(0, 47), others]).toEqual(['TIMPORA_MATCH_SECRETS_FILE must name a readable', []]);
    expect(problem).not.toContain(secret.slice(0, 8));
  });

  it('refuse in production what only a local stack may have', () => {
    const production = {
      ...complete,
      TIMPORA_MODE: 'production',
      TIMPORA_KAFKA_TLS: 'false',
      TIMPORA_DATABASE_TLS: 'false',
      TIMPORA_SIGNING_KEY_ID: 'dev-polres-1',
      TIMPORA_MATCH_SECRETS_FILE: secretsFile('dev', {
        secrets: [
          { keyId: 'match-1', secret },
          { keyId: 'dev-match-1', secret },
        ],
      }),
      TIMPORA_TOKEN_JWKS: 'HTTP://issuer.example/jwks',
      TIMPORA_TOKEN_ISSUER: 'timpora-local',
      TIMPORA_DOMAIN_CLOCK_SHIFT_MS: '1',
    };
    expect(problemsOf(production)).toHaveLength(7);
    expect(problemsOf({ ...complete, TIMPORA_MODE: 'production' })).toEqual([]);
  });

  it('say when a secret file cannot be read, without its content', () => {
    expect(problemsOf({ ...complete, TIMPORA_KAFKA_PASSWORD_FILE: '/nowhere' })).toEqual([
      'TIMPORA_KAFKA_PASSWORD_FILE names a file that cannot be read',
    ]);
  });
});
