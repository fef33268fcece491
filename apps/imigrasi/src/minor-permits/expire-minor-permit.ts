import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { MinorPermit, MinorPermitRecorded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExpire } from '../stay-permits/stay-permit.policy.js';

/** States that the last lawful day of a child's permit has passed. Says nothing about fault. Run by a timer, not by a request. */
@Injectable()
export class ExpireMinorPermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.not-open`, `permit.not-yet-expired` */
  execute(factId: string, caller: Caller): Promise<Held<typeof MinorPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(MinorPermit, factId);
      refuseIf(mayExpire(permit.body, this.clock.legalDay()));
      return tx.revise(MinorPermitRecorded, permit, { state: 'EXPIRED' });
    });
  }
}
