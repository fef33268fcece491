import { Injectable } from '@nestjs/common';
import { SponsorChanged, type Sponsorship } from '@timpora/contracts';
import { UnitOfWork, type Caller, type Held } from '@timpora/exchange';

import type { StartSponsorship as Command } from './sponsorship.commands.js';

/** Records which organisation stands in for a resident, as sponsor or by a guarantee. */
@Injectable()
export class StartSponsorship {
  constructor(private readonly unitOfWork: UnitOfWork<'imigrasi'>) {}

  /** @throws {DomainError} `sponsorship.already-active`, `contract.broken` (it would end before it starts), `subject.is-a-minor`, `subject.not-known` */
  execute({ ownReference, ...sponsorship }: Command, caller: Caller): Promise<Held<typeof Sponsorship>> {
    const body = { ...sponsorship, state: 'ACTIVE' as const };
    return this.unitOfWork.run(caller, (tx) => tx.state(SponsorChanged, body, ownReference === undefined ? {} : { ownReference }));
  }
}
