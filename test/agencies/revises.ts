import type { Agency } from '@timpora/contracts';

import type { AgencyClient, ShownFact } from './agency-client.js';

interface Revision {
  readonly path: string;
  readonly body?: unknown;
  /** The version that was read. */
  readonly version: string;
}

/** Sends a command that changes a fact, first with every wrong thing that can be said about the version, each of which is refused. */
export async function revises(client: AgencyClient, agency: Agency, { path, body, version }: Revision): Promise<ShownFact> {
  const wrong = [undefined, '"0"', 'W/"1"', '"newest"', '*', `"${Number(version) + 1}"`];
  const refusals = await Promise.all(wrong.map((text) => client.outcome(agency, path, body, text === undefined ? {} : { version: text })));
  const malformed = '400 version.malformed';
  expect(refusals).toEqual(['428 version.missing', malformed, malformed, malformed, malformed, '409 version.stale']);
  const answer = await client.post(agency, path, body, { version: `"${version}"` });
  const next = String(Number(version) + 1);
  expect([answer.status, answer.code, answer.headers.get('etag'), answer.body.version]).toEqual([200, null, `"${next}"`, next]);
  return answer.body;
}
