import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { SponsorChanged, Sponsorship } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { ChangeSponsorship as Command } from './sponsorship.commands.js';
import { isActive } from './sponsorship.policy.js';

/** Records a real change of a sponsorship that goes on: the role at the organisation, the last day in sight. */
@Injectable()
export class ChangeSponsorship {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `sponsorship.has-ended`, `contract.broken` (it would end before it starts), `version.stale` */
  execute(factId: string, change: Command, caller: Caller): Promise<Held<typeof Sponsorship>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const sponsorship = await tx.get(Sponsorship, factId);
      refuseIf(isActive(sponsorship.body));
      return tx.revise(SponsorChanged, sponsorship, change);
    });
  }
}
