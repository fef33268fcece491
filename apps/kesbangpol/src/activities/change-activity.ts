import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ActivityRecorded, RegisteredActivity } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeActivity as Command } from './activity.commands.js';
import { isRegistered } from './activity.policy.js';

/** Records that a registered activity changed. */
@Injectable()
export class ChangeActivity {
  constructor(private readonly unitOfWork: UnitOfWork<'kesbangpol'>) {}

  /** @throws {DomainError} `activity.has-ended`, `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof RegisteredActivity>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const activity = await tx.get(RegisteredActivity, factId);
      refuseIf(isRegistered(activity.body));
      return tx.revise(ActivityRecorded, activity, change);
    });
  }
}
