import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { WorkPlanApproved, type WorkPlan } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ApproveWorkPlan as Command } from './work-plan.commands.js';
import { mayBeApproved } from './work-plan.policy.js';

/** Records that a plan to employ foreign workers was approved. Every employer needs its own approval (PP 34/2021 art. 6). */
@Injectable()
export class ApproveWorkPlan {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `work-plan.too-long`, `work-plan.position-twice`, `reference.taken` */
  execute({ ownReference, ...plan }: Command, caller: Caller): Promise<Held<typeof WorkPlan>> {
    return this.unitOfWork.run(caller, async (tx) => {
      refuseIf(mayBeApproved(plan));
      const body = { ...plan, firstValidFrom: plan.firstValidFrom ?? plan.validFrom, state: 'APPROVED' as const };
      return tx.state(WorkPlanApproved, body, ownReference === undefined ? {} : { ownReference });
    });
  }
}
