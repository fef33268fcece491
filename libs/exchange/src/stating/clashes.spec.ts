import { StayPermit, type StayPermitBody } from '@timpora/contracts';

import { clashesAmong, type AliasedFact } from './clashes.js';
import type { Invariant } from './invariants.js';

const taken = { code: 'permit.already-valid', status: 409, title: '', whatToDo: '' };
const oneValid: Invariant<typeof StayPermit> = {
  fact: StayPermit,
  unique: [{ by: ({ subjectRef, state }) => (state === 'VALID' ? { subjectRef, state } : null), taken }],
};
const permit = (factId: string, subjectRef: string, change: Partial<StayPermitBody> = {}): AliasedFact => ({
  ...{ kind: 'stay-permit', factId, version: '1', subjectRef, canonicalRef: subjectRef.slice(0, 1) },
  body: { ...StayPermit.example, subjectRef, ...change },
});
const clashing = (facts: readonly AliasedFact[], invariant = oneValid): string[][] =>
  clashesAmong([invariant], facts).map((each) => each.facts.map(({ factId }) => factId));

describe('facts of which only one may stand', () => {
  it.each([
    ['clash under two references of one person', [permit('p', 'a1'), permit('q', 'a2')], [['p', 'q']]],
    ['do not when they are of two persons', [permit('p', 'a1'), permit('q', 'b1')], []],
    ['do not when one has ended', [permit('p', 'a1'), permit('q', 'a2', { state: 'CLOSED' })], []],
    ['do not when they are of another kind', [permit('p', 'a1'), { ...permit('q', 'a2'), kind: 'residence' }], []],
    [
      'are told for each person',
      [permit('p', 'a1'), permit('q', 'a2'), permit('r', 'b1'), permit('s', 'b2')],
      [
        ['p', 'q'],
        ['r', 's'],
      ],
    ],
  ])('%s', (_, facts, wanted) => expect(clashing(facts)).toEqual(wanted));

  it('say whom they are about, and which rule only one of them fits', () => {
    expect(clashesAmong([oneValid], [permit('p', 'a1'), permit('q', 'a2')])).toMatchObject([
      { subjectRef: 'a', kind: 'stay-permit', code: 'permit.already-valid' },
    ]);
  });

  it('clash only where the rule says that these two do', () => {
    const never: Invariant<typeof StayPermit> = {
      ...oneValid,
      unique: oneValid.unique!.map((each) => ({ ...each, clashes: () => false })),
    };
    expect(clashing([permit('p', 'a1'), permit('q', 'a2')], never)).toEqual([]);
  });

  it('do not clash by what is no matter of a resident', () => {
    const byType: Invariant<typeof StayPermit> = { fact: StayPermit, unique: [{ by: ({ permitType }) => ({ permitType }), taken }] };
    expect(clashing([permit('p', 'a1'), permit('q', 'a2')], byType)).toEqual([]);
  });
});
