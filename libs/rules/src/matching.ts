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
  return sortedWords(a) === sortedWords(b) || lettersApart(a, b) <= distance;
}

/** Edit distance (Levenshtein): letters to add, take away or change. */
function lettersApart(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let row = [0, ...b.map((_, at) => at + 1)];
  a.forEach((letter, i) => {
    const next = [i + 1];
    b.forEach((another, j) => {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === another ? 0 : 1)));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}
