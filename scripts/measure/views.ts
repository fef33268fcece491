import { agencies, mayKnow, StayPermit, type Agency } from '@timpora/contracts';

import type { MeasuredExchange } from './exchange.js';

export const hearers: readonly Agency[] = agencies.filter((agency) => agency !== 'imigrasi' && mayKnow(agency, StayPermit));

/** When each of these permits was committed in this version at an agency, epoch milliseconds. */
export async function committed(
  exchange: MeasuredExchange,
  agency: Agency,
  { factIds, version }: { factIds: readonly string[]; version: number },
): Promise<ReadonlyMap<string, number>> {
  const database = await exchange.database(agency);
  try {
    const { rows } = await database.query<{ fact_id: string; at: Date }>(
      'select fact_id, pg_xact_commit_timestamp(xmin) as at from fact where fact_id = any($1) and version = $2',
      [factIds, version],
    );
    return new Map(rows.map(({ fact_id, at }) => [fact_id, at.getTime()]));
  } finally {
    await database.end();
  }
}

/** Until all who may know these permits hold them in this version. @throws after ten minutes */
export async function untilHeld(exchange: MeasuredExchange, wanted: { factIds: readonly string[]; version: number }): Promise<void> {
  const until = Date.now() + 600_000;
  for (const agency of hearers.filter((each) => exchange.started.includes(each))) {
    while ((await committed(exchange, agency, wanted)).size < wanted.factIds.length)
      if (Date.now() > until) throw new Error(`${agency} does not hold all within ten minutes`);
  }
}
