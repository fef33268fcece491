import type { Suspicion } from './facts.js';

/**
 * Two identities are compared, and nothing is weighed: equal birth date and nationality and a near name, or the same document, may mean one
 * person. Kept apart from the rules, which never see any of it.
 */
export interface Identity {
  readonly names: readonly string[];
  readonly birthDate: string;
  readonly nationality: string;
  /** Each as `issuing state/number`. */
  readonly documents: readonly string[];
}

/** Why two references may be the same person; null: they are not alike. */
export function whyAlike(one: Identity, other: Identity, nameDistance: number): Suspicion['basis'] | null {
  if (one.documents.some((document) => other.documents.includes(document))) return 'SAME_DOCUMENT';
  if (one.birthDate !== other.birthDate || one.nationality !== other.nationality) return null;
  return one.names.some((name) => other.names.some((another) => isNear(name, another, nameDistance))) ? 'NAME_BIRTH_NATIONALITY' : null;
}

const plain = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const sortedWords = (name: string): string =>
  name
    .split(/[\s-]+/)
    .sort()
    .join(' ');

/** The same words in any order, or so few letters apart. */
function isNear(one: string, other: string, distance: number): boolean {
  const [a, b] = [plain(one), plain(other)];
  return isWithin(a, b, distance) || (a.length === b.length && sortedWords(a) === sortedWords(b));
}

/** Whether so few letters have to be added, taken away or changed (Levenshtein). Most names differ at once: every one with this birth date is compared. */
function isWithin(a: string, b: string, distance: number): boolean {
  if (Math.abs(a.length - b.length) > distance) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [x, y] = [a.slice(same), b.slice(same)];
  if (x === '' || y === '' || distance === 0) return x === y || x.length + y.length <= distance;
  return [
    [x.slice(1), y],
    [x, y.slice(1)],
    [x.slice(1), y.slice(1)],
  ].some(([rest = '', another = '']) => isWithin(rest, another, distance - 1));
}
