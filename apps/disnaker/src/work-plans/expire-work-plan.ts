import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { WorkPlan, WorkPlanEnded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExpire } from './work-plan.policy.js';

/** States that a plan's last day has passed. Run by a timer, not by a request. */
@Injectable()
export class ExpireWorkPlan {
  constructor(
    private readonly unitOfWork: UnitOfWork<'disnaker'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `work-plan.has-ended`, `work-plan.not-yet-expired` */
  execute(factId: string, caller: Caller): Promise<Held<typeof WorkPlan>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const plan = await tx.get(WorkPlan, factId);
      refuseIf(mayExpire(plan.body, this.clock.legalDay()));
      return tx.revise(WorkPlanEnded, plan, { endReason: 'EXPIRED', endedOn: plan.body.validTo, state: 'ENDED' });
    });
  }
}
