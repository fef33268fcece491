import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PracticePermit, PracticePermitIssued } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { RenewPractice as Command } from './practice-permit.commands.js';
import { mayRenew } from './practice-permit.policy.js';

/** Renews a practice permit. */
@Injectable()
export class RenewPractice {
  constructor(private readonly unitOfWork: UnitOfWork<'dinkes'>) {}

  /** @throws {DomainError} `practice-permit.has-ended`, `practice-permit.not-longer`, `practice-permit.outlives-registration`, `version.stale` */
  execute(factId: string, renewal: Command, caller: Caller): Promise<Held<typeof PracticePermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(PracticePermit, factId);
      refuseIf(mayRenew(permit.body, renewal));
      return tx.revise(PracticePermitIssued, permit, renewal);
    });
  }
}
