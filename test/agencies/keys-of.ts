import { eventually } from '../eventually.js';
import type { ShownFact } from './agency-client.js';
import type { RunningExchange } from './a-running-exchange.js';
import { aDocument } from './residents.js';

/** The keys by which a resident is looked up, as imigrasi holds them. */
export async function keysOf({ client }: RunningExchange, subjectRef: string): Promise<readonly ShownFact[]> {
  const { body } = await client.get<{ facts: ShownFact[] }>('imigrasi', `/api/residents/${subjectRef}`);
  return body.facts.filter(({ kind }) => kind === 'identity-key');
}

/** The key of a document that is recorded for a resident now. */
export async function aKey(exchange: RunningExchange, subjectRef: string): Promise<ShownFact> {
  await exchange.client.accepted('imigrasi', '/api/travel-documents', aDocument(subjectRef));
  await eventually(async () => (await keysOf(exchange, subjectRef)).length, 1);
  const [key] = await keysOf(exchange, subjectRef);
  return key!;
}
