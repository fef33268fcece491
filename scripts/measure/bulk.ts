import { Readable } from 'node:stream';

import type { MeasuredExchange } from './exchange.js';
import { permit, person } from './permits.js';
import { untilHeld } from './views.js';

interface LineAnswer {
  readonly line: number;
  readonly status: number;
  readonly fact?: { readonly factId: string; readonly subjectRef: string };
}

/** Sends commands by the line, one request for all, and reads the answers as they come. @throws when one is refused */
async function inBulk({ api }: MeasuredExchange, lines: Iterable<object>): Promise<readonly Required<LineAnswer>[]> {
  const body = Readable.toWeb(Readable.from(textOf(lines)));
  const headers = { authorization: await api.bearer('imigrasi', 'system'), 'content-type': 'application/x-ndjson' };
  const response = await fetch(api.url('imigrasi', '/api/bulk'), { method: 'POST', headers, body, duplex: 'half' });
  const answers: Required<LineAnswer>[] = [];
  let rest = '';
  for await (const chunk of (response.body ?? new ReadableStream<Uint8Array>()).pipeThrough(new TextDecoderStream())) {
    const [...whole] = (rest + chunk).split('\n');
    rest = whole.pop() ?? '';
    for (const text of whole) answers.push(accepted(JSON.parse(text) as LineAnswer));
  }
  return answers;
}

function* textOf(lines: Iterable<object>): Generator<string> {
  let text = '';
  for (const line of lines) {
    text += `${JSON.stringify(line)}\n`;
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

function accepted(answer: LineAnswer): Required<LineAnswer> {
  if (!answer.fact) throw new Error(`a line was refused: ${JSON.stringify(answer)}`);
  return answer as Required<LineAnswer>;
}

interface Start {
  readonly at: number;
  readonly cpu: number;
}

/** As many people identified, and as many permits issued to them, by the line; from the first byte to the last answer, and to the slowest view. */
export async function measureBulk(exchange: MeasuredExchange, count: number, say: (line: string) => void): Promise<void> {
  const rate = (name: string, { at, cpu }: Start): void => {
    const ms = performance.now() - at;
    const spent = exchange.cpuSeconds('imigrasi') - cpu;
    const told = `${(ms / 1_000).toFixed(1)} s, ${Math.round((count * 1_000) / ms)} lines a second`;
    say(`  ${count} ${name}: ${told}; ${((spent * 1_000) / count).toFixed(2)} ms of CPU a line in the service, publishing included`);
  };
  const start = (): Start => ({ at: performance.now(), cpu: exchange.cpuSeconds('imigrasi') });
  say(`\nCommands by the line, one request, to the last answer:`);
  const people = start();
  const identified = await inBulk(
    exchange,
    Array.from({ length: count }, (_, at) => personLine(at)),
  );
  rate('people identified (each name is looked for first)', people);
  const permits = start();
  const issued = await inBulk(
    exchange,
    identified.map(({ fact }, at) => ({
      command: '/api/stay-permits',
      key: `bulk-permit-${at}`,
      body: { ...permit, subjectRef: fact.subjectRef },
    })),
  );
  rate('permits issued', permits);
  await untilHeld(exchange, { factIds: issued.slice(-1_000).map(({ fact }) => fact.factId), version: 1 });
  rate('permits issued and held by all who may know them', permits);
}

const personLine = (at: number): object => ({ command: '/api/foreign-nationals', key: `bulk-person-${at}`, body: person(1_000_000 + at) });
