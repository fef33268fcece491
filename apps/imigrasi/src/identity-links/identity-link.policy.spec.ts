import 'reflect-metadata';

import { IdentityLink, type IdentityLinkBody } from '@timpora/contracts';

import { fitsLinks, identityLinkInvariant, linkOf, mayConfirm } from './identity-link.policy.js';

const link = (keptRef: string, ...mergedRefs: string[]): Pick<IdentityLinkBody, 'keptRef' | 'mergedRefs'> => ({ keptRef, mergedRefs });

describe('a link', () => {
  it.each([
    ['the first one', link('a', 'b'), [], null],
    ['one beside', link('a', 'b'), [link('c', 'd')], null],
    ['a second one into the same', link('a', 'b'), [link('a', 'c')], null],
    ['one that goes on', link('a', 'b'), [link('b', 'c')], null],
    ['one whose kept reference is merged elsewhere', link('a', 'b'), [link('z', 'a')], null],
    ['one that merges what is merged', link('a', 'b'), [link('c', 'b')], 'identity-link.merged-already'],
    ['one that merges what is merged among others', link('a', 'b', 'c'), [link('d', 'e', 'c')], 'identity-link.merged-already'],
    ['one back', link('b', 'a'), [link('a', 'b')], 'identity-link.circle'],
    ['one that closes a circle of three', link('c', 'a'), [link('a', 'b'), link('b', 'c')], 'identity-link.circle'],
    ['one beside a circle that a lost past left', link('x', 'y'), [link('a', 'b'), link('b', 'a')], null],
  ])('%s', (_, body, others, wanted) => expect(fitsLinks(body, others)?.code ?? null).toBe(wanted));

  it.each<[string, Partial<IdentityLinkBody>, string | null]>([
    ['by two officers', {}, null],
    ['by one', { reviewersCount: 1 }, 'identity-link.too-few-reviewers'],
    ['of today', { decidedOn: '2026-06-15' }, null],
    ['of tomorrow', { decidedOn: '2026-06-16' }, 'identity-link.decided-in-future'],
    ['into itself', { mergedRefs: [IdentityLink.example.keptRef] }, 'identity-link.kept-is-merged'],
  ])('%s', (_, change, wanted) => {
    expect(identityLinkInvariant.holds?.({ ...IdentityLink.example, ...change }, '2026-06-15')?.code ?? null).toBe(wanted);
  });
});

describe('a proposal', () => {
  const known = [
    { subjectRef: 'a', recordedAt: '2026-05-01' },
    { subjectRef: 'b', recordedAt: '2023-05-01' },
    { subjectRef: 'c', recordedAt: '2025-05-01' },
  ];

  it.each<[string, string[], string | undefined, unknown]>([
    ['keeps the oldest', ['a', 'b', 'c'], undefined, link('b', 'a', 'c')],
    ['keeps what the officer chose', ['a', 'b'], 'a', link('a', 'b')],
    ['keeps what the officer named apart', ['b', 'c'], 'a', link('a', 'b', 'c')],
    ['is about identified persons', ['a', 'x'], undefined, 'identity-link.unknown-reference'],
    ['keeps somebody who is identified', ['a', 'b'], 'x', 'identity-link.unknown-reference'],
  ])('%s', (_, references, keptRef, wanted) => {
    const proposed = linkOf({ references, keptRef }, known);
    expect('problem' in proposed ? proposed.problem.code : proposed.link).toEqual(wanted);
  });

  it('is confirmed by somebody else', () => {
    expect([mayConfirm('siti', 'siti')?.code, mayConfirm('siti', 'budi')]).toEqual(['identity-link.same-officer', null]);
  });
});
