import { IncomingLines, linesOf } from './lines.js';

async function* chunksOf(...chunks: readonly string[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function read(...chunks: readonly string[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const { number, bytes } of linesOf(chunksOf(...chunks), 5)) lines.push(`${number} ${bytes?.toString() ?? 'too long'}`);
  return lines;
}

describe('lines of a stream', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['end with a line break or the stream', ['a\nb'], ['1 a', '2 b']],
    ['may be cut anywhere', ['a', 'b', '\nc', '\n'], ['1 ab', '2 c']],
    ['may be empty, and count', ['a\n\n  \nb\n'], ['1 a', '4 b']],
    ['may end with a carriage return', ['a\r\nb\r\n'], ['1 a\r', '2 b\r']],
    ['may be as long as allowed, and no longer', ['12345\n123456\na\n'], ['1 12345', '2 too long', '3 a']],
    ['that are too long are passed by in parts', ['123', '456', '789\na'], ['1 too long', '2 a']],
    ['are none in an empty stream', [''], []],
  ])('%s', async (_, chunks, wanted) => expect(await read(...chunks)).toEqual(wanted));
});

describe('lines that come in', () => {
  const turn = (): Promise<null> => new Promise((resolve) => setImmediate(resolve, null));

  it('are taken as far as they are here, and waited for when they are not', async () => {
    let more: (chunk: string | null) => void = () => undefined;
    async function* chunks(): AsyncGenerator<Buffer> {
      yield Buffer.from('a\nb\n');
      for (;;) {
        const chunk = await new Promise<string | null>((resolve) => (more = resolve));
        if (chunk === null) return;
        yield Buffer.from(chunk);
      }
    }
    const lines = new IncomingLines(linesOf(chunks(), 5));
    const here = async (): Promise<readonly number[]> => {
      const tick = turn();
      const taken: number[] = [];
      for (let line = await lines.take(tick); line; line = await lines.take(tick)) taken.push(line.number);
      return taken;
    };
    expect([await here(), await here(), lines.mayFollow]).toEqual([[1, 2], [], true]);
    const arrival = lines.arrival();
    more('c\n');
    await arrival;
    expect(await here()).toEqual([3]);
    more(null);
    await lines.arrival();
    expect([await here(), lines.mayFollow]).toEqual([[], false]);
  });
});
