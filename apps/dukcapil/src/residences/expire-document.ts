import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { Residence, ResidenceDocumentExpired } from '@timpora/contracts';
import { Clock, UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import { hasExpiredPaper } from './residence.policy.js';

/** States that a residence paper's last valid day has passed. Run by a timer, not by a request. */
@Injectable()
export class ExpireDocument {
  constructor(
    private readonly unitOfWork: UnitOfWork<'dukcapil'>,
    private readonly clock: Clock,
  ) {}

  /** @throws {DomainError} `residence.paper-not-expired` */
  execute(factId: string, caller: Caller): Promise<Held<typeof Residence>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const residence = await tx.get(Residence, factId);
      refuseIf(hasExpiredPaper(residence.body, residence, this.clock.legalDay()));
      return tx.revise(ResidenceDocumentExpired, residence, {});
    });
  }
}
