import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayClose } from '../stay-permits/stay-permit.policy.js';

/** Ends the permit of a child in order. How and why stays with imigrasi. */
@Injectable()
export class CloseMinorPermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.not-open`, `permit.before-start`, `version.stale` */
  execute(factId: string, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayClose(permit.body, this.clock.legalDay()));
      return tx.revise(MinorPermitRecorded, permit, { applicationPaidOn: undefined, state: 'CLOSED' });
    });
  }
}
