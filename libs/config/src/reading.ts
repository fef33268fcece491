import { readFileSync } from 'node:fs';

import type { MatchSecret } from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What to give where nothing can be guessed. */
const wanted: Readonly<Record<string, string>> = {
  TIMPORA_DATABASE_HOST: "the host of the agency's PostgreSQL",
  TIMPORA_DATABASE_PASSWORD: "the password of the agency's database role",
  TIMPORA_KAFKA_BROKERS: 'host:port of one or more brokers, separated by commas',
  TIMPORA_KAFKA_PASSWORD: "the password of the agency's Kafka login",
  TIMPORA_REGISTRY_FILE: 'the JSON file that names the exchange, its members and their public keys',
  TIMPORA_SIGNING_KEY_ID: 'the id under which the registry names the signing key',
  TIMPORA_SIGNING_KEY_FILE: 'a file with an Ed25519 private key (PKCS8, PEM)',
  TIMPORA_ID_SECRET_FILE: 'a file with 32 random bytes in hex',
  TIMPORA_MATCH_SECRETS_FILE: 'the JSON file with the secrets that members share to look people up by their documents, newest first',
  TIMPORA_TOKEN_ISSUER: 'the issuer (`iss`) of the bearer tokens to accept',
  TIMPORA_TOKEN_JWKS: "the address or the file of the issuer's public keys",
};

const matchSecretsForm =
  '{ "secrets": [{ "keyId": "...", "secret": "64 or more hex digits" }] }, newest first, key ids of 1 to 16 characters a-z, 0-9 and -, each once';

const isMatchSecret = ({ keyId, secret }: { keyId: unknown; secret: unknown }): boolean =>
  typeof keyId === 'string' &&
  /^(?!.*\d{6})[a-z0-9-]{1,16}$/.test(keyId) &&
  typeof secret === 'string' &&
  /^([0-9a-f]{2}){32,}$/.test(secret);

/** Reads values one by one and collects what is wrong with them; a problem never quotes a value. */
export class Reading {
  readonly problems: string[] = [];

  constructor(private readonly environment: Environment) {}

  text(name: string, fallback?: string): string {
    const value = this.environment[name]?.trim() ?? fallback;
    if (!value) this.missing(name, name);
    return value ?? '';
  }

  /** A secret from the variable itself or from the file that `<name>_FILE` names. */
  secret(name: string): string {
    const file = this.environment[`${name}_FILE`];
    if (file === undefined) {
      const value = this.environment[name];
      if (!value) this.missing(name, `${name} or ${name}_FILE`);
      return value ?? '';
    }
    try {
      const value = readFileSync(file, 'utf8').trim();
      if (value === '') this.problems.push(`${name}_FILE names an empty file`);
      return value;
    } catch {
      this.problems.push(`${name}_FILE names a file that cannot be read`);
      return '';
    }
  }

  /** `{ "secrets": [{ "keyId", "secret" }] }`, newest first; a secret is 32 bytes or more in hex. */
  matchSecrets(name: string): readonly MatchSecret[] {
    const file = this.text(name);
    if (!file) return [];
    try {
      const { secrets } = JSON.parse(readFileSync(file, 'utf8')) as { secrets: readonly { keyId: string; secret: string }[] };
      const isSound =
        secrets.length > 0 && new Set(secrets.map(({ keyId }) => keyId)).size === secrets.length && secrets.every(isMatchSecret);
      if (isSound) return secrets.map(({ keyId, secret }) => ({ keyId, secret: Buffer.from(secret, 'hex') }));
    } catch {
      // Told below: neither the content of the file nor where its parsing ended may be quoted.
    }
    this.problems.push(`${name} must name a readable file: ${matchSecretsForm}`);
    return [];
  }

  /** Decimal digits only: `Number` would also take an empty word, 0x10 and 1e3. */
  whole(name: string, fallback: number, { min, max }: { min: number; max: number }): number {
    const text = this.environment[name]?.trim();
    if (!text) return fallback;
    const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
    if (!(value >= min && value <= max)) this.problems.push(`${name} must be a whole number from ${min} to ${max}`);
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

  /** An http or https address, or null. */
  address(name: string): string | null {
    const text = this.environment[name]?.trim();
    if (!text) return null;
    if (!/^https?:\/\//.test(text) || !URL.canParse(text)) this.problems.push(`${name} must be an http or https address`);
    return text;
  }

  /** Names separated by commas; none when absent. */
  list(name: string): readonly string[] {
    return (this.environment[name] ?? '').split(',').flatMap((each) => each.trim() || []);
  }

  /** Addresses as `host:port`, separated by commas. */
  addresses(name: string): readonly string[] {
    const text = this.text(name);
    const found = text.split(',').map((address) => address.trim());
    if (text && !found.every((address) => /^[^\s:/]+:\d{1,5}$|^\[[0-9a-fA-F:]+\]:\d{1,5}$/.test(address)))
      this.problems.push(`${name} must be ${wanted[name]}`);
    return found;
  }

  private missing(name: string, shown: string): void {
    this.problems.push(`${shown} is missing${wanted[name] ? `: give ${wanted[name]}` : ''}`);
  }
}
