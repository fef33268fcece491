import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';

import { writeSecret, writeWhole } from './secrets.js';
import { StackProblem } from './stack.js';

/** The last place of each stream (`topic/partition`) that counts. */
export type LastPlaces = Readonly<Record<string, { readonly generation: number; readonly sequence: number }>>;

interface RegistryEntry {
  readonly keys: readonly { readonly keyId: string; readonly publicKey: string }[];
  /** Of a member that left: what it signs later counts for nothing. */
  readonly ends?: LastPlaces;
}

interface RegistryFile {
  readonly exchangeId: string;
  readonly members: Record<string, RegistryEntry>;
}

/** Where an agency finds its keys and who the others are. */
export interface KeyFiles {
  readonly registry: string;
  readonly jwks: string;
  signingKey(member: string): { readonly keyId: string; readonly keyFile: string };
  idSecret(member: string): string;
  /** One file for all: in production each member is given a copy. */
  readonly matchSecrets: string;
}

export const localIssuer = 'timpora-local';

/** Where they are in a folder; nothing is made. */
export const keyFiles = (folder: string): KeyFiles => ({
  registry: join(folder, 'keys', 'registry.json'),
  jwks: join(folder, 'keys', 'tokens.jwks.json'),
  signingKey: (member) => ({ keyId: `dev-${member}-1`, keyFile: join(folder, 'keys', `${member}.pem`) }),
  idSecret: (member) => join(folder, 'keys', `${member}.id-secret`),
  matchSecrets: join(folder, 'keys', 'match-secrets.json'),
});

const registryIn = (folder: string): RegistryFile | null => {
  const { registry } = keyFiles(folder);
  return existsSync(registry) ? (JSON.parse(readFileSync(registry, 'utf8')) as RegistryFile) : null;
};

const writeRegistry = (folder: string, registry: RegistryFile): void =>
  writeWhole(keyFiles(folder).registry, `${JSON.stringify(registry, null, 2)}\n`);

/** Who is on the exchange now, and who was. */
export function membership(folder: string): { readonly admitted: readonly string[]; readonly left: readonly string[] } {
  const entries = Object.entries(registryIn(folder)?.members ?? {});
  const names = (hasLeft: boolean): readonly string[] =>
    entries.filter(([, { ends }]) => (ends !== undefined) === hasLeft).map(([member]) => member);
  return { admitted: names(false), left: names(true) };
}

/** An entry never disappears: it ends at the last places that count. @throws {StackProblem} when there is no such member */
export function endMembership(folder: string, member: string, ends: LastPlaces): void {
  const registry = registryIn(folder);
  const entry = registry?.members[member];
  if (!registry || !entry) throw new StackProblem(`${member} is no member of this exchange.`);
  writeRegistry(folder, { ...registry, members: { ...registry.members, [member]: { ...entry, ends } } });
}

/** Development keys of every member and of the token issuer, and the registry that names them; made once, later members are added. */
export async function prepareKeys(folder: string, exchangeId: string, members: readonly string[]): Promise<KeyFiles> {
  const files = keyFiles(folder);
  const registry = registryIn(folder) ?? { exchangeId, members: {} };
  for (const member of members.filter((name) => !registry.members[name])) {
    const { keyId, keyFile } = files.signingKey(member);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    writeSecret(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    writeSecret(files.idSecret(member), randomBytes(32).toString('hex'));
    registry.members[member] = { keys: [{ keyId, publicKey: String(publicKey.export({ format: 'jwk' }).x) }] };
  }
  mkdirSync(join(folder, 'keys'), { recursive: true });
  writeRegistry(folder, registry);
  if (!existsSync(files.matchSecrets)) writeSecret(files.matchSecrets, matchSecretsOf(['dev-match-1']));
  if (!existsSync(files.jwks)) await makeTokenKeys(folder, files);
  return files;
}

const matchSecretsOf = (keyIds: readonly string[]): string =>
  `${JSON.stringify({ secrets: keyIds.map((keyId) => ({ keyId, secret: randomBytes(32).toString('hex') })) }, null, 2)}\n`;

const tokenKeyFile = (folder: string): string => join(folder, 'keys', 'tokens.private.jwk');

async function makeTokenKeys(folder: string, files: KeyFiles): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const named = { kid: 'dev-tokens-1', alg: 'ES256', use: 'sig' };
  writeSecret(tokenKeyFile(folder), JSON.stringify({ ...(await exportJWK(privateKey)), ...named }));
  writeWhole(files.jwks, JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...named }] }));
}

export interface TokenFor {
  readonly agency: string;
  readonly role: string;
  readonly subject?: string;
  readonly minutes?: number;
}

/** A bearer token of the local stack. */
export async function mintToken(folder: string, { agency, role, subject = `${role}@${agency}`, minutes = 480 }: TokenFor): Promise<string> {
  const jwk = JSON.parse(readFileSync(tokenKeyFile(folder), 'utf8')) as JWK;
  return new SignJWT({ role })
    .setProtectedHeader({ alg: 'ES256', kid: String(jwk.kid) })
    .setIssuer(localIssuer)
    .setAudience(`timpora:${agency}`)
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime(`${minutes} minutes`)
    .sign(await importJWK(jwk, 'ES256'));
}
