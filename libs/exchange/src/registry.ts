import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import { compileCheck, type JsonSchema } from '@timpora/contracts';

import { isWithin, type LastPlaces } from './protocol/last-places.js';
import type { Trust } from './protocol/verify.js';

/** Who is on the exchange, and by which keys they are known. */
export interface Registry {
  readonly exchangeId: string;
  readonly members: Readonly<Record<string, { readonly keys: readonly RegisteredKey[]; readonly ends?: LastPlaces }>>;
}

export interface RegisteredKey {
  readonly keyId: string;
  /** Raw Ed25519 key, base64url. */
  readonly publicKey: string;
  /** RFC 3339; its owner is warned before. What it signed stays signed. */
  readonly validUntil?: string;
  /** Of a key that was compromised: entries never disappear, they end. */
  readonly ends?: LastPlaces;
}

/** What is wrong with a registry file, or with a key file beside it. */
export type RegistryFault = 'unreadable' | 'no-json' | 'no-registry' | 'bad-key' | 'other-exchange' | 'entry-gone';

export class RegistryProblem extends Error {
  override readonly name = 'RegistryProblem';
  constructor(
    readonly fault: RegistryFault,
    message: string,
  ) {
    super(message);
  }
}

const text: JsonSchema = { type: 'string', minLength: 1 };
const keySchema: JsonSchema = { type: 'object', properties: { keyId: text, publicKey: text }, required: ['keyId', 'publicKey'] };
const checkMember = compileCheck({ type: 'object', properties: { keys: { type: 'array', items: keySchema } }, required: ['keys'] });
const checkRegistry = compileCheck({
  type: 'object',
  properties: { exchangeId: text, members: { type: 'object' } },
  required: ['exchangeId', 'members'],
});

function parsed(file: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    throw new RegistryProblem('no-json', `The registry file ${file} is not JSON; write it anew, in one step.`);
  }
}

/** Reads the registry file. @throws {RegistryProblem} in one sentence, without a key's content */
export async function readRegistry(file: string): Promise<Registry> {
  const content = await readFile(file, 'utf8').catch(() => {
    throw new RegistryProblem(
      'unreadable',
      `The registry file ${file} cannot be read; set TIMPORA_REGISTRY_FILE to the file that names the members and their keys.`,
    );
  });
  const registry = parsed(file, content) as Registry;
  const [problem] = [...checkRegistry(registry), ...Object.values(registry?.members ?? {}).flatMap((member) => checkMember(member))];
  if (problem) throw new RegistryProblem('no-registry', `The registry file ${file} is not a registry: ${problem.path} ${problem.message}.`);
  return registry;
}

/** SubjectPublicKeyInfo of an Ed25519 key up to its 32 raw bytes (RFC 8410). */
const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex');

function publicKeyOf(raw: string): KeyObject | null {
  try {
    return createPublicKey({ key: Buffer.concat([ed25519Prefix, Buffer.from(raw, 'base64url')]), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

interface KnownKey {
  readonly key: KeyObject;
  readonly ends: readonly LastPlaces[];
}

function knownKeys({ members }: Registry): ReadonlyMap<string, KnownKey> {
  const entries = Object.entries(members).flatMap(([member, { keys, ends: left }]) =>
    keys.map(({ keyId, publicKey, ends }): [string, KnownKey] => {
      const key = publicKeyOf(publicKey);
      if (!key) throw new RegistryProblem('bad-key', `The registry's key ${keyId} of ${member} is not an Ed25519 key in base64url.`);
      return [`${member}/${keyId}`, { key, ends: [left, ends].filter((places) => places !== undefined) }];
    }),
  );
  return new Map(entries);
}

/** The registry as it is now: read again when its file changes, so that members and keys come and end without a restart. */
export class LiveRegistry implements Trust {
  private keys: ReadonlyMap<string, KnownKey>;
  private timer: NodeJS.Timeout | null = null;
  private isLooking = false;
  private fault: RegistryFault | null = null;

  private constructor(
    private readonly file: string,
    private registry: Registry,
    /** The file as it was when it was read: replaced, written or closed to this service, it is another. */
    private state: string,
  ) {
    this.keys = knownKeys(registry);
  }

  /** @throws {RegistryProblem} */
  static async open(file: string): Promise<LiveRegistry> {
    const state = await stateOf(file).catch(() => '');
    return new LiveRegistry(file, await readRegistry(file), state);
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

  /** Why the file is not used as it is now; null when it is. What was read before goes on to count. */
  get problem(): RegistryFault | null {
    return this.fault;
  }

  /** Looks for a changed file. @param onChange is called again when it failed */
  watch(onChange: () => Promise<void>, everyMs = 2_000): void {
    this.timer = setInterval(() => void this.look(onChange), everyMs);
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  private async look(onChange: () => Promise<void>): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      const state = await stateOf(this.file);
      if (state !== this.state) await this.readAgain();
      this.fault = null;
      if (state !== this.state) await onChange();
      this.state = state;
    } catch (error) {
      if (error instanceof RegistryProblem) this.fault = error.fault;
    }
    this.isLooking = false;
  }

  /** All or nothing: what is wrong in one place changes nothing anywhere. */
  private async readAgain(): Promise<void> {
    const registry = await readRegistry(this.file);
    if (registry.exchangeId !== this.exchangeId)
      throw new RegistryProblem('other-exchange', `The registry file ${this.file} is that of another exchange; restart to change over.`);
    const keys = knownKeys(registry);
    const gone = [...this.keys.keys()].find((name) => !keys.has(name));
    if (gone) throw new RegistryProblem('entry-gone', `The registry no longer names the key ${gone}; entries end, they never disappear.`);
    this.registry = registry;
    this.keys = keys;
  }
}

async function stateOf(file: string): Promise<string> {
  const { mtimeMs, ctimeMs, ino, size } = await stat(file).catch(() => {
    throw new RegistryProblem('unreadable', `The registry file ${file} is not there.`);
  });
  return [mtimeMs, ctimeMs, ino, size].join('/');
}

/** A member's own signing key. @throws {RegistryProblem} when the file is missing or is not the key that the registry names */
export async function readSigningKey(
  { keyFile, keyId }: { keyFile: string; keyId: string },
  member: string,
  trust: Trust,
): Promise<KeyObject> {
  const pem = await readFile(keyFile, 'utf8').catch(() => {
    throw new RegistryProblem('unreadable', `The signing key file of ${member} cannot be read; set TIMPORA_SIGNING_KEY_FILE.`);
  });
  const key = createPrivateKey(pem);
  const published = trust.key(member, keyId);
  if (!published?.equals(createPublicKey(key)))
    throw new RegistryProblem(
      'bad-key',
      `The registry does not name the signing key ${keyId} of ${member}; add it there, or set TIMPORA_SIGNING_KEY_ID.`,
    );
  return key;
}
