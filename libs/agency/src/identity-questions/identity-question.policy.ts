import type { Problem } from '@timpora/access';
import { IdentityQuestion, type IdentityQuestionBody } from '@timpora/contracts';
import type { Invariant } from '@timpora/exchange';

import { askedAlready, fieldsUnfitting } from './problems.js';

const ofFind = ['matchKey', 'fullName', 'birthDate', 'nationality', 'documentNumber', 'issuingState'] as const;
const ofSame = ['suspectedRefs', 'matchBasis'] as const;

/** A question says what it is about, and nothing of the other kind. */
export function isOneQuestion(question: IdentityQuestionBody): Problem | null {
  const [own, foreign] = question.questionKind === 'FIND' ? [ofFind, ofSame] : [ofSame, ofFind];
  const isSaid = (field: keyof IdentityQuestionBody): boolean => question[field] !== undefined;
  return own.every(isSaid) && !foreign.some(isSaid) ? null : fieldsUnfitting;
}

/** As PostgreSQL writes a list of texts: references are stated in order, so that one set is one text. */
export const listText = (refs: readonly string[]): string => `[${refs.map((ref) => `"${ref}"`).join(', ')}]`;

/** An agency asks the same once. */
export const identityQuestionInvariant: Invariant<typeof IdentityQuestion> = {
  fact: IdentityQuestion,
  holds: isOneQuestion,
  unique: [
    { by: ({ matchKey }) => (matchKey === undefined ? null : { matchKey }), taken: askedAlready },
    { by: ({ suspectedRefs }) => (suspectedRefs === undefined ? null : { suspectedRefs: listText(suspectedRefs) }), taken: askedAlready },
  ],
};
