import { settingsFrom } from '@timpora/config';
import type { Member } from '@timpora/contracts';
import { Clock, Exchange, ownCaller, type Held } from '@timpora/exchange';
import { createLogger, createMetrics, Progress } from '@timpora/observing';

import { author, bodyOf, CaseStated, catalogue } from './facts.js';
import { serve, untilTold } from './load.js';

/** One member's service without HTTP, with every duty of the exchange; the author states what its parent asks for. */
const member = process.argv[2] as Member;
const exchange = await Exchange.open({
  settings: settingsFrom(process.env, member),
  member,
  catalogue,
  clock: new Clock(),
  log: createLogger({ member, level: 'warn', destination: process.stderr }),
  metrics: createMetrics(member),
  progress: new Progress({ loops: ['relay', 'consumer'], stuckAfterMs: 120_000 }),
});
await untilTold();
exchange.start();
while (!exchange.isHearing || !(await exchange.mayState())) await new Promise((resolve) => setTimeout(resolve, 20));

/** By the number of the fact. */
const held: Held<(typeof CaseStated)['fact']>[] = [];
const caller = ownCaller('bench');

async function stop(): Promise<void> {
  await exchange.stop();
  await exchange.close();
}

serve({
  state: (facts) =>
    exchange.unitOfWork.run(caller, async (tx) => {
      for (const at of facts) held[at] = await tx.state(CaseStated, bodyOf(at, 1));
    }),
  revise: async (facts) => {
    const next = await exchange.unitOfWork.run(caller, async (tx) => {
      const revised: (typeof held)[number][] = [];
      for (const at of facts) {
        const before = held[at];
        if (before) revised.push(await tx.revise(CaseStated, before, bodyOf(at, before.version + 1)));
      }
      return revised;
    });
    for (const [position, at] of facts.entries()) {
      const revised = next[position];
      if (revised) held[at] = revised;
    }
  },
  stop,
});
process.on('SIGTERM', () => void stop().then(() => process.exit(0)));
if (member !== author) process.on('disconnect', () => process.exit(0));
