import { few } from '../launch/eventually.js';
import type { MeasuredExchange } from './exchange.js';
import { permit, person } from './residents.js';

/** A permit as imigrasi last answered it. */
export interface Permit {
  readonly factId: string;
  readonly version: string;
}

/** Identifies people and issues each a permit, 8 requests at once. */
export async function issuePermits({ api }: MeasuredExchange, count: number, say: (line: string) => void): Promise<Permit[]> {
  const permits: Permit[] = [];
  const startedAt = performance.now();
  const send = async (path: string, key: string, body: object): Promise<{ subjectRef: string; factId: string; version: string }> => {
    const answer = await api.post('imigrasi', path, { key, body });
    if (answer.status !== 201) throw new Error(`${path} was answered ${answer.status} ${String(answer.body?.code)}`);
    return answer.body;
  };
  await few(
    Array.from({ length: count }, (_, at) => at),
    8,
    async (at) => {
      const { subjectRef } = await send('/api/foreign-nationals', `person-${at}`, person(at));
      permits.push(await send('/api/stay-permits', `permit-${at}`, { ...permit, subjectRef }));
    },
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  say(`${count * 2} commands over HTTP, 8 at once: ${seconds.toFixed(1)} s, ${Math.round((count * 2) / seconds)} a second.`);
  return permits;
}

/** @returns whether it was accepted */
export async function extend({ api }: MeasuredExchange, { factId, version }: Permit, key: string): Promise<boolean> {
  const body = { validTo: '2029-02-01', extendedOn: '2026-11-02' };
  return (await api.post('imigrasi', `/api/stay-permits/${factId}/extend`, { key, version, body })).status === 200;
}
