import type { Problem } from '@timpora/access';
import {
  catalogue,
  pointedTo,
  Review,
  type FactReference,
  type Member,
  type RecordQuery,
  type ReviewBody,
  type Violation,
} from '@timpora/contracts';
import type { Held, Invariant } from '@timpora/exchange';

import {
  aboutMinor,
  alreadyDecided,
  alreadyReviewed,
  correctedUnfitting,
  decidedLater,
  notAsked,
  notHere,
  nothingCorrected,
  notReviewable,
  notTakenUp,
  outcomeUnfitting,
  passOn,
  reasonUnfitting,
  withdrawn,
} from './problems.js';

type Outcome = ReviewBody['outcome'];

interface Reviewing {
  readonly outcomes: readonly Outcome[];
  /** Who answers; null when every member answers for itself. */
  answeredBy(asked: Held): Member | null;
}

/** What is reviewed, with which outcomes, and by whom. A violation goes to imigrasi, which passes on what others decide. */
const reviewing: Readonly<Record<string, Reviewing>> = {
  violation: {
    outcomes: ['UNDER_REVIEW', 'CONFIRMED', 'UNFOUNDED', 'RESOLVED', 'OUT_OF_SCOPE'],
    answeredBy: () => 'imigrasi',
  },
  'record-query': {
    outcomes: ['CORRECTED', 'STANDS', 'NOT_FOUND', 'MORE_EVIDENCE', 'DONE', 'REFUSED'],
    answeredBy: ({ body }: Held<typeof RecordQuery>) => body.askedOf,
  },
  'identity-question': {
    outcomes: ['CONFIRMED', 'UNFOUNDED', 'MORE_EVIDENCE', 'DONE', 'OUT_OF_SCOPE', 'REFUSED'],
    answeredBy: () => 'imigrasi',
  },
  'processing-measure': {
    outcomes: ['DONE', 'NOTHING_HELD', 'REFUSED', 'POSTPONED'],
    answeredBy: () => null,
  },
};

const reviewingOf = ({ kind }: FactReference): Reviewing | undefined => (Object.hasOwn(reviewing, kind) ? reviewing[kind] : undefined);

export const isAboutViolation = ({ kind }: FactReference): boolean => kind === 'violation';

function isWhole({ about, outcome, reasonCode, correctedVersion, decidedOn }: ReviewBody, today: string): Problem | null {
  const kind = reviewingOf(about);
  if (!kind || !pointedTo(catalogue, about)) return notReviewable;
  if (!kind.outcomes.includes(outcome)) return outcomeUnfitting;
  if (reasonCode !== undefined && outcome !== 'REFUSED') return reasonUnfitting;
  if ((correctedVersion !== undefined) !== (outcome === 'CORRECTED')) return correctedUnfitting;
  return decidedOn > today ? decidedLater : null;
}

function mayAnswer({ about, outcome }: ReviewBody, asked: Held | null, member: Member): Problem | null {
  if (!asked) return notHere;
  if (asked.change === 'retracted') return withdrawn;
  const answerer = reviewingOf(about)?.answeredBy(asked) ?? member;
  if (answerer !== member) return notAsked;
  return isAboutViolation(about) ? mayConfirm(asked as Held<typeof Violation>, outcome) : null;
}

/** imigrasi confirms its own matters; what others decide it passes on, without the person. */
const mayConfirm = ({ body }: Held<typeof Violation>, outcome: Outcome): Problem | null =>
  outcome === 'CONFIRMED' && body.competentAgency !== 'imigrasi' ? passOn : null;

/** A member has one review of a matter that is its to answer. */
export const reviewInvariant = (member: Member): Invariant<typeof Review> => ({
  fact: Review,
  holds: isWhole,
  unique: [{ by: ({ about }) => ({ 'about.factId': about.factId, 'about.kind': about.kind }), taken: alreadyReviewed }],
  refersTo: [{ to: ({ about }) => pointedTo(catalogue, about), holds: (review, asked) => mayAnswer(review, asked, member) }],
});

/** Outcomes after which another follows. */
const provisional: readonly Outcome[] = ['UNDER_REVIEW', 'MORE_EVIDENCE', 'POSTPONED'];

export const mayBegin = (about: FactReference, outcome: Outcome): Problem | null =>
  isAboutViolation(about) && !['UNDER_REVIEW', 'OUT_OF_SCOPE'].includes(outcome) ? notTakenUp : null;

export const mayDecide = ({ outcome }: ReviewBody): Problem | null => (provisional.includes(outcome) ? null : alreadyDecided);

/** A report about a child is answered, and not looked into (UU 27/2022 art. 4). */
export const mayConcern = (isMinor: boolean, outcome: Outcome): Problem | null =>
  isMinor && outcome !== 'OUT_OF_SCOPE' ? aboutMinor : null;

/** @param now the queried fact as its owner holds it */
export const isCorrected = (asked: FactReference | undefined, now: Pick<Held, 'version'> | null): Problem | null =>
  asked && now && now.version > Number(asked.version) ? null : nothingCorrected;
