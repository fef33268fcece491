import { OpenLines } from './open-lines.js';

interface Line {
  readonly number: number;
  readonly about: readonly string[];
}

function lines(...numbers: readonly number[]) {
  const open = new OpenLines<Line, { line: number; status: number }>();
  for (const number of numbers) open.add({ number, about: [] });
  const decide = (batch: readonly Line[], decided: Readonly<Record<number, number>>): void =>
    open.end(
      batch,
      batch.flatMap((line) => {
        const status = decided[line.number];
        return status === undefined ? [] : [[line, { line: line.number, status }] as const];
      }),
    );
  const ready = (): unknown => {
    const { ready: answers, isOver } = open.takeReady();
    return [answers.map((answer) => answer.line), isOver];
  };
  return { open, decide, ready };
}

describe('lines that are not answered yet', () => {
  it('are answered in their order', () => {
    const { open, decide, ready } = lines(1, 2, 4);
    const batch = open.begin(9);
    decide(batch, { 2: 201, 4: 201 });
    expect([ready(), open.waiting]).toEqual([[[], false], 1]);
    decide(open.begin(9), { 1: 400 });
    expect([ready(), ready()]).toEqual([
      [[1, 2, 4], false],
      [[], false],
    ]);
  });

  it('are begun once, and again when they were not decided', () => {
    const { open, decide, ready } = lines(1, 2, 3);
    const [first, second] = [open.begin(2), open.begin(2)];
    expect([first, second, open.begin(2)].map((batch) => batch.map(({ number }) => number))).toEqual([[1, 2], [3], []]);
    decide(first, { 1: 201 });
    expect([open.begin(2).map(({ number }) => number), ready()]).toEqual([[2], [[1], false]]);
  });

  it('are over at the first one that could not be tried', () => {
    const { open, decide, ready } = lines(1, 2, 3);
    decide(open.begin(9), { 1: 201, 2: 503, 3: 503 });
    expect(ready()).toEqual([[1, 2], true]);
  });
});
