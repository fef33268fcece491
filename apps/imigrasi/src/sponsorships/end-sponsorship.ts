import { Injectable } from '@nestjs/common';
import { refuseIf } from '@timpora/access';
import { SponsorChanged, Sponsorship } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { EndSponsorship as Command } from './sponsorship.commands.js';
import { isActive } from './sponsorship.policy.js';

/** Records that an organisation was released, or stands in no more. */
@Injectable()
export class EndSponsorship {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `sponsorship.has-ended`, `contract.broken` (it would end before it starts), `version.stale` */
  execute(factId: string, ending: Command, caller: Caller): Promise<Held<typeof Sponsorship>> {
    return this.unitOfWork.run(caller, async (tx) => {
      const sponsorship = await tx.get(Sponsorship, factId);
      refuseIf(isActive(sponsorship.body));
      return tx.revise(SponsorChanged, sponsorship, ending);
    });
  }
}
