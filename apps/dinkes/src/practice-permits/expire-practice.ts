import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { PracticePermit, PracticePermitEnded } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { mayExpire } from './practice-permit.policy.js';

/** States that a practice permit's last day has passed. Run by a timer, not by a request. */
@Injectable()
export class ExpirePractice {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dinkes'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `practice-permit.has-ended`, `practice-permit.not-yet-expired` */
  execute(factId: string, caller: Caller): Promise<Held<typeof PracticePermit>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const permit = await tx.get(PracticePermit, factId);
      refuseIf(mayExpire(permit.body, this.clock.legalDay()));
      return tx.revise(PracticePermitEnded, permit, { endedOn: permit.body.validTo, state: 'ENDED' });
    });
  }
}
