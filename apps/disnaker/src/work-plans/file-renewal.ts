import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { WorkPlan, WorkPlanRenewalFiled } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { FileRenewal as Command } from './work-plan.commands.js';
import { mayFileRenewal } from './work-plan.policy.js';

/** Records that the employer filed the renewal in time. */
@Injectable()
export class FileRenewal {
  constructor(private readonly unitOfWork: UnitOfWork<'disnaker'>) {}

  /** @throws {DomainError} `work-plan.not-approved`, `work-plan.not-extendable`, `work-plan.filed-too-late`, `version.stale` */
  execute(factId: string, { renewalFiledOn }: Command, caller: Caller): Promise<Held<typeof WorkPlan>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const plan = await tx.get(WorkPlan, factId);
      refuseIf(mayFileRenewal(plan.body, renewalFiledOn, await tx.statedValues()));
      return tx.revise(WorkPlanRenewalFiled, plan, { renewalFiledOn, state: 'RENEWAL_FILED' });
    });
  }
}
