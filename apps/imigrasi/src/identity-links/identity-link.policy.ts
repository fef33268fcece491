import type { Problem } from '@timpora/access';
import { IdentityLink, type IdentityLinkBody } from '@timpora/contracts';
import { factRetracted, type Held, type Invariant } from '@timpora/exchange';

import { circle, decidedLater, keptIsMerged, mergedAlready, sameOfficer, tooFewReviewers, unknownReference } from './problems.js';

type Link = Pick<IdentityLinkBody, 'keptRef' | 'mergedRefs'>;

const fewestReviewers = 2;

export function isWhole({ keptRef, mergedRefs, decidedOn, reviewersCount }: IdentityLinkBody, today: string): Problem | null {
  if (mergedRefs.includes(keptRef)) return keptIsMerged;
  if (reviewersCount < fewestReviewers) return tooFewReviewers;
  return decidedOn > today ? decidedLater : null;
}

/** A reference is merged at most once, and never, over whatever links, into itself. */
export function fitsLinks({ keptRef, mergedRefs }: Link, others: readonly Link[]): Problem | null {
  if (others.some((other) => other.mergedRefs.some((ref) => mergedRefs.includes(ref)))) return mergedAlready;
  const keptBy = new Map(others.flatMap((other) => other.mergedRefs.map((ref) => [ref, other.keptRef] as const)));
  const passed = new Set<string>();
  for (let ref = keptBy.get(keptRef); ref !== undefined && !passed.has(ref); ref = keptBy.get(ref)) {
    if (mergedRefs.includes(ref)) return circle;
    passed.add(ref);
  }
  return null;
}

/** Kept to by corrections, too. */
export const identityLinkInvariant: Invariant<typeof IdentityLink> = { fact: IdentityLink, holds: isWhole, beside: fitsLinks };

/** What is known of a reference: since when it is. */
export interface KnownReference {
  readonly subjectRef: string;
  readonly recordedAt: string;
}

/** Who is merged into whom: the oldest reference is kept unless the officer chose another. */
export function linkOf(
  { references, keptRef }: { readonly references: readonly string[]; readonly keptRef?: string | undefined },
  known: readonly KnownReference[],
): { readonly problem: Problem } | { readonly link: Link } {
  const asked = [...new Set([...references, ...(keptRef === undefined ? [] : [keptRef])])];
  if (asked.some((ref) => !known.some(({ subjectRef }) => subjectRef === ref))) return { problem: unknownReference };
  const [oldest] = known.filter(({ subjectRef }) => asked.includes(subjectRef)).sort(byAge);
  const kept = keptRef ?? oldest?.subjectRef ?? '';
  return { link: { keptRef: kept, mergedRefs: asked.filter((ref) => ref !== kept).sort() } };
}

const byAge = (one: KnownReference, other: KnownReference): number =>
  one.recordedAt < other.recordedAt || (one.recordedAt === other.recordedAt && one.subjectRef < other.subjectRef) ? -1 : 1;

/** Two different accounts decide; the machine never merges. */
export const mayConfirm = (proposedBy: string, confirmedBy: string): Problem | null => (proposedBy === confirmedBy ? sameOfficer : null);

export const mayRepair = ({ change }: Pick<Held, 'change'>): Problem | null => (change === 'retracted' ? factRetracted : null);
