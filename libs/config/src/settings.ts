/** Everything that one agency's process must be told. Values only: several agencies may live in one process. */
export interface Settings {
  readonly member: string;
  readonly mode: 'development' | 'production';
  readonly http: { readonly host: string; readonly port: number };
  readonly database: {
    readonly host: string;
    readonly port: number;
    readonly name: string;
    readonly user: string;
    readonly password: string;
    readonly poolSize: number;
    readonly tls: boolean;
  };
  readonly kafka: { readonly brokers: readonly string[]; readonly user: string; readonly password: string; readonly tls: boolean };
  /** Modules with the contracts of members whose services are elsewhere: a file or a package each. */
  readonly contracts: readonly string[];
  /** JSON file: exchange id, members, key ids, public keys. */
  readonly registryFile: string;
  /** Ed25519 private key, PKCS8 PEM. */
  readonly signing: { readonly keyId: string; readonly keyFile: string };
  /** 32 random bytes, hex, in a file outside the database's backup. */
  readonly idSecretFile: string;
  /** Of all members, from a file outside the database, newest first: they make the keys by which people are looked up. */
  readonly matchSecrets: readonly MatchSecret[];
  /** `jwks`: address or file of the issuer's public keys. */
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly jwks: string };
  /** Moves domain time, never system time; 0 in production. */
  readonly domainClockShiftMs: number;
  /** Where traces go (OTLP over HTTP); null: nowhere. */
  readonly traceEndpoint: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly periods: Periods;
  readonly limits: {
    readonly bodyBytes: number;
    readonly bodyDepth: number;
    readonly requestsPerMinute: number;
    /** Of one account: far less than readings, against guessing. */
    readonly lookUpsPerMinute: number;
  };
}

/** One generation of the secret that members share; it never leaves the server. */
export interface MatchSecret {
  /** Named in every key that it made. */
  readonly keyId: string;
  /** 32 bytes or more. */
  readonly secret: Buffer;
}

export interface Periods {
  /** A relay that has not renewed its lease for so long may be replaced. */
  readonly leaseMs: number;
  /** Shortest and longest pause of an idle relay between looks into the outbox. */
  readonly pollMinMs: number;
  readonly pollMaxMs: number;
  /** Least time between two rounds of a busy relay: gathering costs less than waking up. */
  readonly gatherMs: number;
  /** How often a member says where it stands, when something changed, and how often it says everything. */
  readonly statementMs: number;
  readonly fullStatementMs: number;
  /** How often it looks for what is missing; how long after an announcement something counts as missing; how soon it asks again. */
  readonly auditMs: number;
  readonly gapPatienceMs: number;
  readonly resendEveryMs: number;
  /** An entitled member that stands still so long behind is sent the rest again unasked. */
  readonly standStillMs: number;
  /** A member that says nothing for so long is an alarm. */
  readonly silenceMs: number;
  /** How often what is held is compared with its owners by itself. */
  readonly agreementMs: number;
  /** How long the journal keeps what it sealed, and how often it looks for what is older. A younger event is still sent again as it was. */
  readonly journalMs: number;
  readonly pruneMs: number;
  /** A member that cannot state facts for so long, and one that has been behind for so long, are alarms. */
  readonly doubtMs: number;
  readonly lagMs: number;
  /** How long the broker waits for a consumer that says nothing; a killed broker waits for those who are gone. */
  readonly sessionMs: number;
  /** An open stream of changes says so often that it is alive. */
  readonly heartbeatMs: number;
}

/** The name under which the settings are injected. */
export const SETTINGS = Symbol('Settings');
