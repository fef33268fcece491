import { localIssuer, type KeyFiles } from './keys.js';
import type { Stack } from './stack.js';

export interface AgencyPlace {
  readonly member: string;
  readonly stack: Pick<Stack, 'kafka' | 'postgres'>;
  readonly keys: KeyFiles;
  /** Modules with the contracts of members elsewhere. */
  readonly contracts?: readonly string[];
  /** Its database, and the role that owns it. */
  readonly database?: string;
  readonly databasePassword: string;
  readonly kafkaPassword: string;
  readonly basePort: number;
}

/** The environment variables of one agency's service on this stack. */
export function agencyEnvironment({
  member,
  stack,
  keys,
  database = member,
  databasePassword,
  kafkaPassword,
  basePort,
  contracts = [],
}: AgencyPlace): Readonly<Record<string, string>> {
  const { keyId, keyFile } = keys.signingKey(member);
  return {
    TIMPORA_MODE: 'development',
    TIMPORA_BASE_PORT: String(basePort),
    TIMPORA_DATABASE_HOST: stack.postgres.host,
    TIMPORA_DATABASE_PORT: String(stack.postgres.port),
    TIMPORA_DATABASE_NAME: database,
    TIMPORA_DATABASE_USER: database,
    TIMPORA_DATABASE_PASSWORD: databasePassword,
    ...(contracts.length > 0 && { TIMPORA_CONTRACTS: contracts.join(',') }),
    TIMPORA_KAFKA_BROKERS: stack.kafka.brokers.join(','),
    TIMPORA_KAFKA_USER: member,
    TIMPORA_KAFKA_PASSWORD: kafkaPassword,
    TIMPORA_REGISTRY_FILE: keys.registry,
    TIMPORA_SIGNING_KEY_ID: keyId,
    TIMPORA_SIGNING_KEY_FILE: keyFile,
    TIMPORA_ID_SECRET_FILE: keys.idSecret(member),
    TIMPORA_MATCH_SECRETS_FILE: keys.matchSecrets,
    TIMPORA_TOKEN_ISSUER: localIssuer,
    TIMPORA_TOKEN_JWKS: keys.jwks,
  };
}
