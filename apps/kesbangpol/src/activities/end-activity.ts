import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { ActivityRecorded, RegisteredActivity } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndActivity as Command } from './activity.commands.js';
import { mayEnd } from './activity.policy.js';

/** Records that a registered activity has ended. */
@Injectable()
export class EndActivity {
  constructor(private readonly unitOfWork: UnitOfWork<'kesbangpol'>) {}

  /** @throws {DomainError} `activity.has-ended`, `activity.ends-before-start`, `version.stale` */
  execute(factId: string, { endedOn }: Command, caller: Caller): Promise<Held<typeof RegisteredActivity>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const activity = await tx.get(RegisteredActivity, factId);
      refuseIf(mayEnd(activity.body, endedOn));
      return tx.revise(ActivityRecorded, activity, { validTo: endedOn, state: 'ENDED' });
    });
  }
}
