import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { WorkPlan, WorkPlanExtended } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ExtendWorkPlan as Command } from './work-plan.commands.js';
import { mayExtend } from './work-plan.policy.js';

/** Grants a renewal that was filed: the same plan, with a later last day. */
@Injectable()
export class ExtendWorkPlan {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `work-plan.renewal-not-filed`, `work-plan.not-longer`, `work-plan.too-long`, `version.stale` */
  execute(factId: string, { validTo }: Command, caller: Caller): Promise<Held<typeof WorkPlan>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const plan = await tx.get(WorkPlan, factId);
      refuseIf(mayExtend(plan.body, validTo));
      return tx.revise(WorkPlanExtended, plan, { validTo, renewalFiledOn: undefined, state: 'APPROVED' });
    });
  }
}
