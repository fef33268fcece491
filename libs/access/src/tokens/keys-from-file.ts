import { readFileSync } from 'node:fs';

import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** A key that the issuer withdrew stops counting after so long; jose does the same for keys at an address. */
const freshMs = 600_000;
/** A key that nobody knows may be new: it is looked for at once, but not for every token that names one. */
const rereadAtMostEveryMs = 60_000;

/** The issuer's public keys from a JWKS file that may be replaced while the service runs. @throws when it cannot be read at first */
export function keysFromFile(file: string): JWTVerifyGetKey {
  const read = (): ReturnType<typeof createLocalJWKSet> => createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet);
  let keys = read();
  let readAt = performance.now();
  const rereadAfter = (ms: number): boolean => {
    if (performance.now() - readAt < ms) return false;
    readAt = performance.now();
    try {
      keys = read();
    } catch {
      // The file is being replaced: the keys that were read last count until the next look.
    }
    return true;
  };
  return async (header, token) => {
    rereadAfter(freshMs);
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && rereadAfter(rereadAtMostEveryMs)) return keys(header, token);
      throw error;
    }
  };
}
