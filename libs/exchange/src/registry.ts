import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { compileCheck } from '@timpora/contracts';

import type { Trust } from './protocol/verify.js';

/** Who is on the exchange, and by which keys they are known. */
export interface Registry {
  readonly exchangeId: string;
  readonly members: Readonly<Record<string, { readonly keys: readonly RegisteredKey[] }>>;
}

export interface RegisteredKey {
  readonly keyId: string;
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  /** RFC 3339; its owner is warned before. What it signed stays signed. */
  readonly validUntil?: string;
}

export class RegistryProblem extends Error {
  override readonly name = 'RegistryProblem';
}

const checkShape = compileCheck({
  type: 'object',
  properties: { exchangeId: { type: 'string', minLength: 1 }, members: { type: 'object' } },
  required: ['exchangeId', 'members'],
});

/** Reads the registry file. @throws {RegistryProblem} in one sentence, without a key's content */
export async function readRegistry(file: string): Promise<Registry> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new RegistryProblem(
      `The registry file ${file} cannot be read; set TIMPORA_REGISTRY_FILE to the file that names the members and their keys.`,
    );
  });
  const registry: unknown = JSON.parse(text);
  const [problem] = checkShape(registry);
  if (problem) throw new RegistryProblem(`The registry file ${file} is not a registry: ${problem.path} ${problem.message}.`);
  return registry as Registry;
}

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 raw bytes (RFC 8410). */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

/** The public keys of all members, parsed once. */
export function trustIn(registry: Registry): Trust {
  const keys = new Map<string, KeyObject>();
  for (const [member, { keys: own }] of Object.entries(registry.members)) {
    for (const { keyId, publicKey } of own) {
      const der = Buffer.concat([ed25519Prefix, Buffer.from(publicKey, 'base64url')]);
      keys.set(`${member}/${keyId}`, createPublicKey({ key: der, format: 'der', type: 'spki' }));
    }
  }
  return { exchangeId: registry.exchangeId, key: (issuer, keyId) => keys.get(`${issuer}/${keyId}`) ?? null };
}

/** A member's own signing key. @throws {RegistryProblem} when the file is missing or is not the key that the registry names */
export async function readSigningKey(
  { keyFile, keyId }: { keyFile: string; keyId: string },
  member: string,
  trust: Trust,
): Promise<KeyObject> {
  const pem = await readFile(keyFile, 'utf8').catch(() => {
    throw new RegistryProblem(`The signing key file of ${member} cannot be read; set TIMPORA_SIGNING_KEY_FILE.`);
  });
  const key = createPrivateKey(pem);
  const published = trust.key(member, keyId);
  if (!published?.equals(createPublicKey(key)))
    throw new RegistryProblem(
      `The registry does not name the signing key ${keyId} of ${member}; add it there, or set TIMPORA_SIGNING_KEY_ID.`,
    );
  return key;
}
