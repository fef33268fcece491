import { refuseIf, type Problem } from '@timpora/access';
import { Alert, type AlertBody, type Event, type Member, type StatedValues } from '@timpora/contracts';
import type { Caller, Changes, Held, UnitOfWork } from '@timpora/exchange';

import { followEnforcement } from './tell-enforcement.js';

/** What somebody does with an alert: whether it may be, and what is then different. */
export interface AlertChange {
  readonly event: Event<string, typeof Alert>;
  may(alert: AlertBody): Problem | null;
  /** @param stated the settings that are held here */
  readonly changes: (alert: AlertBody, stated: StatedValues) => Changes<AlertBody>;
}

/** Changes an own alert, and with it what the enforcement members were told. */
export const changeAlert = (
  unitOfWork: UnitOfWork<Member>,
  factId: string,
  { caller, event, may, changes }: AlertChange & { readonly caller: Caller },
): Promise<Held<typeof Alert>> =>
  unitOfWork.run(caller, async (tx) => {
    const alert = await tx.get(Alert, factId);
    refuseIf(may(alert.body));
    const changed = await tx.revise(event, alert, changes(alert.body, await tx.statedValues()));
    await followEnforcement(tx, changed);
    return changed;
  });
