import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { WorkPlan, WorkPlanEnded } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndWorkPlan as Command } from './work-plan.commands.js';
import { mayEnd } from './work-plan.policy.js';

/** Records that a plan was revoked or given up before its last day. */
@Injectable()
export class EndWorkPlan {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `work-plan.has-ended`, `contract.broken` when it ends after its last day, `version.stale` */
  execute(factId: string, end: Command, caller: Caller): Promise<Held<typeof WorkPlan>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const plan = await tx.get(WorkPlan, factId);
      refuseIf(mayEnd(plan.body));
      return tx.revise(WorkPlanEnded, plan, { ...end, state: 'ENDED' });
    });
  }
}
