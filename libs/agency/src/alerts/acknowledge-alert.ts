import { Injectable } from '@nestjs/common';
import { AlertAcknowledged, type Alert, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { dueFrom, mayAcknowledge } from './alert.policy.js';
import { changeAlert } from './change-alert.js';

/** An officer has seen the alert and looks at it; the time to do so begins anew. */
@Injectable()
export class AcknowledgeAlert {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `alert.not-open`, `alert.already-taken`, `version.stale` */
  execute(factId: string, caller: Caller): Promise<Held<typeof Alert>> {
    return changeAlert(this.unitOfWork, factId, {
      caller,
      event: AlertAcknowledged,
      may: mayAcknowledge,
      changes: ({ ruleId }, stated) => ({ state: 'ACKNOWLEDGED', dueOn: dueFrom(this.clock.legalDay(), ruleId, stated) }),
    });
  }
}
