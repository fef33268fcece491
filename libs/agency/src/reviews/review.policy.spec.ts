import { Review, type FactReference, type Member, type ReviewBody } from '@timpora/contracts';
import type { Held } from '@timpora/exchange';

import { isCorrected, mayBegin, mayConcern, mayDecide, reviewInvariant } from './review.policy.js';

type Outcome = ReviewBody['outcome'];

const referenceTo = (kind: string, owner: string): FactReference => ({ kind, owner, factId: '019afb00-0000-7000-8000-000000000501' });
const aReview = (kind: string, outcome: Outcome, more: Partial<ReviewBody> = {}): ReviewBody => ({
  about: referenceTo(kind, 'polres'),
  outcome,
  decidedOn: '2026-06-15',
  ...more,
});
const asked = (body: object, change: Held['change'] = 'stated'): Held => ({ body, change, version: 1 }) as Held;

describe('a review', () => {
  const { holds } = reviewInvariant('imigrasi');
  const code = (review: ReviewBody): string | null => holds?.(review, '2026-06-15')?.code ?? null;

  it.each<[Outcome, string]>([
    ['UNDER_REVIEW', 'violation'],
    ['CONFIRMED', 'violation'],
    ['UNFOUNDED', 'violation'],
    ['RESOLVED', 'violation'],
    ['OUT_OF_SCOPE', 'violation'],
    ['STANDS', 'record-query'],
    ['NOT_FOUND', 'record-query'],
    ['MORE_EVIDENCE', 'record-query'],
    ['DONE', 'record-query'],
    ['REFUSED', 'record-query'],
  ])('may be %s of a %s, and not of what is asked otherwise', (outcome, kind) => {
    const other = kind === 'violation' ? 'record-query' : 'violation';
    expect([code(aReview(kind, outcome)), code(aReview(other, outcome))]).toEqual([null, 'review.outcome-unfitting']);
  });

  it.each<[string, ReviewBody, string | null]>([
    ['of what nobody reported or asked', aReview('residence', 'STANDS'), 'review.not-reviewable'],
    ['of a name that every object has', aReview('constructor', 'STANDS'), 'review.not-reviewable'],
    ['of nobody named', aReview('violation', 'CONFIRMED', { about: referenceTo('violation', 'bpjs') }), 'review.not-reviewable'],
    ['with a reason for refusing', aReview('record-query', 'REFUSED', { reasonCode: 'WITHHELD' }), null],
    ['with a reason for anything else', aReview('record-query', 'STANDS', { reasonCode: 'WITHHELD' }), 'review.reason-unfitting'],
    ['corrected, with the version', aReview('record-query', 'CORRECTED', { correctedVersion: 2 }), null],
    ['corrected, without', aReview('record-query', 'CORRECTED'), 'review.corrected-version-unfitting'],
    ['not corrected, with a version', aReview('record-query', 'STANDS', { correctedVersion: 2 }), 'review.corrected-version-unfitting'],
    ['of tomorrow', aReview('record-query', 'STANDS', { decidedOn: '2026-06-16' }), 'review.decided-in-future'],
  ])('%s', (_, review, wanted) => {
    expect(code(review)).toBe(wanted);
  });

  it.each<[string, Member, ReviewBody, Held | null, string | null]>([
    ['of what is not here', 'imigrasi', aReview('violation', 'UNDER_REVIEW'), null, 'review.not-here'],
    ['of what was taken back', 'imigrasi', aReview('violation', 'UNDER_REVIEW'), asked({}, 'retracted'), 'review.withdrawn'],
    ['of a breach by imigrasi', 'imigrasi', aReview('violation', 'CONFIRMED'), asked({ competentAgency: 'imigrasi' }), null],
    [
      'of a breach by who is competent',
      'disnaker',
      aReview('violation', 'CONFIRMED'),
      asked({ competentAgency: 'disnaker' }),
      'review.not-asked',
    ],
    [
      'that confirms what another decides',
      'imigrasi',
      aReview('violation', 'CONFIRMED'),
      asked({ competentAgency: 'disnaker' }),
      'review.pass-on',
    ],
    ['that resolves it', 'imigrasi', aReview('violation', 'RESOLVED'), asked({ competentAgency: 'disnaker' }), null],
    ['of a question by who was asked', 'dukcapil', aReview('record-query', 'STANDS'), asked({ askedOf: 'dukcapil' }), null],
    ['of a question by another', 'imigrasi', aReview('record-query', 'STANDS'), asked({ askedOf: 'dukcapil' }), 'review.not-asked'],
  ])('%s', (_, member, review, held, wanted) => {
    const { refersTo = [] } = reviewInvariant(member);
    expect(refersTo.map((each) => each.holds(review, held)?.code ?? null)).toEqual([wanted]);
  });

  it.each<[string, Outcome, string | null]>([
    ['violation', 'UNDER_REVIEW', null],
    ['violation', 'OUT_OF_SCOPE', null],
    ['violation', 'CONFIRMED', 'review.not-taken-up'],
    ['violation', 'RESOLVED', 'review.not-taken-up'],
    ['record-query', 'STANDS', null],
    ['identity-question', 'OUT_OF_SCOPE', null],
  ])('of a %s begins with %s: %s', (kind, outcome, wanted) => {
    expect(mayBegin(referenceTo(kind, 'polres'), outcome)?.code ?? null).toBe(wanted);
  });

  it.each<[Outcome, boolean]>([
    ['UNDER_REVIEW', true],
    ['MORE_EVIDENCE', true],
    ['POSTPONED', true],
    ['CONFIRMED', false],
    ['UNFOUNDED', false],
    ['RESOLVED', false],
    ['OUT_OF_SCOPE', false],
    ['CORRECTED', false],
    ['STANDS', false],
    ['NOT_FOUND', false],
    ['DONE', false],
    ['NOTHING_HELD', false],
    ['REFUSED', false],
  ])('that is %s may be decided: %s', (outcome, may) => {
    expect(mayDecide({ ...Review.example, outcome }) === null).toBe(may);
  });

  it('of a report about a child is out of scope', () => {
    const codes = [mayConcern(true, 'UNDER_REVIEW'), mayConcern(true, 'OUT_OF_SCOPE'), mayConcern(false, 'UNDER_REVIEW')];
    expect(codes.map((problem) => problem?.code ?? null)).toEqual(['review.subject-is-a-minor', null, null]);
  });

  it.each<[string, number | null, string | null]>([
    ['after the version asked about', 3, null],
    ['in that version', 2, 'review.nothing-corrected'],
    ['nowhere', null, 'review.nothing-corrected'],
  ])('says corrected when the fact stands %s', (_, version, wanted) => {
    const query = { ...referenceTo('residence', 'dukcapil'), version: '2' };
    expect(isCorrected(query, version === null ? null : { version })?.code ?? null).toBe(wanted);
    expect(isCorrected(undefined, { version: 3 })?.code).toBe('review.nothing-corrected');
  });
});
