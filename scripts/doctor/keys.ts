import { createPrivateKey, createPublicKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';

import type { Settings } from '@timpora/config';
import type { Registry } from '@timpora/exchange';

import { ok, warning, wrong, type Finding } from './finding.js';

/** Is the key with which each agency signs the one by which the others know it? */
export function checkKeys(agencies: readonly Settings[]): readonly Finding[] {
  const findings = agencies.flatMap((settings) => [...problemsOf(settings), ...readableBy(settings)]);
  const [first] = agencies;
  const text = `the registry ${first?.registryFile ?? ''} names ${agencies.length === 1 ? 'the signing key' : `the signing keys of ${agencies.length} agencies`}`;
  return findings.length > 0 ? findings : [ok(text)];
}

function problemsOf({ member, registryFile, signing }: Settings): readonly Finding[] {
  if (!existsSync(registryFile)) return [wrong(`${member}: the registry ${registryFile} is missing; set TIMPORA_REGISTRY_FILE`)];
  if (!existsSync(signing.keyFile)) return [wrong(`${member}: the signing key is missing; set TIMPORA_SIGNING_KEY_FILE`)];
  const registry = JSON.parse(readFileSync(registryFile, 'utf8')) as Registry;
  const known = registry.members[member]?.keys.find(({ keyId }) => keyId === signing.keyId);
  if (!known)
    return [wrong(`${member}: the registry does not know ${signing.keyId}; add its public key there, or set TIMPORA_SIGNING_KEY_ID`)];
  const { x } = createPublicKey(createPrivateKey(readFileSync(signing.keyFile))).export({ format: 'jwk' });
  if (x !== known.publicKey)
    return [wrong(`${member}: the registry has another public key for ${signing.keyId}; nobody will believe what it signs`)];
  const days = (Date.parse(known.validUntil ?? '9999-12-31') - Date.now()) / 86_400_000;
  return days < 30 ? [warning(`${member}: ${signing.keyId} is valid for ${Math.floor(days)} more days; make the next key now`)] : [];
}

/** What is secret must be its owner's alone. Windows has no such modes. */
function readableBy({ member, signing, idSecretFile }: Settings): readonly Finding[] {
  const open = [signing.keyFile, idSecretFile].filter(
    (file) => process.platform !== 'win32' && existsSync(file) && (statSync(file).mode & 0o077) !== 0,
  );
  return open.length > 0 ? [warning(`${member}: others may read ${open.join(' and ')}; chmod 600`)] : [];
}
