import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { EnforcementAlert, EnforcementAlertClosed, type Member } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayClose } from './enforcement-alert.policy.js';
import type { CloseReviewed as Command } from './enforcement-alert.commands.js';

/** Says what came of a confirmed breach that the team was asked to look after. */
@Injectable()
export class CloseReviewed {
  constructor(private readonly unitOfWork: UnitOfWork<Member>) {}

  /** @throws {DomainError} `enforcement-alert.ends-with-alert`, `enforcement-alert.not-open`, `version.stale` */
  execute(factId: string, { outcome }: Command, caller: Caller): Promise<Held<typeof EnforcementAlert>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const alert = await tx.get(EnforcementAlert, factId);
      refuseIf(mayClose(alert.body));
      return tx.revise(EnforcementAlertClosed, alert, { state: 'CLOSED', closeReason: outcome });
    });
  }
}
