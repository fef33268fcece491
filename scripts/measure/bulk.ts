import { Readable } from 'node:stream';

import type { Agency } from '@timpora/contracts';

import { describeCpu } from './cpu.js';
import type { MeasuredExchange } from './exchange.js';
import { documentOf, permit, person, violation } from './residents.js';
import { untilHeld } from './views.js';

interface LineAnswer {
  readonly line: number;
  readonly status: number;
  readonly fact?: { readonly factId: string; readonly subjectRef: string };
}

/** Sends commands by the line, one request for all, and reads the answers as they come. @throws when one is refused */
export async function inBulk({ api }: MeasuredExchange, agency: Agency, lines: Iterable<object>): Promise<readonly Required<LineAnswer>[]> {
  const body = Readable.toWeb(Readable.from(textOf(lines)));
  const headers = { authorization: await api.bearer(agency, 'system'), 'content-type': 'application/x-ndjson' };
  const response = await fetch(api.url(agency, '/api/bulk'), { method: 'POST', headers, body, duplex: 'half' });
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

/** Beside whoever was measured before. */
export const first = 1_000_000;
/** Of these more lines show no more. */
const mostOfOthers = 10_000;

const lines = (verb: string, numbers: readonly number[], body: (at: number) => object): readonly object[] =>
  numbers.map((at) => ({ command: `/api/${verb}`, key: `bulk-${at}`, body: body(at) }));

/** As many people identified, each with a document, a permit and a report, by the line; from the first byte to the last answer, and to the slowest view. */
export async function measureBulk(exchange: MeasuredExchange, count: number, say: (line: string) => void): Promise<void> {
  say(`\nCommands by the line at imigrasi, one request each, to the last answer; publishing and the views of others go on beside it:`);
  const load = async (what: string, lines: readonly object[]): Promise<readonly Required<LineAnswer>[]> => {
    const [startedAt, before] = [performance.now(), exchange.cpuTimes('imigrasi')];
    const answers = await inBulk(exchange, 'imigrasi', lines);
    const ms = performance.now() - startedAt;
    const count = lines.length;
    say(`  ${count} ${what}: ${rateOf(count, ms)}; ${describeCpu(before, exchange.cpuTimes('imigrasi'), { count, ms })}.`);
    return answers;
  };
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  const some = numbers.slice(0, mostOfOthers);
  const identified = await load('people identified (looked for by name, number and document)', lines('foreign-nationals', numbers, person));
  const about = (body: (at: number) => object) => (at: number) => ({ ...body(at), subjectRef: identified[at - first]?.fact.subjectRef });
  const documents = lines('travel-documents', numbers, about(documentOf));
  await load('travel documents recorded (each with its key: two facts a line)', documents);
  await load('violations of organisations reported (the cheapest)', lines('violations', some, violation));
  const startedAt = performance.now();
  const permits = lines(
    'stay-permits',
    some,
    about(() => permit),
  );
  const issued = await load('permits issued', permits);
  if (exchange.started.length === 1) return;
  await untilHeld(exchange, { factIds: issued.slice(-1_000).map(({ fact }) => fact.factId), version: 1 });
  say(`    ... and held by all who may know them: ${rateOf(some.length, performance.now() - startedAt)}.`);
}

const rateOf = (count: number, ms: number): string => `${(ms / 1_000).toFixed(1)} s, ${Math.round((count * 1_000) / ms)} lines a second`;
