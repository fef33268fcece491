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
}

export const documentText = ({ issuingState, documentNumber }: Pick<TravelDocumentBody, 'issuingState' | 'documentNumber'>): string =>
  `${issuingState}/${documentNumber}`;

/** Names in their own script are left out: in two or three characters, everybody is near. */
export const namesOf = ({ fullName, formerNames = [] }: Pick<ForeignNationalBody, 'fullName' | 'formerNames'>): readonly string[] => [
  fullName,
  ...formerNames,
];

export const pairsAmong = (own: readonly Compared[], others: readonly Compared[], nameDistance: number): readonly Pair[] =>
  own.flatMap((one) =>
    others.flatMap((other) => {
      const basis = whyAlike(one, other, nameDistance);
      return basis === null ? [] : [{ own: one, other, basis }];
    }),
  );

/** Whose alert it is: that of the record that has one already, else of the newer one. Both sides come to the same answer. */
export function isAnchor(
  { own, other }: Pair,
  { own: ownHas, other: otherHas }: { readonly own: boolean; readonly other: boolean },
): boolean {
  if (ownHas !== otherHas) return ownHas;
  return own.recordedAt === other.recordedAt ? own.subjectRef > other.subjectRef : own.recordedAt > other.recordedAt;
}
