import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import { compileCheck } from '@timpora/contracts';

import type { Trust } from './protocol/verify.js';

/** Who is on the exchange, and by which keys they are known. */
export interface Registry {
  readonly exchangeId: string;
  readonly members: Readonly<Record<string, { readonly keys: readonly RegisteredKey[]; readonly ends?: LastPlaces }>>;
}

/** The last place of each stream (`topic/partition`) that counts; what is not named does not count at all. */
export type LastPlaces = Readonly<Record<string, { readonly generation: number; readonly sequence: number }>>;

export interface RegisteredKey {
  readonly keyId: string;
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  /** RFC 3339; its owner is warned before. What it signed stays signed. */
  readonly validUntil?: string;
  /** Of a key that was compromised: entries never disappear, they end. */
  readonly ends?: LastPlaces;
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

interface KnownKey {
  readonly key: KeyObject;
  readonly ends: readonly LastPlaces[];
}

function knownKeys({ members }: Registry): ReadonlyMap<string, KnownKey> {
  const entries = Object.entries(members).flatMap(([member, { keys, ends: left }]) =>
    keys.map(({ keyId, publicKey, ends }): [string, KnownKey] => {
      const der = Buffer.concat([ed25519Prefix, Buffer.from(publicKey, 'base64url')]);
      const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
      return [`${member}/${keyId}`, { key, ends: [left, ends].filter((places) => places !== undefined) }];
    }),
  );
  return new Map(entries);
}

const isWithin = (ends: LastPlaces, { topic, partition, generation, sequence }: Parameters<NonNullable<Trust['mayVouch']>>[1]): boolean => {
  const last = ends[`${topic}/${partition}`];
  return last !== undefined && (generation < last.generation || (generation === last.generation && sequence <= last.sequence));
};

const lookEveryMs = 2_000;

/** The registry as it is now: read again when its file changes, so that members and keys come and end without a restart. */
export class LiveRegistry implements Trust {
  private keys: ReadonlyMap<string, KnownKey>;
  private timer: NodeJS.Timeout | null = null;
  private changedMs = 0;

  private constructor(
    private readonly file: string,
    private registry: Registry,
  ) {
    this.keys = knownKeys(registry);
  }

  /** @throws {RegistryProblem} */
  static async open(file: string): Promise<LiveRegistry> {
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: 0 }));
    const live = new LiveRegistry(file, await readRegistry(file));
    live.changedMs = mtimeMs;
    return live;
  }

  get exchangeId(): string {
    return this.registry.exchangeId;
  }

  key(issuer: string, keyId: string): KeyObject | null {
    return this.keys.get(`${issuer}/${keyId}`)?.key ?? null;
  }

  mayVouch(keyId: string, place: Parameters<NonNullable<Trust['mayVouch']>>[1]): boolean {
    return this.keys.get(`${place.issuer}/${keyId}`)?.ends.every((ends) => isWithin(ends, place)) ?? false;
  }

  /** When a member's key ends by its own date, RFC 3339; null when it does not. */
  validUntil(member: string, keyId: string): string | null {
    return this.registry.members[member]?.keys.find((key) => key.keyId === keyId)?.validUntil ?? null;
  }

  /** Looks for a changed file; a broken one changes nothing. */
  watch(onChange: () => Promise<void>): void {
    this.timer = setInterval(() => void this.look(onChange).catch(() => undefined), lookEveryMs);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async look(onChange: () => Promise<void>): Promise<void> {
    const { mtimeMs } = await stat(this.file);
    if (mtimeMs === this.changedMs) return;
    this.registry = await readRegistry(this.file);
    this.keys = knownKeys(this.registry);
    this.changedMs = mtimeMs;
    await onChange();
  }
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
