import { OpenLines } from './open-lines.js';

const line = (number: number): { number: number } => ({ number });

function lines(...numbers: readonly number[]) {
  const open = new OpenLines<{ number: number }, { line: number; status: number }>();
  const all = new Map(numbers.map((number) => [number, line(number)]));
  for (const each of all.values()) open.add(each);
  const decide = (decided: Readonly<Record<number, number>>): void =>
    open.decide(
      Object.entries(decided).flatMap(([number, status]) => {
        const each = all.get(Number(number));
        return each ? [[each, { line: Number(number), status }] as const] : [];
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
    decide({ 2: 201, 4: 201 });
    expect([ready(), open.waiting.map(({ number }) => number)]).toEqual([[[], false], [1]]);
    decide({ 1: 400 });
    expect([ready(), ready()]).toEqual([
      [[1, 2, 4], false],
      [[], false],
    ]);
  });

  it('are over at the first one that could not be tried', () => {
    const { decide, ready } = lines(1, 2, 3);
    decide({ 1: 201, 2: 503, 3: 503 });
    expect(ready()).toEqual([[1, 2], true]);
  });
});
