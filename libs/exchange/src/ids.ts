import { createHmac } from 'node:crypto';
import { v5, v7 } from 'uuid';

/** Namespace of ids that follow from a name (a random UUID, ours for ever). */
const names = '6f1d2a54-6a0e-5d38-9d54-0c1f6b6f7c11';

/** The id that always belongs to this name (UUIDv5). */
export const namedId = (name: string): string => v5(name, names);

/** A new id, ordered by time. */
export const newId = (): string => v7();

/**
 * An id that the same command always gets again, even at an owner restored from an older backup: UUIDv8 of HMAC-SHA-256. The secret keeps a
 * meaningful key (a permit number) from being guessed from the id.
 */
export function derivedId(secret: Buffer, ...parts: readonly string[]): string {
  const hash = createHmac('sha256', secret).update(JSON.stringify(parts)).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x80, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
