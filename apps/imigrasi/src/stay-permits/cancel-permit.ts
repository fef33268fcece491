import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitCancelled, StayPermit } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { CancelPermit as Command } from './stay-permit.commands.js';
import { mayCancel } from './stay-permit.policy.js';

/** Cancels a valid permit after the decision of a case conference. */
@Injectable()
export class CancelPermit {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `permit.not-open`, `permit.before-start`, `version.stale` */
  execute(factId: string, { cancelledOn }: Command, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayCancel(permit.body, cancelledOn));
      return tx.revise(PermitCancelled, permit, { state: 'CANCELLED', closedOn: cancelledOn });
    });
  }
}
