import { generateKeyPairSync, type KeyObject } from 'node:crypto';

import { isWithin, type LastPlaces, type Signer, type Trust } from '@timpora/exchange/protocol';

import { everyone, type SimulatedMember } from './contracts.js';

export const exchangeId = 'simulated-exchange';

/** Keys of one member that it may come to sign with, in their order. */
const keysOfMember = 3;

const pairs: ReadonlyMap<string, { publicKey: KeyObject; privateKey: KeyObject }> = new Map(
  [...everyone, 'stranger'].flatMap((member) =>
    Array.from(
      { length: keysOfMember },
      (_, at) => [`${member}/k${at + 1}`, generateKeyPairSync('ed25519')] as [string, { publicKey: KeyObject; privateKey: KeyObject }],
    ),
  ),
);

export const newestKey = (number: number): number => Math.min(number, keysOfMember);

const pairOf = (name: string): { publicKey: KeyObject; privateKey: KeyObject } => {
  const pair = pairs.get(name);
  if (!pair) throw new Error(`no key ${name}`);
  return pair;
};

/** Signs as a member with its key of a number; `by` another one is a forgery. */
export const signerOf = (issuer: SimulatedMember, number: number, by: SimulatedMember | 'stranger' = issuer): Signer => ({
  exchangeId,
  issuer,
  keyId: `k${number}`,
  key: pairOf(`${by}/k${number}`).privateKey,
});

export const keyName = (issuer: string, keyId: string): string => `${issuer}/${keyId}`;

/** A registry as it was on some day: of each member the keys up to a number, and where keys end, by their names. */
export interface SimulatedRegistry {
  readonly keys: Readonly<Record<SimulatedMember, number>>;
  readonly ends: ReadonlyMap<string, LastPlaces>;
}

export const trustOf = ({ keys: known, ends }: SimulatedRegistry): Trust => ({
  exchangeId,
  key: (issuer, keyId) =>
    everyone.includes(issuer as SimulatedMember) && Number(keyId.slice(1)) <= known[issuer as SimulatedMember]
      ? pairOf(`${issuer}/${keyId}`).publicKey
      : null,
  mayVouch: (keyId, place) => {
    const last = ends.get(keyName(place.issuer, keyId));
    return last === undefined || isWithin(last, place);
  },
});
