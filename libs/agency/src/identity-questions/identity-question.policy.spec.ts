import { IdentityQuestion, type IdentityQuestionBody } from '@timpora/contracts';

import { identityQuestionInvariant, isOneQuestion } from './identity-question.policy.js';

const find: IdentityQuestionBody = IdentityQuestion.example;
const refs = ['019afb00-0000-7000-8000-000000000001', '019afb00-0000-7000-8000-000000000002'];
const same: IdentityQuestionBody = { questionKind: 'SAME_PERSON', suspectedRefs: refs, matchBasis: 'BIOMETRIC', askedOn: '2026-06-15' };
const without = (body: IdentityQuestionBody, field: keyof IdentityQuestionBody): IdentityQuestionBody => ({ ...body, [field]: undefined });

describe('an identity question', () => {
  it.each<[string, IdentityQuestionBody, string | null]>([
    ['that says what a document says', find, null],
    ['that says it in part', without(find, 'issuingState'), 'identity-question.fields-unfitting'],
    ['without the key', without(find, 'matchKey'), 'identity-question.fields-unfitting'],
    ['that says it and suspects', { ...find, suspectedRefs: refs }, 'identity-question.fields-unfitting'],
    ['that suspects', same, null],
    ['that suspects without a basis', without(same, 'matchBasis'), 'identity-question.fields-unfitting'],
    ['that suspects and names', { ...same, fullName: 'Kim Haneul' }, 'identity-question.fields-unfitting'],
  ])('%s', (_, question, wanted) => expect(isOneQuestion(question)?.code ?? null).toBe(wanted));

  it('is one by its key, or by its references', () => {
    const claims = (body: IdentityQuestionBody) => identityQuestionInvariant.unique?.map(({ by }) => by(body));
    expect(claims(find)).toEqual([{ matchKey: find.matchKey }, null]);
    expect(claims(same)).toEqual([null, { suspectedRefs: `["${refs[0]}", "${refs[1]}"]` }]);
  });
});
