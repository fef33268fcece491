import { Injectable } from '@nestjs/common';
import { AlertAssigned, type Alert, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { AssignAlert as Command } from './alert.commands.js';
import { dueFrom, mayAssign } from './alert.policy.js';
import { changeAlert } from './change-alert.js';

/** Gives the alert to a desk; the time to look at it begins anew. */
@Injectable()
export class AssignAlert {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `alert.not-open`, `alert.already-assigned`, `version.stale` */
  execute(factId: string, { unit }: Command, caller: Caller): Promise<Held<typeof Alert>> {
    return changeAlert(this.unitOfWork, factId, {
      caller,
      event: AlertAssigned,
      may: mayAssign,
      changes: ({ ruleId }, stated) => ({ state: 'ASSIGNED', unit, dueOn: dueFrom(this.clock.legalDay(), ruleId, stated) }),
    });
  }
}
