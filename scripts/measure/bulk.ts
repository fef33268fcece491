import { Readable } from 'node:stream';

import type { Agency } from '@timpora/contracts';

import { describeCpu } from './cpu.js';
import type { MeasuredExchange } from './exchange.js';
import { documentOf, permit, person } from './residents.js';
import { untilHeld } from './views.js';

interface LineAnswer {
  readonly line: number;
  readonly status: number;
  readonly fact?: { readonly factId: string; readonly subjectRef: string };
}

/** Sends commands by the line, one request for all, and reads the answers as they come. @throws when one is refused */
async function inBulk({ api }: MeasuredExchange, agency: Agency, lines: Iterable<object>): Promise<readonly Required<LineAnswer>[]> {
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

interface Load {
  readonly agency: Agency;
  readonly what: string;
  readonly lines: Iterable<object>;
  readonly count: number;
}

/** Beside whoever was measured before. */
const first = 1_000_000;

const lines = (command: string, numbers: readonly number[], body: (at: number) => object): readonly object[] =>
  numbers.map((at) => ({ command, key: `bulk-${at}`, body: body(at) }));

/** As many people identified, each with a document and a permit, by the line; from the first byte to the last answer, and to the slowest view. */
export async function measureBulk(exchange: MeasuredExchange, count: number, say: (line: string) => void): Promise<void> {
  say(`\nCommands by the line, one request each, to the last answer; publishing and the views of others go on beside it and count:`);
  const load = async ({ agency, what, lines }: Load): Promise<readonly Required<LineAnswer>[]> => {
    const [startedAt, before] = [performance.now(), exchange.cpuTimes(agency)];
    const answers = await inBulk(exchange, agency, lines);
    const ms = performance.now() - startedAt;
    const told = `${(ms / 1_000).toFixed(1)} s, ${Math.round((count * 1_000) / ms)} lines a second`;
    say(`  ${count} ${what}: ${told}; ${describeCpu(before, exchange.cpuTimes(agency), { count, ms })}.`);
    return answers;
  };
  const numbers = Array.from({ length: count }, (_, at) => first + at);
  const people = { command: '/api/foreign-nationals', what: 'people identified (looked for by name and by document)' };
  const identified = await load({ ...people, agency: 'imigrasi', count, lines: lines(people.command, numbers, person) });
  const subjects = identified.map(({ fact }) => fact.subjectRef);
  const about =
    (body: (at: number) => object) =>
    (at: number): object => ({ ...body(at), subjectRef: subjects[at - first] });
  const documents = { command: '/api/travel-documents', what: 'travel documents recorded (each with its key: two facts a line)' };
  await load({ ...documents, agency: 'imigrasi', count, lines: lines(documents.command, numbers, about(documentOf)) });
  const permits = { command: '/api/stay-permits', what: 'permits issued' };
  const startedAt = performance.now();
  const issued = await load({
    ...permits,
    agency: 'imigrasi',
    count,
    lines: lines(
      permits.command,
      numbers,
      about(() => permit),
    ),
  });
  if (exchange.started.length === 1) return;
  await untilHeld(exchange, { factIds: issued.slice(-1_000).map(({ fact }) => fact.factId), version: 1 });
  const heldMs = performance.now() - startedAt;
  say(
    `    ... and held by all who may know them: ${(heldMs / 1_000).toFixed(1)} s, ${Math.round((count * 1_000) / heldMs)} lines a second.`,
  );
}
