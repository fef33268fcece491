import { nextBatch, type Apart } from './batch.policy.js';

interface Numbered extends Apart {
  readonly number: number;
}

/** The lines of a request that are not answered yet. Answers leave in the order of the lines, whatever the order in which these are decided. */
export class OpenLines<Line extends Numbered, Answer extends { readonly status: number }> {
  private readonly numbers: number[] = [];
  private readonly answers = new Map<number, Answer>();
  private readonly underWay = new Set<Line>();
  private undecided: readonly Line[] = [];

  /** So many are not decided yet. */
  get waiting(): number {
    return this.undecided.length;
  }

  add(line: Line): void {
    this.numbers.push(line.number);
    this.undecided = [...this.undecided, line];
  }

  /** Takes lines that may be decided together, beside those that are being decided. */
  begin(most: number): readonly Line[] {
    const batch = nextBatch(this.undecided, most, this.underWay);
    for (const line of batch) this.underWay.add(line);
    return batch;
  }

  /** What became of a batch; what of it is not decided waits again. */
  end(batch: readonly Line[], decided: readonly (readonly [Line, Answer])[]): void {
    for (const line of batch) this.underWay.delete(line);
    const done = new Set(decided.map(([line]) => line));
    for (const [{ number }, answer] of decided) this.answers.set(number, answer);
    this.undecided = this.undecided.filter((line) => !done.has(line));
  }

  /** Takes the answers that may leave; with one that could not be tried as the last, for there it ends. */
  takeReady(): { readonly ready: readonly Answer[]; readonly isOver: boolean } {
    const open = this.numbers.findIndex((number) => !this.answers.has(number));
    const taken = this.numbers.splice(0, open < 0 ? this.numbers.length : open);
    const all = taken.flatMap((number) => this.answers.get(number) ?? []);
    for (const number of taken) this.answers.delete(number);
    const failed = all.findIndex(({ status }) => status === 503);
    return { ready: failed < 0 ? all : all.slice(0, failed + 1), isOver: failed >= 0 };
  }
}
