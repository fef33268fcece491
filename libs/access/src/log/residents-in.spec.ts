import { residentsIn } from './residents-in.js';

const ref = (digit: number): string => `019afb00-0000-7000-8000-00000000000${digit}`;

describe('the residents in an answer', () => {
  it.each([
    ['one fact', { subjectRef: ref(1), body: { text: 'x' } }, [ref(1)]],
    ['a list of facts', [{ subjectRef: ref(1) }, { subjectRef: ref(2) }], [ref(1), ref(2)]],
    ['a page of facts', { facts: [{ subjectRef: ref(1) }, { subjectRef: ref(2) }], next: null }, [ref(1), ref(2)]],
    [
      'a resident with its facts',
      { subjectRef: ref(1), facts: [{ subjectRef: ref(1) }, { subjectRef: ref(3) }] },
      [ref(1), ref(1), ref(3)],
    ],
    ['a merge', { subjectRef: ref(1), body: { keptRef: ref(1), mergedRefs: [ref(2), ref(3)] } }, [ref(1), ref(1), ref(2), ref(3)]],
    ['proposals to merge', { proposals: [{ keptRef: ref(1), mergedRefs: [ref(2)] }] }, [ref(1), ref(2)]],
    ['a proposal as it is asked for', { references: [ref(1), ref(2)], basis: 'DOCUMENTS' }, [ref(1), ref(2)]],
    ['a suspicion', { body: { suspectedRefs: [ref(1), ref(2)] } }, [ref(1), ref(2)]],
    ['a fact about no resident', { subjectRef: null, body: { text: 'x' } }, []],
    ['a text', 'a text', []],
    ['nothing', null, []],
    ['undefined', undefined, []],
    ['a number', 7, []],
    ['an empty list', [], []],
  ])('are found in %s', (_, answer, residents) => expect(residentsIn(answer)).toEqual(residents));

  it('are looked for a few levels down only, also in an answer that contains itself', () => {
    const circle: { subjectRef: string; again: unknown[] } = { subjectRef: ref(1), again: [] };
    circle.again.push(circle);

    expect(new Set(residentsIn(circle))).toEqual(new Set([ref(1)]));
  });
});
