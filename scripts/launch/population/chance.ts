import { createHash } from 'node:crypto';

import type { Shares } from './proportions.js';

/** A number from 0 up to 1 that is always the same for the same thing about the same person: residents do not change when others are added. */
export const chance = (about: string): number => createHash('sha256').update(about).digest().readUInt32BE() / 2 ** 32;

export const between = (about: string, low: number, high: number): number => low + Math.floor(chance(about) * (high - low + 1));

/** One of the shares, as often as its weight says. */
export function drawn<T extends string>(about: string, shares: Shares<T>): T {
  const total = shares.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = chance(about) * total;
  for (const [value, weight] of shares) {
    rest -= weight;
    if (rest < 0) return value;
  }
  throw new Error(`nothing to draw for ${about}`);
}

export function oneOf<T>(about: string, list: readonly T[]): T {
  const found = list[between(about, 0, list.length - 1)];
  if (found === undefined) throw new Error(`nothing to choose for ${about}`);
  return found;
}
