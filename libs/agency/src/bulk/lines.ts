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
