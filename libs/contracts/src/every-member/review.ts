import { CalendarDate, Count, FactRef, Listed, OneOf, Optional, type FactReference } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';
import { allFor } from '../members.js';

const outcomes = [
  'UNDER_REVIEW',
  'CONFIRMED',
  'UNFOUNDED',
  'RESOLVED',
  'OUT_OF_SCOPE',
  'CORRECTED',
  'STANDS',
  'NOT_FOUND',
  'MORE_EVIDENCE',
  'DONE',
  'NOTHING_HELD',
  'REFUSED',
  'POSTPONED',
] as const;

export class ReviewBody {
  /** A violation, a question or a data request, with its owner. */
  @FactRef() about!: FactReference;
  /** Which are possible depends on what it is about. */
  @OneOf(outcomes) outcome!: (typeof outcomes)[number];
  /** Why a request is refused. */
  @Optional(Listed('REASON')) reasonCode?: string;
  @CalendarDate() decidedOn!: string;
  /** The version of the queried fact that put it right. */
  @Optional(Count()) correctedVersion?: number;
}

/** One agency's finding about what another stated. It names no person, rule or organisation: only who holds what it is about understands it. */
export const Review = defineFact({
  kind: 'review',
  owner: 'every-member',
  body: ReviewBody,
  knownBy: allFor('P0-DATA-DUTIES'),
  classification: 'internal',
  retention: 'RC-CASE',
  searched: { about: 'points-to', outcome: 'equals', decidedOn: 'range' },
  example: {
    about: { kind: 'record-query', factId: '019afb00-0000-7000-8000-000000000501', owner: 'polres' },
    outcome: 'CORRECTED',
    decidedOn: '2026-06-16',
    correctedVersion: 3,
  },
});

export const ViolationReviewed = defineEvent({ name: 'violation-reviewed', version: 1, fact: Review });
export const QuestionAnswered = defineEvent({ name: 'question-answered', version: 1, fact: Review });
