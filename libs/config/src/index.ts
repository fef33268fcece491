export interface Settings {
  readonly member: string;
  readonly mode: 'development' | 'production';
  readonly http: { readonly host: string; readonly port: number };
  readonly database: { readonly host: string; readonly port: number; readonly name: string; readonly user: string; readonly password: string; readonly poolSize: number; readonly tls: boolean };
  readonly kafka: { readonly brokers: readonly string[]; readonly user: string; readonly password: string; readonly tls: boolean };
  readonly registryFile: string;
  readonly signing: { readonly keyId: string; readonly keyFile: string };
  readonly idSecretFile: string;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly jwks: string };
  readonly domainClockShiftMs: number;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  readonly periods: { readonly leaseMs: number; readonly pollMinMs: number; readonly pollMaxMs: number; readonly gatherMs: number };
  readonly limits: { readonly bodyBytes: number; readonly bodyDepth: number; readonly requestsPerMinute: number };
}
export function settingsFromProcess(_member: string): Settings {
  throw new Error('not yet');
}
