import { agencies } from '@timpora/contracts';

import { Reading, type Environment } from './reading.js';
import type { Settings } from './settings.js';

/** All that is wrong with the environment, at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not complete:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const firstPort = 4101;

/** Where a service answers, by the order of the agencies; whoever is none of them comes behind the last. */
export function portOf(member: string, basePort = firstPort): number {
  const place = agencies.findIndex((agency) => agency === member);
  return basePort + (place < 0 ? agencies.length : place);
}

const port = { min: 1, max: 65_535 };
const anyMs = { min: 1, max: 3_600_000 };
const yearMs = 365 * 86_400_000;

/**
 * The settings of one agency from environment variables.
 * @throws {SettingsError} naming every variable that is missing or wrong, and what to give
 */
export function settingsFrom(environment: Environment, member: string): Settings {
  const read = new Reading(environment);
  const mode = read.oneOf('TIMPORA_MODE', ['development', 'production'], 'production');
  const isProduction = mode === 'production';
  const settings: Settings = {
    member,
    mode,
    http: httpOf(read, member),
    database: databaseOf(read, member, isProduction),
    kafka: {
      brokers: read.addresses('TIMPORA_KAFKA_BROKERS'),
      user: read.text('TIMPORA_KAFKA_USER', member),
      password: read.secret('TIMPORA_KAFKA_PASSWORD'),
      tls: read.yes('TIMPORA_KAFKA_TLS', isProduction),
    },
    contracts: read.list('TIMPORA_CONTRACTS'),
    registryFile: read.text('TIMPORA_REGISTRY_FILE'),
    signing: { keyId: read.text('TIMPORA_SIGNING_KEY_ID'), keyFile: read.text('TIMPORA_SIGNING_KEY_FILE') },
    idSecretFile: read.text('TIMPORA_ID_SECRET_FILE'),
    matchSecrets: read.matchSecrets('TIMPORA_MATCH_SECRETS_FILE'),
    tokens: {
      issuer: read.text('TIMPORA_TOKEN_ISSUER'),
      audience: read.text('TIMPORA_TOKEN_AUDIENCE', `timpora:${member}`),
      jwks: read.text('TIMPORA_TOKEN_JWKS'),
    },
    domainClockShiftMs: read.whole('TIMPORA_DOMAIN_CLOCK_SHIFT_MS', 0, { min: -3.2e12, max: 3.2e12 }),
    traceEndpoint: read.address('OTEL_EXPORTER_OTLP_ENDPOINT'),
    logLevel: read.oneOf('TIMPORA_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    periods: periodsOf(read),
    limits: {
      bodyBytes: read.whole('TIMPORA_BODY_BYTES', 256 * 1024, { min: 1_024, max: 16 * 1024 * 1024 }),
      bodyDepth: read.whole('TIMPORA_BODY_DEPTH', 20, { min: 2, max: 100 }),
      requestsPerMinute: read.whole('TIMPORA_REQUESTS_PER_MINUTE', 600, { min: 1, max: 10_000_000 }),
      lookUpsPerMinute: read.whole('TIMPORA_LOOK_UPS_PER_MINUTE', 20, { min: 1, max: 10_000_000 }),
    },
  };
  const problems = [...read.problems, ...(isProduction ? unfitForProduction(settings) : [])];
  if (problems.length > 0) throw new SettingsError(problems);
  return settings;
}

/** The one place that reads the process environment. */
export const settingsFromProcess = (member: string): Settings => settingsFrom(process.env, member);

function httpOf(read: Reading, member: string): Settings['http'] {
  const base = read.whole('TIMPORA_BASE_PORT', firstPort, port);
  return {
    host: read.text('TIMPORA_HTTP_HOST', '127.0.0.1'),
    port: read.whole('TIMPORA_HTTP_PORT', portOf(member, base), { min: 0, max: 65_535 }),
  };
}

const databaseOf = (read: Reading, member: string, isProduction: boolean): Settings['database'] => ({
  host: read.text('TIMPORA_DATABASE_HOST'),
  port: read.whole('TIMPORA_DATABASE_PORT', 5432, port),
  name: read.text('TIMPORA_DATABASE_NAME', member),
  user: read.text('TIMPORA_DATABASE_USER', member),
  password: read.secret('TIMPORA_DATABASE_PASSWORD'),
  poolSize: read.whole('TIMPORA_DATABASE_POOL_SIZE', 10, { min: 3, max: 200 }),
  tls: read.yes('TIMPORA_DATABASE_TLS', isProduction),
});

function periodsOf(read: Reading): Settings['periods'] {
  const periods = {
    leaseMs: read.whole('TIMPORA_LEASE_MS', 5_000, anyMs),
    pollMinMs: read.whole('TIMPORA_POLL_MIN_MS', 20, anyMs),
    pollMaxMs: read.whole('TIMPORA_POLL_MAX_MS', 1_000, anyMs),
    gatherMs: read.whole('TIMPORA_GATHER_MS', 10, { min: 0, max: 1_000 }),
    statementMs: read.whole('TIMPORA_STATEMENT_MS', 1_000, anyMs),
    fullStatementMs: read.whole('TIMPORA_FULL_STATEMENT_MS', 60_000, anyMs),
    auditMs: read.whole('TIMPORA_AUDIT_MS', 5_000, anyMs),
    gapPatienceMs: read.whole('TIMPORA_GAP_PATIENCE_MS', 10_000, anyMs),
    resendEveryMs: read.whole('TIMPORA_RESEND_EVERY_MS', 30_000, anyMs),
    standStillMs: read.whole('TIMPORA_STAND_STILL_MS', 60_000, anyMs),
    silenceMs: read.whole('TIMPORA_SILENCE_MS', 180_000, anyMs),
    agreementMs: read.whole('TIMPORA_AGREEMENT_MS', 3_600_000, { min: 100, max: 7 * 86_400_000 }),
    // Five years, as the topics keep it.
    journalMs: read.whole('TIMPORA_JOURNAL_MS', 5 * yearMs, { min: 1, max: 100 * yearMs }),
    pruneMs: read.whole('TIMPORA_PRUNE_MS', 60_000, anyMs),
    doubtMs: read.whole('TIMPORA_DOUBT_MS', 30_000, anyMs),
    lagMs: read.whole('TIMPORA_LAG_MS', 60_000, anyMs),
    sessionMs: read.whole('TIMPORA_SESSION_MS', 30_000, { min: 6_000, max: 300_000 }),
    heartbeatMs: read.whole('TIMPORA_HEARTBEAT_MS', 15_000, { min: 100, max: 300_000 }),
  };
  if (periods.pollMinMs > periods.pollMaxMs) read.problems.push('TIMPORA_POLL_MIN_MS must not be more than TIMPORA_POLL_MAX_MS');
  return periods;
}

function unfitForProduction(settings: Settings): readonly string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [settings.signing.keyId.startsWith('dev-'), 'TIMPORA_SIGNING_KEY_ID is a development key; make a key for production'],
    [
      settings.matchSecrets.some(({ keyId }) => keyId.startsWith('dev-')),
      'TIMPORA_MATCH_SECRETS_FILE has a secret of a local stack; use those that the members of the exchange were given',
    ],
    [!settings.kafka.tls, 'TIMPORA_KAFKA_TLS must be true in production'],
    [!settings.database.tls, 'TIMPORA_DATABASE_TLS must be true in production'],
    [/^http:/i.test(settings.tokens.jwks), 'TIMPORA_TOKEN_JWKS must be an https address or a file in production'],
    [settings.tokens.issuer === 'timpora-local', 'TIMPORA_TOKEN_ISSUER is the issuer of the local stack; name your own'],
    [settings.domainClockShiftMs !== 0, 'TIMPORA_DOMAIN_CLOCK_SHIFT_MS must be 0 in production'],
  ];
  return reasons.filter(([applies]) => applies).map(([, reason]) => reason);
}
