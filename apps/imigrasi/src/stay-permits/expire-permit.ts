import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PermitExpired, StayPermit } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExpire } from './stay-permit.policy.js';

/** States that a permit's last lawful day has passed. Says nothing about fault. Run by a timer, not by a request. */
@Injectable()
export class ExpirePermit {
  constructor(
    private readonly unitOfWork: UnitOfWork<'imigrasi'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `permit.not-open`, `permit.not-yet-expired` */
  execute(factId: string, caller: Caller): Promise<Held<typeof StayPermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(StayPermit, factId);
      refuseIf(mayExpire(permit.body, this.clock.legalDay()));
      return tx.revise(PermitExpired, permit, { state: 'EXPIRED' });
    });
  }
}
