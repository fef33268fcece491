import { readFileSync } from 'node:fs';

import type { Settings } from './settings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** All that is wrong with the environment, at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not complete:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/** Order of the agencies' ports. */
const portOrder = ['imigrasi', 'dukcapil', 'disnaker', 'polres', 'kesbangpol', 'disdik', 'dinkes', 'kemenag'];
const firstPort = 4101;

/** Reads values one by one and collects what is wrong with them. */
class Reading {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  text(name: string, fallback?: string): string {
    const value = this.environment[name] ?? fallback;
    if (value === undefined || value === '') this.problems.push(`${name} is missing`);
    return value ?? '';
  }

  /** A secret from the variable itself or from the file that `<name>_FILE` names. */
  secret(name: string): string {
    const file = this.environment[`${name}_FILE`];
    if (file === undefined) {
      const value = this.environment[name];
      if (!value) this.problems.push(`${name} or ${name}_FILE is missing`);
      return value ?? '';
    }
    try {
      return readFileSync(file, 'utf8').trim();
    } catch {
      this.problems.push(`${name}_FILE names a file that cannot be read`);
      return '';
    }
  }

  whole(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const text = this.environment[name];
    const value = text === undefined || text === '' ? fallback : Number(text);
    if (!Number.isInteger(value) || value < min || value > max) this.problems.push(`${name} must be a whole number from ${min} to ${max}`);
    return value;
  }

  yes(name: string, fallback: boolean): boolean {
    const text = this.environment[name] ?? String(fallback);
    if (text !== 'true' && text !== 'false') this.problems.push(`${name} must be true or false`);
    return text === 'true';
  }

  oneOf<const Value extends string>(name: string, values: readonly Value[], fallback: Value): Value {
    const text = this.environment[name] ?? fallback;
    const found = values.find((value) => value === text);
    if (!found) this.problems.push(`${name} must be one of ${values.join(', ')}`);
    return found ?? fallback;
  }
}

const port = { min: 1, max: 65_535 };
const anyMs = { min: 1, max: 3_600_000 };

/**
 * The settings of one agency from environment variables.
 * @throws {SettingsError} naming every variable that is missing or wrong, and what to give
 */
export function settingsFrom(environment: Environment, member: string): Settings {
  const read = new Reading(environment);
  const mode = read.oneOf('TIMPORA_MODE', ['development', 'production'], 'development');
  const isProduction = mode === 'production';
  const settings: Settings = {
    member,
    mode,
    http: httpOf(read, member),
    database: databaseOf(read, member, isProduction),
    kafka: {
      brokers: read.text('TIMPORA_KAFKA_BROKERS').split(',').filter(Boolean),
      user: read.text('TIMPORA_KAFKA_USER', member),
      password: read.secret('TIMPORA_KAFKA_PASSWORD'),
      tls: read.yes('TIMPORA_KAFKA_TLS', isProduction),
    },
    registryFile: read.text('TIMPORA_REGISTRY_FILE'),
    signing: { keyId: read.text('TIMPORA_SIGNING_KEY_ID'), keyFile: read.text('TIMPORA_SIGNING_KEY_FILE') },
    idSecretFile: read.text('TIMPORA_ID_SECRET_FILE'),
    tokens: {
      issuer: read.text('TIMPORA_TOKEN_ISSUER'),
      audience: read.text('TIMPORA_TOKEN_AUDIENCE', `timpora:${member}`),
      jwks: read.text('TIMPORA_TOKEN_JWKS'),
    },
    domainClockShiftMs: read.whole('TIMPORA_DOMAIN_CLOCK_SHIFT_MS', 0, { min: -3.2e12, max: 3.2e12 }),
    logLevel: read.oneOf('TIMPORA_LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
    periods: periodsOf(read),
    limits: {
      bodyBytes: read.whole('TIMPORA_BODY_BYTES', 256 * 1024, { min: 1_024, max: 16 * 1024 * 1024 }),
      bodyDepth: read.whole('TIMPORA_BODY_DEPTH', 20, { min: 2, max: 100 }),
      requestsPerMinute: read.whole('TIMPORA_REQUESTS_PER_MINUTE', 600, { min: 1, max: 10_000_000 }),
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
  const place = portOrder.indexOf(member);
  return {
    host: read.text('TIMPORA_HTTP_HOST', '127.0.0.1'),
    port: read.whole('TIMPORA_HTTP_PORT', base + (place < 0 ? portOrder.length : place), { min: 0, max: 65_535 }),
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

const periodsOf = (read: Reading): Settings['periods'] => ({
  leaseMs: read.whole('TIMPORA_LEASE_MS', 5_000, anyMs),
  pollMinMs: read.whole('TIMPORA_POLL_MIN_MS', 20, anyMs),
  pollMaxMs: read.whole('TIMPORA_POLL_MAX_MS', 1_000, anyMs),
  gatherMs: read.whole('TIMPORA_GATHER_MS', 10, { min: 0, max: 1_000 }),
});

function unfitForProduction(settings: Settings): readonly string[] {
  const reasons: readonly (readonly [boolean, string])[] = [
    [settings.signing.keyId.startsWith('dev-'), 'TIMPORA_SIGNING_KEY_ID is a development key; make a key for production'],
    [!settings.kafka.tls, 'TIMPORA_KAFKA_TLS must be true in production'],
    [!settings.database.tls, 'TIMPORA_DATABASE_TLS must be true in production'],
    [settings.tokens.jwks.startsWith('http:'), 'TIMPORA_TOKEN_JWKS must be an https address or a file in production'],
    [settings.tokens.issuer === 'timpora-local', 'TIMPORA_TOKEN_ISSUER is the issuer of the local stack; name your own'],
    [settings.domainClockShiftMs !== 0, 'TIMPORA_DOMAIN_CLOCK_SHIFT_MS must be 0 in production'],
  ];
  return reasons.filter(([applies]) => applies).map(([, reason]) => reason);
}
