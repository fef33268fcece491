/** A line as it came; null when it is longer than a body may be. */
export interface Line {
  readonly number: number;
  readonly bytes: Buffer | null;
}

/** The lines of a stream, counted from 1, empty ones passed by. Holds one line at a time; of a longer one nothing is kept. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Line> {
  let number = 1;
  let size = 0;
  let parts: Buffer[] = [];
  const take = (part: Buffer): void => {
    size += part.length;
    if (size > mostBytes) parts = [];
    else parts.push(part);
  };
  const ended = (): Line => ({ number, bytes: size > mostBytes ? null : Buffer.concat(parts) });
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end));
      if (!isBlank(ended())) yield ended();
      [start, number, size, parts] = [end + 1, number + 1, 0, []];
    }
    take(chunk.subarray(start));
  }
  if (!isBlank(ended())) yield ended();
}

const isBlank = ({ bytes }: Line): boolean => bytes !== null && bytes.every((byte) => byte <= 32);

/** Lines as they come in: whoever sends some and waits for answers gets them, although more may follow. */
export class IncomingLines {
  private pending: Promise<IteratorResult<Line>> | null = null;
  private isOver = false;

  constructor(private readonly lines: AsyncIterator<Line>) {}

  get mayFollow(): boolean {
    return !this.isOver;
  }

  /** Until there is a line to take, or it is clear that there is none. */
  async arrival(): Promise<void> {
    if (!this.isOver) await (this.pending ??= this.lines.next());
  }

  /** The next line, if it is here already; a turn of the event loop is waited for, nothing longer. */
  async take(turn: Promise<null>): Promise<Line | null> {
    if (this.isOver) return null;
    const next = await Promise.race([(this.pending ??= this.lines.next()), turn]);
    if (!next) return null;
    this.pending = null;
    this.isOver = next.done === true;
    return next.done === true ? null : next.value;
  }
}
