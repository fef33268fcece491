import { openExchange, settingsOf } from './settings.js';
import { extendPermits } from './statements.js';

/** A process that states facts without a pause until it is killed: its parent waits for the right moment. */
const exchange = await openExchange(settingsOf(process.env, 'imigrasi'), () => undefined);
exchange.start();
while (!(await exchange.mayState())) await new Promise((resolve) => setTimeout(resolve, 10));
const rows = await exchange.db.query<{ fact_id: string }[]>(
  `select fact_id from fact where kind = 'stay-permit' order by fact_id limit 20`,
);
const ids = rows.map(({ fact_id }) => fact_id);
console.log('stating');
for (;;) await Promise.all(ids.map((id) => extendPermits(exchange, [id], 1)));
