import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Writes a file that only its owner can read. */
export function writeSecret(file: string, content: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, content, 0o600);
}

/** Writes a file in one step: whoever is killed on the way leaves the old content or the new. */
export function writeWhole(file: string, content: string, mode = 0o644): void {
  writeFileSync(`${file}.making`, content, { mode });
  renameSync(`${file}.making`, file);
}

/** The password kept in a file; made at the first use. */
export function keptPassword(file: string): string {
  if (!existsSync(file)) writeSecret(file, randomBytes(24).toString('base64url'));
  return readFileSync(file, 'utf8').trim();
}
