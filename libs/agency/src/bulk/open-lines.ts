interface Numbered {
  readonly number: number;
}

/** The lines of a request that are not answered yet. Answers leave in the order of the lines, whatever the order in which these are decided. */
export class OpenLines<Line extends Numbered, Answer extends { readonly status: number }> {
  private readonly numbers: number[] = [];
  private readonly answers = new Map<number, Answer>();
  private undecided: readonly Line[] = [];

  /** In their order. */
  get waiting(): readonly Line[] {
    return this.undecided;
  }

  add(line: Line): void {
    this.numbers.push(line.number);
    this.undecided = [...this.undecided, line];
  }

  decide(decided: readonly (readonly [Line, Answer])[]): void {
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
