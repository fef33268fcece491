import { Injectable } from '@nestjs/common';
import { AlertEscalated, type Alert, type Member } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { dueFrom, mayEscalate } from './alert.policy.js';
import { changeAlert } from './change-alert.js';

/** Nobody looked in time: the head of the desk hears of it, then the chair of the team. Run by a timer, not by a request. */
@Injectable()
export class EscalateAlert {
  constructor(
    private readonly unitOfWork: UnitOfWork<Member>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `alert.not-open`, `alert.not-yet-due` */
  execute(factId: string, caller: Caller): Promise<Held<typeof Alert>> {
    const today = this.clock.legalDay();
    return changeAlert(this.unitOfWork, factId, {
      caller,
      event: AlertEscalated,
      may: (alert) => mayEscalate(alert, today),
      changes: ({ ruleId, level }, stated) => ({ state: 'ESCALATED', level: level + 1, dueOn: dueFrom(today, ruleId, stated) }),
    });
  }
}
