import type { FactReference, ForeignNationalBody, TravelDocumentBody } from '@timpora/contracts';
import { whyAlike, type Identity, type Suspicion } from '@timpora/rules';

/** One identity as it is compared. Nothing of it leaves the comparison but its reference. */
export interface Compared extends Identity {
  readonly ref: FactReference;
  readonly subjectRef: string;
  readonly recordedAt: number;
  /** When the newest of its facts came to be known here, system time, unix ms. */
  readonly knownMs: number;
}

/** Two records that are alike. */
export interface Pair {
  readonly own: Compared;
  readonly other: Compared;
  readonly basis: Suspicion['basis'];
  /** Since when both are alike here, system time, unix ms. */
  readonly knownMs: number;
}

export const documentText = ({ issuingState, documentNumber }: Pick<TravelDocumentBody, 'issuingState' | 'documentNumber'>): string =>
  `${issuingState}/${documentNumber}`;

/** Names in their own script are left out: in two or three characters, everybody is near. */
export const namesOf = ({ fullName, formerNames = [] }: Pick<ForeignNationalBody, 'fullName' | 'formerNames'>): readonly string[] => [
  fullName,
  ...formerNames,
];

export interface ComparedBy {
  readonly nameDistance: number;
  /** Whom the national check takes for the same person, and since when, system time, unix ms. */
  readonly matches: ReadonlyMap<string, number>;
}

export const pairsAmong = (own: readonly Compared[], others: readonly Compared[], by: ComparedBy): readonly Pair[] =>
  own.flatMap((one) => others.flatMap((other) => pairOf(one, other, by) ?? []));

function pairOf(own: Compared, other: Compared, { nameDistance, matches }: ComparedBy): Pair | null {
  const matchedMs = matches.get(other.subjectRef);
  const basis = matchedMs === undefined ? whyAlike(own, other, nameDistance) : 'BIOMETRIC';
  return basis === null ? null : { own, other, basis, knownMs: Math.max(own.knownMs, other.knownMs, matchedMs ?? 0) };
}

/** Whose alert it is: that of the record that has one already, else of the newer one. Both sides come to the same answer. */
export function isAnchor(
  { own, other }: Pair,
  { own: ownHas, other: otherHas }: { readonly own: boolean; readonly other: boolean },
): boolean {
  if (ownHas !== otherHas) return ownHas;
  return own.recordedAt === other.recordedAt ? own.subjectRef > other.subjectRef : own.recordedAt > other.recordedAt;
}
